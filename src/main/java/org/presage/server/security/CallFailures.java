/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.grpc.server.exception.GrpcExceptionHandlerInterceptor;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogThrottle;

/**
 * Ends a call whose service throws with a status that says so; gRPC would end it as
 * UNKNOWN, without a word. Comes before all other interceptors, and in place of Spring's
 * own, which fails with "Failed to close the call" when what has failed closed it
 * already.
 */
public final class CallFailures extends GrpcExceptionHandlerInterceptor {

	private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);

	private final Refusals refusals;

	private final LogThrottle log;

	public CallFailures(Refusals refusals, Clock clock) {
		super((failure) -> null);
		this.refusals = refusals;
		this.log = new LogThrottle(LOG, Level.ERROR, "calls that failed", clock);
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		try {
			return new Guarded<>(next.startCall(call, headers), call);
		}
		catch (RuntimeException | Error ex) {
			end(call, ex);
			return new ServerCall.Listener<>() {
			};
		}
	}

	private void end(ServerCall<?, ?> call, Throwable failure) {
		String method = call.getMethodDescriptor().getFullMethodName();
		if (isEndOfClient(call, failure)) {
			LOG.debug("{}: its client has ended it", method, failure);
			return;
		}
		try {
			call.close(status(method, failure), new Metadata());
		}
		catch (IllegalStateException ex) {
			LOG.trace("Closed already", ex);
		}
	}

	/** A service that answers while its client goes away is no defect. */
	private static boolean isEndOfClient(ServerCall<?, ?> call, Throwable failure) {
		return call.isCancelled()
				&& (failure instanceof IllegalStateException || failure instanceof StatusRuntimeException);
	}

	private Status status(String method, Throwable failure) {
		if (failure instanceof StatusRuntimeException known && known.getStatus().getCode() != Status.Code.UNKNOWN) {
			return known.getStatus();
		}
		@Nullable InvalidInputException input = (failure instanceof InvalidInputException one) ? one : null;
		if (input != null) {
			return Status.INVALID_ARGUMENT.withDescription(input.getMessage());
		}
		this.refusals.count(Refusals.Reason.DEFECT, method);
		if (this.log.admits()) {
			LOG.error("{} failed", method, failure);
		}
		return Status.INTERNAL.withDescription(method + ": expected an answer, found a defect of the server ("
				+ failure.getClass().getSimpleName() + "); its log has the details");
	}

	/** Whatever is called of it. */
	private final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {

		private final ServerCall<Q, ?> call;

		Guarded(ServerCall.Listener<Q> next, ServerCall<Q, ?> call) {
			super(next);
			this.call = call;
		}

		private void guard(Runnable event) {
			try {
				event.run();
			}
			catch (RuntimeException | Error ex) {
				end(this.call, ex);
			}
		}

		@Override
		public void onMessage(Q message) {
			guard(() -> super.onMessage(message));
		}

		@Override
		public void onHalfClose() {
			guard(super::onHalfClose);
		}

		@Override
		public void onCancel() {
			guard(super::onCancel);
		}

		@Override
		public void onComplete() {
			guard(super::onComplete);
		}

		@Override
		public void onReady() {
			guard(super::onReady);
		}

	}

}

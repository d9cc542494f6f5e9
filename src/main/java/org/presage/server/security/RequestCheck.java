/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import com.google.protobuf.MessageLite;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Refuses a request that cannot be read, and one that is too large with an error that
 * names the key; gRPC's own, of the transport, names none and does not reach a client
 * that has had an answer already. The transport's limit is therefore larger. A service
 * that has to do more at the end of its call {@linkplain #claim checks} its requests
 * itself.
 */
public final class RequestCheck implements ServerInterceptor {

	private static final Context.Key<Judge> KEY = Context.key("presage-request-check");

	private final int maxBytes;

	private final Refusals refusals;

	public RequestCheck(int maxBytes, Refusals refusals) {
		this.maxBytes = maxBytes;
		this.refusals = refusals;
	}

	/**
	 * The check of the call at hand, whose requests the caller checks from now on.
	 * @throws IllegalStateException outside a call
	 */
	public static Judge claim() {
		Judge judge = KEY.get();
		if (judge == null) {
			throw new IllegalStateException("no call");
		}
		judge.claimed = true;
		return judge;
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		Judge judge = new Judge(call.getMethodDescriptor());
		return new Judged<>(Contexts.interceptCall(Context.current().withValue(KEY, judge), call, headers, next), call,
				judge);
	}

	/** Checks the requests of one call. */
	public final class Judge {

		private final MethodDescriptor<?, ?> method;

		private boolean claimed;

		private Judge(MethodDescriptor<?, ?> method) {
			this.method = method;
		}

		/** What the call ends with because of a request; null if it is a good one. */
		public @Nullable Status judge(Object request) {
			if (this.method.getRequestMarshaller() instanceof LenientRequests<?> lenient) {
				LenientRequests.Kind kind = lenient.kind(request);
				if (kind == LenientRequests.Kind.OVERSIZED) {
					return exceeded();
				}
				if (kind == LenientRequests.Kind.MALFORMED) {
					RequestCheck.this.refusals.count(Refusals.Reason.MALFORMED, this.method.getFullMethodName());
					return Status.INVALID_ARGUMENT.withDescription(
							new InvalidInputException("request", "a " + lenient.type(), "octets that are none")
								.getMessage());
				}
			}
			return (request instanceof MessageLite proto && proto.getSerializedSize() > RequestCheck.this.maxBytes)
					? exceeded() : null;
		}

		private Status exceeded() {
			RequestCheck.this.refusals.count(Refusals.Reason.MESSAGE_SIZE, this.method.getFullMethodName());
			return Status.RESOURCE_EXHAUSTED
				.withDescription("spring.grpc.server.inbound.message.max-size: expected at most "
						+ RequestCheck.this.maxBytes + " bytes, found a larger message");
		}

	}

	private static final class Judged<Q> extends SimpleForwardingServerCallListener<Q> {

		private final ServerCall<Q, ?> call;

		private final Judge judge;

		private boolean refused;

		Judged(ServerCall.Listener<Q> next, ServerCall<Q, ?> call, Judge judge) {
			super(next);
			this.call = call;
			this.judge = judge;
		}

		@Override
		public void onMessage(Q message) {
			Status refusal = (this.refused || this.judge.claimed) ? null : this.judge.judge(message);
			if (refusal != null) {
				this.refused = true;
				this.call.close(refusal, new Metadata());
			}
			else if (!this.refused) {
				super.onMessage(message);
			}
		}

		/** The service is asked here, and must not be. */
		@Override
		public void onHalfClose() {
			if (!this.refused) {
				super.onHalfClose();
			}
		}

	}

}

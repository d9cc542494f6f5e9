/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Refuses a stream of a client that has as many as it may. Comes after the access
 * control.
 */
public final class StreamLimit implements ServerInterceptor {

	private final ClientLoads clients;

	private final Refusals refusals;

	public StreamLimit(ClientLoads clients, Refusals refusals) {
		this.clients = clients;
		this.refusals = refusals;
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		if (call.getMethodDescriptor().getType() == MethodDescriptor.MethodType.UNARY) {
			return next.startCall(call, headers);
		}
		Caller known = Caller.current();
		Caller caller = (known != null) ? known : Caller.at(call);
		ClientLoad load = this.clients.enter(caller.name());
		if (load == null) {
			return this.refusals.refuse(call, Refusals.Reason.STREAMS,
					Status.RESOURCE_EXHAUSTED
						.withDescription("presage.stream.per-client: expected at most " + this.clients.maxStreams()
								+ " streams at a time of " + caller.name() + ", found one more"));
		}
		try {
			return new Counted<>(Contexts.interceptCall(load.in(Context.current()), call, headers, next), load);
		}
		catch (RuntimeException ex) {
			this.clients.leave(load);
			throw ex;
		}
	}

	/** Gives the place back; gRPC calls exactly one of the two methods, once. */
	private final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {

		private final ClientLoad load;

		Counted(ServerCall.Listener<Q> next, ClientLoad load) {
			super(next);
			this.load = load;
		}

		@Override
		public void onCancel() {
			StreamLimit.this.clients.leave(this.load);
			super.onCancel();
		}

		@Override
		public void onComplete() {
			StreamLimit.this.clients.leave(this.load);
			super.onComplete();
		}

	}

}

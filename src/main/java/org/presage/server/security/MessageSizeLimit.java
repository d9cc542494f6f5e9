/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request that is too large with an error that names the key; gRPC's own, of
 * the transport, names none and does not reach a client that has had an answer already.
 * The transport's limit is therefore larger. Requests that come as a stream are judged by
 * their reader.
 */
public final class MessageSizeLimit implements ServerInterceptor {

	private final int maxBytes;

	private final Refusals refusals;

	public MessageSizeLimit(int maxBytes, Refusals refusals) {
		this.maxBytes = maxBytes;
		this.refusals = refusals;
	}

	/** What the call ends with if a message of it is too large; null if it is not. */
	public @Nullable Status judge(MessageLite message, String method) {
		return (message.getSerializedSize() > this.maxBytes) ? exceeded(method) : null;
	}

	/** What a call with a message that is too large ends with; it is counted. */
	public Status exceeded(String method) {
		this.refusals.count(Refusals.Reason.MESSAGE_SIZE, method);
		return Status.RESOURCE_EXHAUSTED
			.withDescription("spring.grpc.server.inbound.message.max-size: expected at most " + this.maxBytes
					+ " bytes, found a larger message");
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		ServerCall.Listener<Q> listener = next.startCall(call, headers);
		MethodDescriptor<Q, R> method = call.getMethodDescriptor();
		return method.getType().clientSendsOneMessage() ? new Judged<>(listener, call) : listener;
	}

	private final class Judged<Q> extends SimpleForwardingServerCallListener<Q> {

		private final ServerCall<Q, ?> call;

		private boolean refused;

		Judged(ServerCall.Listener<Q> next, ServerCall<Q, ?> call) {
			super(next);
			this.call = call;
		}

		@Override
		public void onMessage(Q message) {
			Status refusal = (message instanceof MessageLite proto)
					? judge(proto, this.call.getMethodDescriptor().getFullMethodName()) : null;
			if (refusal != null) {
				this.refused = true;
				this.call.close(refusal, new Metadata());
			}
			else {
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

package org.presage.e2.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Reads the metadata entry {@code presage-clock: recorded} of a stream that replays. */
public final class RecordedClock implements ServerInterceptor {

	static final Metadata.Key<String> HEADER = Metadata.Key.of("presage-clock", Metadata.ASCII_STRING_MARSHALLER);

	static final String RECORDED = "recorded";

	private static final Context.Key<Boolean> KEY = Context.key("presage-clock");

	/** Whether the call at hand replays. */
	static boolean isRecorded() {
		return Boolean.TRUE.equals(KEY.get());
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		Context context = Context.current().withValue(KEY, RECORDED.equals(headers.get(HEADER)));
		return Contexts.interceptCall(context, call, headers, next);
	}

}

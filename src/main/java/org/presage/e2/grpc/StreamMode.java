package org.presage.e2.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import org.presage.control.ControlMode;

/**
 * What a stream says of itself: {@code presage-clock: recorded} if it replays,
 * {@code presage-control: advisory} if its decisions are not carried out.
 */
public final class StreamMode implements ServerInterceptor {

	static final Metadata.Key<String> CLOCK = Metadata.Key.of("presage-clock", Metadata.ASCII_STRING_MARSHALLER);

	static final String RECORDED = "recorded";

	static final Metadata.Key<String> CONTROL = Metadata.Key.of("presage-control", Metadata.ASCII_STRING_MARSHALLER);

	static final String ADVISORY = "advisory";

	private static final Context.Key<ControlMode> KEY = Context.keyWithDefault("presage-control", ControlMode.ACTIVE);

	/** Of the call at hand. */
	static ControlMode current() {
		return KEY.get();
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		String control = headers.get(CONTROL);
		if (control != null && !control.equals(ADVISORY) && !control.equals("active")) {
			call.close(Status.INVALID_ARGUMENT
				.withDescription("presage-control: expected active or advisory, found " + control), new Metadata());
			return new ServerCall.Listener<>() {
			};
		}
		return Contexts.interceptCall(Context.current().withValue(KEY, mode(headers.get(CLOCK), control)), call,
				headers, next);
	}

	private static ControlMode mode(@Nullable String clock, @Nullable String control) {
		if (RECORDED.equals(clock)) {
			return ControlMode.RECORDED;
		}
		return ADVISORY.equals(control) ? ControlMode.ADVISORY : ControlMode.ACTIVE;
	}

}

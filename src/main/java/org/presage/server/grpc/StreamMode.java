/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import org.presage.api.CallHeaders;
import org.presage.control.ControlMode;

/**
 * What a stream says of itself: {@code presage-clock: recorded} if it replays,
 * {@code simulated} if a simulator waits for its decisions,
 * {@code presage-control: advisory} if its decisions are not carried out.
 */
public final class StreamMode implements ServerInterceptor {

	private static final Context.Key<ControlMode> KEY = Context.keyWithDefault("presage-control", ControlMode.ACTIVE);

	/** Of the call at hand. */
	static ControlMode current() {
		return KEY.get();
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		String control = headers.get(CallHeaders.CONTROL);
		if (control != null && !control.equals(CallHeaders.ADVISORY) && !control.equals(CallHeaders.ACTIVE)) {
			return refuse(call, CallHeaders.CONTROL, "active or advisory", control);
		}
		String clock = headers.get(CallHeaders.CLOCK);
		if (clock != null && !clock.equals(CallHeaders.RECORDED) && !clock.equals(CallHeaders.SIMULATED)) {
			return refuse(call, CallHeaders.CLOCK, "recorded or simulated, or no such entry", clock);
		}
		return Contexts.interceptCall(Context.current().withValue(KEY, mode(clock, control)), call, headers, next);
	}

	private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, Metadata.Key<String> entry, String expected,
			String found) {
		call.close(InputStatus.of(Status.INVALID_ARGUMENT, entry.originalName(), expected, found), new Metadata());
		return new ServerCall.Listener<>() {
		};
	}

	private static ControlMode mode(@Nullable String clock, @Nullable String control) {
		boolean advisory = CallHeaders.ADVISORY.equals(control);
		if (clock == null) {
			return advisory ? ControlMode.ADVISORY : ControlMode.ACTIVE;
		}
		return (advisory || clock.equals(CallHeaders.RECORDED)) ? ControlMode.RECORDED : ControlMode.SIMULATED;
	}

}

package org.presage.e2.access;

import java.util.Locale;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.monitor.MetricNames;

/** Counts the calls that were refused. Thread-safe. */
public final class Refusals {

	/** Why. */
	public enum Reason {

		/** Nobody who is known. */
		IDENTITY,
		/** Somebody without the role. */
		ROLE,
		/** More streams than one client may have. */
		STREAMS,
		/** A message that is too large. */
		MESSAGE_SIZE,
		/** What another site's page made a browser send. */
		CROSS_SITE

	}

	private final MeterRegistry meters;

	public Refusals(MeterRegistry meters) {
		this.meters = meters;
	}

	/**
	 * Counts a call.
	 * @param method full name of what was called
	 */
	public void count(Reason reason, String method) {
		count(reason, MethodRoles.required(method));
	}

	/**
	 * Counts a request.
	 * @param role that it wants; null for none
	 */
	public void count(Reason reason, @Nullable Role role) {
		this.meters
			.counter(MetricNames.CALLS_REFUSED, "reason", reason.name().toLowerCase(Locale.ROOT), "role",
					(role != null) ? role.label() : "none")
			.increment();
	}

	/** Ends a call before its service hears of it. */
	<Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, Reason reason, Status status) {
		count(reason, call.getMethodDescriptor().getFullMethodName());
		call.close(status, new Metadata());
		return new ServerCall.Listener<>() {
		};
	}

}

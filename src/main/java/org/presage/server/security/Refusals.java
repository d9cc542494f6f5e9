/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.SocketAddress;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;
import org.presage.control.metrics.Metric;

/** Counts and tells the calls that were refused. Thread-safe. */
public final class Refusals {

	/** Why. */
	public enum Reason {

		/** An unauthenticated caller. */
		IDENTITY,
		/** Somebody without the role. */
		ROLE,
		/** More streams than one client may have. */
		STREAMS,
		/** A message that is too large. */
		MESSAGE_SIZE,
		/** More octets than the server keeps at a time. */
		MEMORY,
		/** Octets that are no message. */
		MALFORMED,
		/** A service that failed. */
		DEFECT,
		/** What another site's page made a browser send. */
		CROSS_SITE,
		/** A connection that failed in its TLS handshake, before anything was called. */
		HANDSHAKE,
		/** A web connection whose request did not arrive in time, or one too many. */
		CONNECTION

	}

	private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

	private static final String NONE = "none";

	private final Map<Reason, Map<String, Counter>> counters = new EnumMap<>(Reason.class);

	private final LogThrottle log;

	public Refusals(MeterRegistry meters, Clock clock) {
		this.log = new LogThrottle(LOG, Level.WARN, "calls that were refused", clock);
		for (Reason reason : Reason.values()) {
			Map<String, Counter> byRole = new HashMap<>();
			Stream.concat(Arrays.stream(Role.values()).map(Role::label), Stream.of(NONE))
				.forEach((role) -> byRole.put(role,
						Metric.CALLS_REFUSED.counter(meters, reason.name().toLowerCase(Locale.ROOT), role)));
			this.counters.put(reason, byRole);
		}
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
		Objects.requireNonNull(this.counters.getOrDefault(reason, Map.of()).get((role != null) ? role.label() : NONE))
			.increment();
	}

	/**
	 * Counts and tells a connection that came to no call.
	 * @param found what was wrong with it
	 */
	public void connection(String found) {
		count(Reason.HANDSHAKE, (Role) null);
		if (this.log.admits()) {
			LOG.warn("a connection was refused in its TLS handshake: found {}", found);
		}
	}

	/**
	 * Counts and logs a web connection that the server ends before it has its request.
	 * @param from its client's address
	 * @param found what was wrong with it
	 */
	public void webConnection(String from, String found) {
		count(Reason.CONNECTION, (Role) null);
		if (this.log.admits()) {
			LOG.warn("a web connection from {} was ended: found {}", from, found);
		}
	}

	/**
	 * Counts and logs a stream that the transport ends.
	 * @param from its client; null if unknown
	 */
	void stream(String method, @Nullable SocketAddress from, Status status) {
		count(Reason.MEMORY, method);
		if (this.log.admits()) {
			LOG.warn("{} from {} was ended: {}", method, from, status.getDescription());
		}
	}

	/** Ends a call before its service hears of it. */
	<Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, Reason reason, Status status) {
		count(reason, call.getMethodDescriptor().getFullMethodName());
		if (this.log.admits()) {
			LOG.warn("a call from {} was refused: {}", call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
					status.getDescription());
		}
		call.close(status, new Metadata());
		return new ServerCall.Listener<>() {
		};
	}

}

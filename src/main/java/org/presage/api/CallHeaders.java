/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import io.grpc.Metadata;

/** Metadata that clients of the gRPC API send with a call, and their values. */
public final class CallHeaders {

	/**
	 * What time the reports of a stream have: {@link #RECORDED}, {@link #SIMULATED}, or
	 * absent for the time of day.
	 */
	public static final Metadata.Key<String> CLOCK = key("presage-clock");

	/** Value of {@link #CLOCK} for replayed reports. */
	public static final String RECORDED = "recorded";

	/**
	 * Value of {@link #CLOCK} for a simulator that waits for each decision and carries it
	 * out.
	 */
	public static final String SIMULATED = "simulated";

	/** Whether decisions are carried out: {@link #ACTIVE} (default) or advisory. */
	public static final Metadata.Key<String> CONTROL = key("presage-control");

	/** Value of {@link #CONTROL}: decisions are shown, not carried out. */
	public static final String ADVISORY = "advisory";

	/** Value of {@link #CONTROL}: decisions are carried out. */
	public static final String ACTIVE = "active";

	/** Carries the bearer token, after {@link #SCHEME}. */
	public static final Metadata.Key<String> AUTHORIZATION = key("authorization");

	/**
	 * Comes before the token, in any case (RFC 6750 clause 2.1, RFC 9110 clause 11.1).
	 */
	public static final String SCHEME = "Bearer ";

	private CallHeaders() {
	}

	private static Metadata.Key<String> key(String name) {
		return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
	}

}

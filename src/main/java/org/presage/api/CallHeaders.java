/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import io.grpc.Metadata;

/** Metadata that clients of the gRPC API send with a call, and their values. */
public final class CallHeaders {

	/** Whether the reports of a stream are replayed: {@link #RECORDED}, or absent. */
	public static final Metadata.Key<String> CLOCK = key("presage-clock");

	/** Value of {@link #CLOCK} for replayed reports. */
	public static final String RECORDED = "recorded";

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

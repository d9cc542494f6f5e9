/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Counts and tells the connections whose TLS handshake failed. gRPC has no other word of
 * them than a line in its own log, for developers.
 */
public final class HandshakeFailures extends Handler {

	/**
	 * Of the class that negotiates; kept, because loggers are collected with their
	 * levels.
	 */
	private static final Logger GRPC = Logger.getLogger("io.grpc.netty.ProtocolNegotiators");

	private static final String FAILED = "TLS negotiation failed";

	private static final String UNKNOWN = "no client certificate where one is required, a server's that the client does not "
			+ "accept, or no TLS";

	private final Refusals refusals;

	public HandshakeFailures(Refusals refusals) {
		this.refusals = refusals;
	}

	/** Begins to listen. */
	void listen() {
		GRPC.setLevel(Level.FINE);
		GRPC.addHandler(this);
	}

	@Override
	public void publish(LogRecord line) {
		if (line.getMessage() != null && line.getMessage().startsWith(FAILED)) {
			this.refusals.connection(reason(line));
		}
	}

	/** The line carries it to the other servers of this process, if there are any. */
	private static String reason(LogRecord line) {
		if (line.getParameters() == null) {
			String refused = ClientTrust.takeRefusal();
			line.setParameters(new Object[] { (refused != null) ? refused : UNKNOWN });
		}
		return String.valueOf(line.getParameters()[0]);
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		GRPC.removeHandler(this);
	}

}

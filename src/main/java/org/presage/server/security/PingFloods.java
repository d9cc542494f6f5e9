/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/**
 * Logs the connections that are ended because their client pings too often, with or
 * without calls. gRPC does not; Netty has a line for developers about each connection
 * that it ends, which this reads.
 */
public final class PingFloods extends AppenderBase<ILoggingEvent> {

	private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(PingFloods.class);

	private static final String NETTY = "io.netty.handler.codec.http2.Http2ConnectionHandler";

	/** Of gRPC, in the GOAWAY frame. */
	private static final String TOO_MANY = "too_many_pings";

	private static final Pattern PEER = Pattern.compile("R:([^\\]\\s]+)");

	private final LogThrottle log;

	public PingFloods(Clock clock) {
		this.log = new LogThrottle(LOG, org.slf4j.event.Level.WARN, "connections whose client pings too often", clock);
	}

	/** Starts to read. */
	void listen() {
		ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
		if (loggers.getLogger(NETTY) instanceof Logger netty) {
			setContext(netty.getLoggerContext());
			start();
			netty.setLevel(Level.DEBUG);
			netty.setAdditive(false);
			netty.addAppender(this);
		}
	}

	/** Ends it. */
	void close() {
		if (LoggerFactory.getILoggerFactory().getLogger(NETTY) instanceof Logger netty) {
			netty.detachAppender(this);
		}
		stop();
	}

	@Override
	protected void append(ILoggingEvent line) {
		String text = line.getFormattedMessage();
		if (text.contains(TOO_MANY) && this.log.admits()) {
			Matcher peer = PEER.matcher(text);
			LOG.warn(
					"connection from {} was ended (too_many_pings): expected pings at most every "
							+ "spring.grpc.server.keepalive.permit.time, found more",
					peer.find() ? peer.group(1) : "unknown");
		}
	}

}

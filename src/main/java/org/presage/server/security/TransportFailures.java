/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogThrottle;

import static java.util.logging.Level.INFO;

/**
 * Logs in one line, and not too often, what gRPC's transport logs with a stack trace for
 * each stream and connection: clients cause it as often as they want. A stream that its
 * client ended before the answers were written is not logged: the service does that. The
 * stack traces are logged at DEBUG.
 */
public final class TransportFailures implements Filter {

	private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(TransportFailures.class);

	/** Kept, because loggers are collected with their filters. */
	private static final List<Logger> GRPC = List.of(Logger.getLogger("io.grpc.netty.NettyServerHandler"),
			Logger.getLogger("io.grpc.netty.NettyServerTransport.connections"));

	/** What Netty finds when a stream is closed whose answers wait for their client. */
	private static final String ENDED_BY_CLIENT = "Stream closed before write could take place";

	private final LogThrottle log;

	public TransportFailures(Clock clock) {
		this.log = new LogThrottle(LOG, Level.WARN, "streams and connections that failed", clock);
	}

	/** Starts to replace their lines. */
	void listen() {
		GRPC.forEach((logger) -> logger.setFilter(this));
	}

	/** Ends it. */
	void close() {
		GRPC.forEach((logger) -> {
			if (logger.getFilter() == this) {
				logger.setFilter(null);
			}
		});
	}

	@Override
	public boolean isLoggable(LogRecord line) {
		Throwable failure = line.getThrown();
		if (failure == null) {
			return true;
		}
		LOG.debug("{}", line.getMessage(), failure);
		int level = line.getLevel().intValue();
		if (!ENDED_BY_CLIENT.equals(failure.getMessage()) && level >= INFO.intValue() && this.log.admits()) {
			LOG.atLevel((level > INFO.intValue()) ? Level.WARN : Level.INFO)
				.log("{}: {}", line.getMessage(), text(failure));
		}
		return false;
	}

	private static String text(Throwable failure) {
		@Nullable String message = failure.getMessage();
		if (message != null && message.startsWith("Unexpected HTTP/1.x request")) {
			return "a client sent HTTP/1 to the gRPC port; the web server listens on another one (server.port)";
		}
		return InvalidInputException
			.bounded(failure.getClass().getSimpleName() + ((message != null) ? ": " + message : ""));
	}

}

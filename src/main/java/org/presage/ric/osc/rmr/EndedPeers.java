/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/** Counts and logs the connections that are ended because others need what they take. */
final class EndedPeers {

	private static final Logger LOG = LoggerFactory.getLogger(EndedPeers.class);

	private final RmrMetrics metrics;

	private final LogThrottle log;

	EndedPeers(Clock clock, RmrMetrics metrics) {
		this.metrics = metrics;
		this.log = new LogThrottle(LOG, Level.WARN, "connections that were ended", clock);
	}

	/**
	 * A connection is ended.
	 * @param from its other end; null if that is unknown
	 */
	void ended(@Nullable SocketAddress from, Loss why) {
		this.metrics.lost(why);
		if (this.log.admits()) {
			LOG.warn("connection from {} was ended: {}", from, reason(why));
		}
	}

	private static String reason(Loss why) {
		return switch (why) {
			case CONNECTIONS -> "expected at most " + Places.MOST + " connections, found one more";
			case MEMORY -> "expected less than all connections may hold of unfinished messages, found more";
			default -> "expected a whole message within " + Network.MESSAGE_NS / 1_000_000_000 + " s, found none";
		};
	}

}

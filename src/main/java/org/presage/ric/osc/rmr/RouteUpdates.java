/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/**
 * Takes the route tables that a route manager sends, in any number of messages, and
 * answers each end of a table, over the connection that it came on, with the state:
 * {@code OK id} or {@code ERR id reason}. On the endpoint's thread.
 * <p>
 * Source: {@code rt_generic_static.c}, {@code send_rt_ack}; {@code rtc_static.c}.
 */
final class RouteUpdates implements RmrHandler {

	private static final Logger LOG = LoggerFactory.getLogger(RouteUpdates.class);

	private final RouteReader reader;

	private final Consumer<RouteTable> changed;

	private final RmrMetrics metrics;

	private final LogThrottle refusals;

	private final LogThrottle skips;

	private boolean taken;

	/**
	 * @param us names that we are known by
	 * @param changed told of each new table
	 */
	RouteUpdates(Set<String> us, Consumer<RouteTable> changed, Clock clock, RmrMetrics metrics) {
		this.reader = RouteReader.lenient(us, this::skipped);
		this.skips = new LogThrottle(LOG, Level.WARN, "records of route tables that were skipped", clock);
		this.changed = changed;
		this.refusals = new LogThrottle(LOG, Level.WARN, "route tables that were refused", clock);
		this.metrics = metrics;
	}

	/** Whether a full table has come. */
	boolean taken() {
		return this.taken;
	}

	/**
	 * Uses this one from now on.
	 * @param whole whether updates change it. They do not change what a file said: a
	 * route manager that sends one before its first full table takes us for another
	 */
	void table(RouteTable table, boolean whole) {
		this.reader.table(table, whole);
	}

	@Override
	public void received(RmrMessage message, RmrReply reply) {
		if (message.type() == RmrTypes.ROUTE_TABLE) {
			String text = new String(message.payload(), StandardCharsets.UTF_8);
			int zero = text.indexOf(0);
			for (String line : ((zero < 0) ? text : text.substring(0, zero)).split("\n")) {
				line(line, message, reply);
			}
		}
	}

	private void skipped(RouteSkip cause, String detail) {
		this.metrics.skipped(cause);
		if (this.skips.admits()) {
			LOG.warn("Record of a route table skipped ({}), the rest is taken: {}",
					cause.name().toLowerCase(Locale.ROOT), detail);
		}
	}

	private void line(String line, RmrMessage message, RmrReply reply) {
		RouteReader.State state = this.reader.leniently(line);
		if (state == null) {
			return;
		}
		boolean good = state.fault() == null;
		this.metrics.table(good);
		if (good) {
			this.taken = this.reader.full();
			this.changed.accept(this.reader.table());
		}
		else if (this.refusals.admits()) {
			LOG.warn("Route table from {} refused: {}", message.source(), state.text());
		}
		byte[] payload = (state.text() + "\n\0").getBytes(StandardCharsets.UTF_8);
		reply.send(new RmrMessage(RmrTypes.ROUTE_TABLE_STATE, RmrMessage.NO_SUBSCRIPTION, message.meid(),
				message.transaction(), payload));
	}

}

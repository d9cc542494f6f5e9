/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/** What an endpoint counts. */
final class RmrMetrics {

	private final Counter received;

	private final EnumCounters<SendResult> sent;

	private final EnumCounters<Loss> lost;

	private final Counter unreachable;

	private final Counter taken;

	private final Counter refused;

	private final EnumCounters<RouteSkip> skipped;

	private final AtomicLong held = new AtomicLong();

	private final AtomicInteger in = new AtomicInteger();

	private final AtomicInteger out = new AtomicInteger();

	private final AtomicInteger routes = new AtomicInteger();

	RmrMetrics(MeterRegistry registry) {
		this.received = Metric.RMR_MESSAGES.counter(registry, "received");
		this.sent = Metric.RMR_MESSAGES.counters(registry, SendResult.class);
		this.lost = Metric.RMR_DROPPED.counters(registry, Loss.class);
		this.unreachable = Metric.RMR_UNREACHABLE.counter(registry);
		this.taken = Metric.RMR_TABLES.counter(registry, "taken");
		this.refused = Metric.RMR_TABLES.counter(registry, "refused");
		this.skipped = Metric.RMR_SKIPPED.counters(registry, RouteSkip.class);
		Metric.RMR_HELD.gauge(registry, this.held, AtomicLong::get);
		Metric.RMR_CONNECTIONS.gauge(registry, this.in, AtomicInteger::get, "in");
		Metric.RMR_CONNECTIONS.gauge(registry, this.out, AtomicInteger::get, "out");
		Metric.RMR_ROUTES.gauge(registry, this.routes, AtomicInteger::get);
	}

	void received() {
		this.received.increment();
	}

	SendResult sent(SendResult result) {
		this.sent.increment(result);
		return result;
	}

	void lost(Loss loss) {
		this.lost.increment(loss);
	}

	/** Connections that peers made. */
	AtomicInteger in() {
		return this.in;
	}

	/** Connections that we made. */
	AtomicInteger out() {
		return this.out;
	}

	/** An attempt to connect that failed. */
	void unreachable() {
		this.unreachable.increment();
	}

	/** The table in use. */
	void routes(RouteTable table) {
		this.routes.set(table.size());
	}

	/** A record of a table, or a part of one, that is not used. */
	void skipped(RouteSkip cause) {
		this.skipped.increment(cause);
	}

	/** Octets of frames that are not whole. */
	AtomicLong held() {
		return this.held;
	}

	/** Result of a table that was sent. */
	void table(boolean good) {
		(good ? this.taken : this.refused).increment();
	}

}

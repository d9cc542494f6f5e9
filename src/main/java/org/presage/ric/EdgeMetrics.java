/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.ImplausibleKpis;
import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/** What an edge counts. */
final class EdgeMetrics {

	private final MeterRegistry registry;

	private final EnumCounters<Result> indications;

	private final EnumCounters<Reason> renewals;

	private final AtomicInteger reporting = new AtomicInteger();

	private final Counter absurdTimes;

	EdgeMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.indications = Metric.E2_INDICATIONS.counters(registry, Result.class);
		this.renewals = Metric.E2_RENEWED.counters(registry, Reason.class);
		this.absurdTimes = Metric.E2_ABSURD_TIMES.counter(registry);
		Metric.E2_REPORTING.gauge(registry, this.reporting, AtomicInteger::get);
	}

	/** Shows how many cells are not subscribed to because of their grammar. */
	void refused(Map<?, ?> cells) {
		Metric.E2_UNKNOWN_GRAMMAR.gauge(this.registry, cells, Map::size);
	}

	/** Shows how many cells are not controlled yet. */
	<T> void waiting(T edge, ToDoubleFunction<T> cells) {
		Metric.E2_CONTROL_WAITING.gauge(this.registry, edge, cells);
	}

	/** An indication's time cannot be, and the time of receipt was taken. */
	void absurdTime() {
		this.absurdTimes.increment();
	}

	/** Result of an indication. */
	enum Result {

		/** Offered to the loop. */
		TAKEN,
		/** Too old: replayed, or held up on its way. */
		STALE,
		/** From the future: the node's clock is wrong. */
		FUTURE,
		/** No indication that can be read. */
		MALFORMED,
		/** The loop's queue is full. */
		DROPPED

	}

	void indication(Result result) {
		this.indications.increment(result);
	}

	/** Why a subscription is renewed. */
	enum Reason {

		/** It was refused, or ended with an error. */
		ERROR,
		/** The RIC ended it. */
		ENDED,
		/** Nothing came for too long. */
		SILENCE,
		/** Another model serves, which wants another step. */
		MODEL

	}

	void renewed(Reason reason) {
		this.renewals.increment(reason);
	}

	void reporting(int change) {
		this.reporting.addAndGet(change);
	}

	/**
	 * Counts values that cannot be, by the measurement's name.
	 * @param refused whether their report is refused
	 */
	Consumer<String> implausible(boolean refused) {
		return new ImplausibleKpis(this.registry, refused);
	}

	/** As its label has it. */
	static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}

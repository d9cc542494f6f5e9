package org.presage.e2.edge;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.monitor.ImplausibleKpis;
import org.presage.monitor.MetricNames;

/** What an edge counts. */
final class EdgeMetrics {

	private final MeterRegistry registry;

	private final AtomicInteger reporting = new AtomicInteger();

	EdgeMetrics(MeterRegistry registry) {
		this.registry = registry;
		Gauge.builder(MetricNames.E2_REPORTING, this.reporting, AtomicInteger::get)
			.description("Subscriptions that deliver indications")
			.register(registry);
	}

	/** What became of an indication. */
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
		this.registry.counter(MetricNames.E2_INDICATIONS, "result", name(result)).increment();
	}

	/** Why a subscription is made anew. */
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
		this.registry.counter(MetricNames.E2_RENEWED, "reason", name(reason)).increment();
	}

	void reporting(int change) {
		this.reporting.addAndGet(change);
	}

	/** Counts values that cannot be, by the measurement's name. */
	Consumer<String> implausible() {
		return new ImplausibleKpis(this.registry);
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}

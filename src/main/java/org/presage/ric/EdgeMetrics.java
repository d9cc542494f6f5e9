package org.presage.ric;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.ImplausibleKpis;
import org.presage.control.metrics.MetricNames;

/** What an edge counts. */
final class EdgeMetrics {

	private final MeterRegistry registry;

	private final Map<Result, Counter> indications = new EnumMap<>(Result.class);

	private final Map<Reason, Counter> renewals = new EnumMap<>(Reason.class);

	private final AtomicInteger reporting = new AtomicInteger();

	EdgeMetrics(MeterRegistry registry) {
		this.registry = registry;
		for (Result result : Result.values()) {
			this.indications.put(result, registry.counter(MetricNames.E2_INDICATIONS, "result", name(result)));
		}
		for (Reason reason : Reason.values()) {
			this.renewals.put(reason, registry.counter(MetricNames.E2_RENEWED, "reason", name(reason)));
		}
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
		Objects.requireNonNull(this.indications.get(result)).increment();
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
		Objects.requireNonNull(this.renewals.get(reason)).increment();
	}

	void reporting(int change) {
		this.reporting.addAndGet(change);
	}

	/** Counts values that cannot be, by the measurement's name. */
	Consumer<String> implausible() {
		return new ImplausibleKpis(this.registry);
	}

	/** As its label has it. */
	static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}

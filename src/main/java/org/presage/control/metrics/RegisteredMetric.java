/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * How a metric is registered as a meter of Micrometer, with its description and labels.
 */
interface RegisteredMetric {

	/** The base unit that is a part of names. */
	String SECONDS = "seconds";

	Duration[] LATENCY_BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(1000) };

	double[] SHARE_BUCKETS = { 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1 };

	double[] COUNT_BUCKETS = { 1, 2, 4, 8, 16, 32, 64 };

	/** Name in Prometheus, with unit and {@code _total}. */
	String prometheusName();

	/** What is counted or measured; only seconds are a part of the name. */
	String unit();

	/** Plain English, with names and values of labels in backquotes. */
	String description();

	/** Names of the labels. */
	List<String> tags();

	/** Name in Micrometer, which adds unit and {@code _total} when Prometheus scrapes. */
	default String id() {
		return prometheusName().replaceFirst("(_seconds|_total)$", "").replace('_', '.');
	}

	/** The description as {@code # HELP} has it. */
	private String help() {
		return description().replace("`", "");
	}

	/**
	 * Labels with their values.
	 * @param values in the order of {@link #tags}, one for each
	 */
	default Tags tags(String... values) {
		if (values.length != tags().size()) {
			throw new IllegalArgumentException(
					this + ": expected values of the labels " + tags() + ", found " + List.of(values));
		}
		Tags named = Tags.empty();
		for (int i = 0; i < values.length; i++) {
			named = named.and(tags().get(i), values[i]);
		}
		return named;
	}

	private @Nullable String baseUnit() {
		return unit().equals(SECONDS) ? SECONDS : null;
	}

	/**
	 * Registers a counter, or finds it.
	 * @param values of the labels, as of {@link #tags}
	 */
	default Counter counter(MeterRegistry registry, String... values) {
		return Counter.builder(id()).description(help()).tags(tags(values)).register(registry);
	}

	/**
	 * Registers a counter for each constant, so that rates see the first event; its label
	 * has the constant's name in lower case.
	 */
	default <E extends Enum<E>> EnumCounters<E> counters(MeterRegistry registry, Class<E> values) {
		return new EnumCounters<>(this, registry, values);
	}

	/** Registers a counter that {@code counted} keeps. */
	default <T> void counter(MeterRegistry registry, T counted, ToDoubleFunction<T> count) {
		FunctionCounter.builder(id(), counted, count).description(help()).register(registry);
	}

	/**
	 * Registers a gauge.
	 * @param observed held weakly: the gauge is NaN once it is collected
	 * @param values of the labels, as of {@link #tags}
	 */
	default <T> void gauge(MeterRegistry registry, T observed, ToDoubleFunction<T> value, String... values) {
		Gauge.builder(id(), observed, value)
			.description(help())
			.baseUnit(baseUnit())
			.tags(tags(values))
			.register(registry);
	}

	/** Registers gauges whose labels change. */
	default MultiGauge gauges(MeterRegistry registry) {
		return MultiGauge.builder(id()).description(help()).baseUnit(baseUnit()).register(registry);
	}

	/**
	 * Registers a histogram of times.
	 * @param values of the labels, as of {@link #tags}
	 */
	default Timer timer(MeterRegistry registry, String... values) {
		return Timer.builder(id())
			.description(help())
			.tags(tags(values))
			.serviceLevelObjectives(LATENCY_BUCKETS)
			.register(registry);
	}

	/** Registers a histogram of shares, most of them far below 1. */
	default DistributionSummary shares(MeterRegistry registry) {
		return DistributionSummary.builder(id())
			.description(help())
			.serviceLevelObjectives(SHARE_BUCKETS)
			.register(registry);
	}

	/**
	 * Registers a histogram of small counts.
	 * @param values of the labels, as of {@link #tags}
	 */
	default DistributionSummary summary(MeterRegistry registry, String... values) {
		return DistributionSummary.builder(id())
			.description(help())
			.tags(tags(values))
			.serviceLevelObjectives(COUNT_BUCKETS)
			.register(registry);
	}

}

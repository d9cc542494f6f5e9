/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.control.metrics.Metric;
import org.presage.worldmodel.Calibration;

/**
 * The values of this program's meters, for the dashboard.
 */
final class Meters {

	private final MeterRegistry registry;

	Meters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** What they have counted; NaN is not known. */
	@JsonResult
	record Values(Latency latency, Map<String, Long> decisions, Map<String, Long> controls, long deadlineMissed,
			long callsRefused, long modelsChanged, long modelsRefused, double surprise, List<Coverage> coverage) {
	}

	/** Buckets are cumulative, as Prometheus has them; the last one is of all. */
	@JsonResult
	record Latency(@Nullable Long count, @Nullable Double totalMs, List<Bucket> buckets) {
	}

	/** Decisions that took at most {@code leMs}. */
	@JsonResult
	record Bucket(double leMs, long count) {
	}

	/** Coverage of the intervals of a level; NaN is not known. */
	@JsonResult
	record Coverage(double level, double sent, double uncorrected, double scale) {
	}

	Values show() {
		return new Values(latency(), counts(Metric.DECISIONS), counts(Metric.CONTROL), count(Metric.DEADLINE_MISSED),
				count(Metric.CALLS_REFUSED), count(Metric.UPDATE), count(Metric.UPDATE_FAILED),
				gauge(Metric.SURPRISE_SCORE), coverage());
	}

	private Latency latency() {
		Timer timer = this.registry.find(Metric.DECISION_LATENCY.id()).timer();
		if (timer == null) {
			return new Latency(null, null, List.of());
		}
		HistogramSnapshot snapshot = timer.takeSnapshot();
		return new Latency(snapshot.count(), snapshot.total(TimeUnit.MILLISECONDS),
				Arrays.stream(snapshot.histogramCounts())
					.map((bucket) -> new Bucket(bucket.bucket(TimeUnit.MILLISECONDS), (long) bucket.count()))
					.toList());
	}

	private Map<String, Long> counts(Metric metric) {
		Map<String, Long> counts = new TreeMap<>();
		for (Counter counter : this.registry.find(metric.id()).counters()) {
			counts.merge(String.valueOf(counter.getId().getTag(metric.tags().getFirst())), (long) counter.count(),
					Long::sum);
		}
		return counts;
	}

	private long count(Metric metric) {
		return (long) (this.registry.find(metric.id()).counters().stream().mapToDouble(Counter::count).sum()
				+ this.registry.find(metric.id()).functionCounters().stream().mapToDouble((one) -> one.count()).sum());
	}

	private List<Coverage> coverage() {
		return Arrays.stream(Calibration.LEVELS).mapToObj((level) -> {
			String tag = Long.toString(Math.round(100 * level));
			return new Coverage(level, gauge(Metric.INTERVAL_COVERAGE, tag),
					gauge(Metric.INTERVAL_COVERAGE_UNCORRECTED, tag), gauge(Metric.INTERVAL_SCALE, tag));
		}).toList();
	}

	private double gauge(Metric metric, String... values) {
		Gauge gauge = this.registry.find(metric.id()).tags(metric.tags(values)).gauge();
		return (gauge != null) ? gauge.value() : Double.NaN;
	}

}

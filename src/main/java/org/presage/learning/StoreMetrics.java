/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;

import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/** Metrics of a store of transitions. Written by one thread. */
final class StoreMetrics {

	private final EnumCounters<TransitionResult> results;

	private final MultiGauge excitation;

	/** By group. */
	private final Map<String, Double> shares = new ConcurrentHashMap<>();

	/** Reports that are not written. */
	private final Counter dropped;

	private volatile long frames;

	private volatile long windows;

	StoreMetrics(MeterRegistry meters) {
		this.results = Metric.TRANSITIONS.counters(meters, TransitionResult.class);
		this.dropped = Metric.TRANSITIONS_DROPPED.counter(meters);
		this.excitation = Metric.EXCITATION.gauges(meters);
		this.shares.put(StoreSettings.ALL, Double.NaN);
		show();
		Metric.STORED_ROWS.gauge(meters, this, (store) -> store.frames, "newest");
		Metric.STORED_ROWS.gauge(meters, this, (store) -> store.windows, "reservoir");
	}

	Counter dropped() {
		return this.dropped;
	}

	/** So many rows are in the file. */
	void rows(long keptFrames, long keptWindows) {
		this.frames = keptFrames;
		this.windows = keptWindows;
	}

	/** Reports are in the file, or are not to be. */
	void counted(List<Transition> taken) {
		taken.forEach((one) -> this.results.increment(one.result()));
	}

	/** A batch is in the file. */
	void written(List<Transition> taken, Map<String, ExcitationMeter> meters) {
		counted(taken);
		if (meters.isEmpty()) {
			return;
		}
		boolean isSame = this.shares.keySet().equals(meters.keySet());
		this.shares.keySet().retainAll(meters.keySet());
		meters.forEach((group, meter) -> this.shares.put(group, meter.excitation()));
		if (!isSame) {
			show();
		}
	}

	private void show() {
		this.excitation.register(this.shares.keySet()
			.stream()
			.map((group) -> MultiGauge.Row.of(Metric.EXCITATION.tags(group),
					() -> this.shares.getOrDefault(group, Double.NaN)))
			.toList(), true);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import org.presage.control.metrics.Metric;

/**
 * Shows in the health what metrics counted in the last minute although the server serves:
 * reports that are rejected or stale in bulk, tasks, cycles and writes that failed. No
 * probe depends on it.
 */
final class CountedFaults implements HealthIndicator {

	/** It serves, and something is wrong. HTTP 200. */
	static final Status DEGRADED = new Status("DEGRADED");

	private static final int STEP_SECONDS = 5;

	private static final int STEPS = 12;

	/** Fewer reports are no bulk. */
	private static final int BULK = 20;

	private static final double SHARE = 0.1;

	private static final List<Fault> FAULTS = List.of(
			new Fault("reports rejected", Metric.FRAMES, List.of("rejected"), true),
			new Fault("reports old, late or repeated", Metric.FRAMES, List.of("old", "late", "repeated"), true),
			new Fault("decisions missing in the audit file", Metric.AUDIT_DROPPED, List.of(), false),
			new Fault("reads and writes of state that failed", Metric.STATE_MISSED, List.of(), false),
			new Fault("cycles of planning threads that failed", Metric.CYCLES_FAILED, List.of(), false),
			new Fault("runs of scheduled tasks that failed", Metric.TASKS_FAILED, List.of(), false),
			new Fault("model packages refused", Metric.UPDATE_FAILED, List.of(), false));

	private final MeterRegistry meters;

	/** Counts at the steps of the last minute, the oldest first. */
	private final Deque<double[]> samples = new ArrayDeque<>();

	/**
	 * @param results of the frames that count; empty for all of a metric
	 * @param bulk whether only many of them are a fault
	 */
	private record Fault(String text, Metric metric, List<String> results, boolean bulk) {

		double count(MeterRegistry meters) {
			return meters.find(this.metric.id())
				.counters()
				.stream()
				.filter((counter) -> this.results.isEmpty()
						|| this.results.contains(String.valueOf(counter.getId().getTag("result"))))
				.mapToDouble(Counter::count)
				.sum();
		}

	}

	CountedFaults(MeterRegistry meters, ScheduledExecutorService timer) {
		this.meters = meters;
		sample();
		timer.scheduleWithFixedDelay(this::sample, STEP_SECONDS, STEP_SECONDS, TimeUnit.SECONDS);
	}

	synchronized void sample() {
		this.samples.add(counts());
		if (this.samples.size() > STEPS) {
			this.samples.remove();
		}
	}

	/** Of each fault, then of all frames. */
	private double[] counts() {
		double[] counts = new double[FAULTS.size() + 1];
		for (int f = 0; f < FAULTS.size(); f++) {
			counts[f] = FAULTS.get(f).count(this.meters);
		}
		counts[FAULTS.size()] = new Fault("", Metric.FRAMES, List.of(), false).count(this.meters);
		return counts;
	}

	/** What is wrong, a line each. */
	synchronized List<String> lines() {
		double[] now = counts();
		double[] before = this.samples.getFirst();
		double frames = now[FAULTS.size()] - before[FAULTS.size()];
		List<String> lines = new ArrayList<>();
		for (int f = 0; f < FAULTS.size(); f++) {
			double more = now[f] - before[f];
			Fault fault = FAULTS.get(f);
			if (fault.bulk ? more >= BULK && more > SHARE * frames : more > 0) {
				lines.add((long) more + " " + fault.text + (fault.bulk ? " of " + (long) frames : ""));
			}
		}
		return lines;
	}

	@Override
	public Health health() {
		List<String> lines = lines();
		return lines.isEmpty() ? Health.up().build()
				: Health.status(DEGRADED).withDetail("in the last minute", lines).build();
	}

}

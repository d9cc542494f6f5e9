/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;
import org.presage.learning.DriftMonitor;
import org.presage.learning.ShadowTrial;

/** Metrics of learning. Written by one thread. */
final class LearnMetrics {

	private final EnumCounters<DriftMonitor.Kind> alarms;

	private final EnumCounters<Challenger.Verdict> verdicts;

	private final Counter trainedWindows;

	private volatile LearnSupervisor.Phase phase = LearnSupervisor.Phase.IDLE;

	private volatile double advantage = Double.NaN;

	private volatile double least = Double.NaN;

	LearnMetrics(MeterRegistry meters) {
		this.alarms = Metric.DRIFT_ALARMS.counters(meters, DriftMonitor.Kind.class);
		this.trainedWindows = Metric.TRAINED_WINDOWS.counter(meters);
		this.verdicts = Metric.CHALLENGERS.counters(meters, Challenger.Verdict.class);
		for (LearnSupervisor.Phase one : LearnSupervisor.Phase.values()) {
			Metric.LEARN_PHASE.gauge(meters, this, (learn) -> (learn.phase == one) ? 1 : 0,
					one.name().toLowerCase(Locale.ROOT));
		}
		Metric.CHALLENGER_ADVANTAGE.gauge(meters, this, (learn) -> learn.advantage, "mean");
		Metric.CHALLENGER_ADVANTAGE.gauge(meters, this, (learn) -> learn.least, "least");
	}

	void phase(LearnSupervisor.Phase now) {
		this.phase = now;
		if (now != LearnSupervisor.Phase.SHADOW) {
			this.advantage = Double.NaN;
			this.least = Double.NaN;
		}
	}

	void alarm(DriftMonitor.Kind kind) {
		this.alarms.increment(kind);
	}

	/** A challenger was trained on so many windows. */
	void trained(long windows) {
		this.trainedWindows.increment(windows);
	}

	void verdict(Challenger.Verdict verdict) {
		this.verdicts.increment(verdict);
	}

	void shadow(ShadowTrial.Report found) {
		this.advantage = found.champion() - found.challenger();
		this.least = found.least();
	}

}

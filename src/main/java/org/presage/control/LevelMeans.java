/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.Metric;
import org.presage.worldmodel.Calibration;

/**
 * One gauge for each of {@link Calibration#LEVELS}: the mean over the KPIs of a frame,
 * smoothed over frames. Written by one thread, read by any.
 */
final class LevelMeans {

	private final double[] sums = new double[Calibration.LEVELS.length];

	private final double[] smoothed = new double[Calibration.LEVELS.length];

	/** Registers the gauges; they show NaN until the first frame. */
	LevelMeans(MeterRegistry registry, Metric metric) {
		Arrays.fill(this.smoothed, Double.NaN);
		for (int level = 0; level < this.sums.length; level++) {
			int at = level;
			metric.gauge(registry, this, (means) -> means.at(at),
					Long.toString(Math.round(100 * Calibration.LEVELS[level])));
		}
	}

	/** One KPI of the present frame. */
	void add(int level, double value) {
		this.sums[level] += value;
	}

	/**
	 * Ends the frame.
	 * @param kpis that were added to each level, at least 1
	 * @param weight of the frame, 0..1
	 */
	synchronized void endFrame(int kpis, double weight) {
		for (int level = 0; level < this.sums.length; level++) {
			double mean = this.sums[level] / kpis;
			double before = this.smoothed[level];
			this.smoothed[level] = Double.isNaN(before) ? mean : before + weight * (mean - before);
			this.sums[level] = 0;
		}
	}

	private synchronized double at(int level) {
		return this.smoothed[level];
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.Metric;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.OnlineCalibration;

/**
 * How far what came is from what was expected. The surprise of a frame is the mean over
 * its present KPIs of the squared error in predicted standard deviations, each capped so
 * that one outlier is not an alarm; about 1 while the model is right. It is smoothed per
 * cell. It is measured on the network's forecast before any correction, so that a slow
 * fault cannot hide behind one. The errors of the corrected forecast keep each cell's
 * intervals calibrated; how often a KPI fell into the interval that was sent, and into
 * the one before any correction, is counted over all cells. Thread-safe.
 */
public final class Surprise {

	/** Five standard deviations count as much as any number more. */
	private static final double CAP = 25;

	/** Weight of the newest frame in a cell's score: memory of about ten frames. */
	private static final double CELL_WEIGHT = 0.1;

	/**
	 * Weight of one frame in what is shown over all cells: memory of about a thousand
	 * frames.
	 */
	private static final double OVERALL_WEIGHT = 1e-3;

	private volatile double overall = Double.NaN;

	private final LevelMeans sent;

	private final LevelMeans uncorrected;

	private final LevelMeans scale;

	private long frames;

	public Surprise(MeterRegistry registry) {
		Metric.SURPRISE_SCORE.gauge(registry, this, (s) -> s.overall);
		this.sent = new LevelMeans(registry, Metric.INTERVAL_COVERAGE);
		this.uncorrected = new LevelMeans(registry, Metric.INTERVAL_COVERAGE_UNCORRECTED);
		this.scale = new LevelMeans(registry, Metric.INTERVAL_SCALE);
	}

	/**
	 * Compares a frame with its forecast, and lets the cell's intervals learn from it.
	 * Allocates nothing.
	 * @param smoothed the cell's score so far, NaN for none
	 * @param truth standardised targets {@code [Y]}, NaN absent
	 * @param mean forecast {@code [Y]}
	 * @param shift its correction {@code [Y]}
	 * @param deviation predicted standard deviation {@code [Y]}
	 * @param calibration the cell's own, as it was when the forecast was made; takes in
	 * the errors
	 * @param kpis the cell's surprise of each KPI; takes in the errors too
	 * @return the cell's new score; {@code smoothed} if no KPI was present
	 */
	synchronized double observe(double smoothed, float[] truth, float[] mean, float[] shift, float[] deviation,
			OnlineCalibration calibration, KpiSurprise kpis) {
		double sum = 0;
		int present = 0;
		kpis.begin();
		for (int y = 0; y < truth.length; y++) {
			double z = Math.abs(truth[y] - mean[y]) / deviation[y];
			if (!Double.isNaN(z)) {
				sum += Math.min(CAP, z * z);
				kpis.add(y, truth.length, Math.min(CAP, z * z), CELL_WEIGHT);
				present++;
				double corrected = Math.abs(truth[y] - mean[y] - shift[y]) / deviation[y];
				judge(y, z, corrected, calibration);
				calibration.observe(y, corrected);
			}
		}
		if (present == 0) {
			return smoothed;
		}
		double score = sum / present;
		show(score, present);
		return Double.isNaN(smoothed) ? score : smoothed + CELL_WEIGHT * (score - smoothed);
	}

	private void judge(int target, double z, double corrected, OnlineCalibration calibration) {
		for (int level = 0; level < Calibration.LEVELS.length; level++) {
			this.sent.add(level, (corrected <= calibration.factor(level, 0, target)) ? 1 : 0);
			this.uncorrected.add(level, (z <= calibration.base().factor(level, 0, target)) ? 1 : 0);
			this.scale.add(level, calibration.scale(level, target));
		}
	}

	private void show(double score, int present) {
		double weight = Math.max(OVERALL_WEIGHT, 1.0 / ++this.frames);
		this.overall = (this.frames == 1) ? score : this.overall + weight * (score - this.overall);
		this.sent.endFrame(present, weight);
		this.uncorrected.endFrame(present, weight);
		this.scale.endFrame(present, weight);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.function.IntToDoubleFunction;

import org.presage.base.Gaussian;
import org.presage.worldmodel.Calibration;

/**
 * Sums over windows, per step and target. Averages are taken per step and target first
 * and over those that have values then.
 */
public final class ErrorSums {

	private static final double WINKLER_LEVEL = 0.9;

	private final Calibration calibration;

	private final boolean[] judged;

	private final double[][] sums;

	private final double[][] widths;

	private final long[][] covered;

	private final long[] count;

	/** Of the mean, an interval that covers nothing, and of the calibrated ones. */
	private final double[] weights;

	/**
	 * @param judged per target, whether it counts in averages
	 */
	ErrorSums(Calibration calibration, int horizon, boolean[] judged) {
		int size = horizon * judged.length;
		int levels = calibration.levels().length;
		this.calibration = calibration;
		this.judged = judged;
		this.sums = new double[Measure.values().length][size];
		this.widths = new double[levels][size];
		this.covered = new long[levels][size];
		this.count = new long[size];
		this.weights = trapezoids(calibration.levels());
	}

	/**
	 * Weights of the trapezoidal rule from coverage 0 to 1, at 0 and at the levels. At 1
	 * there is no weight, because the quantile score of the outermost quantiles is 0.
	 */
	private static double[] trapezoids(double[] levels) {
		double[] weights = new double[levels.length + 1];
		double before = 0;
		for (int i = 0; i < weights.length; i++) {
			double at = (i > 0) ? levels[i - 1] : 0;
			double after = (i < levels.length) ? levels[i] : 1;
			weights[i] = (after - before) / 2;
			before = at;
		}
		return weights;
	}

	/**
	 * Takes in one forecast of one target.
	 * @param at step·Y + target
	 * @param error truth − mean
	 */
	void add(int at, double error, double deviation) {
		int targets = this.judged.length;
		double distance = Math.abs(error);
		this.sums[Measure.RMSE.ordinal()][at] += error * error;
		this.sums[Measure.MAE.ordinal()][at] += distance;
		this.sums[Measure.CRPS.ordinal()][at] += Gaussian.crps(error, deviation);
		this.count[at]++;
		double score = this.weights[0] * distance;
		for (int level = 0; level < this.covered.length; level++) {
			double reach = this.calibration.factor(level, at / targets, at % targets) * deviation;
			this.covered[level][at] += (distance <= reach) ? 1 : 0;
			this.widths[level][at] += 2 * reach;
			double share = this.calibration.levels()[level];
			double winkler = winkler(distance, reach, share);
			if (share == WINKLER_LEVEL) {
				this.sums[Measure.WINKLER90.ordinal()][at] += winkler;
			}
			score += this.weights[level + 1] * (1 - share) / 2 * winkler;
		}
		this.sums[Measure.CALIBRATED_CRPS.ordinal()][at] += score;
	}

	/**
	 * Interval score of a central interval (Winkler, 1972; Gneiting and Raftery, 2007):
	 * its width, and what it missed by times {@code 2/(1 − level)}.
	 * @param distance from the interval's middle
	 * @param reach half of its width
	 */
	static double winkler(double distance, double reach, double level) {
		return 2 * reach + 2 / (1 - level) * Math.max(0, distance - reach);
	}

	/** The average of a measure; a step or target of −1 averages over all. */
	public double average(Measure measure, int step, int target) {
		double[] values = this.sums[measure.ordinal()];
		return average(step, target,
				(i) -> (measure == Measure.RMSE) ? Math.sqrt(values[i] / this.count[i]) : values[i] / this.count[i]);
	}

	/** Share of truths inside the interval of a level. */
	public double coverage(int level, int step, int target) {
		return average(step, target, (i) -> (double) this.covered[level][i] / this.count[i]);
	}

	/** Mean width of the interval of a level. */
	public double width(int level, int step, int target) {
		return average(step, target, (i) -> this.widths[level][i] / this.count[i]);
	}

	private double average(int step, int target, IntToDoubleFunction value) {
		int targets = this.judged.length;
		double sum = 0;
		int used = 0;
		for (int i = 0; i < this.count.length; i++) {
			boolean wanted = (step < 0 || i / targets == step) && (target < 0 || i % targets == target);
			if (wanted && this.count[i] > 0 && this.judged[i % targets]) {
				sum += value.applyAsDouble(i);
				used++;
			}
		}
		return sum / used;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.stream.IntStream;

/**
 * Conformal calibration that adapts while it is used: each interval is widened after a
 * miss and narrowed after a hit, so that its coverage in the long run is its level
 * whatever the data do (adaptive conformal inference, Gibbs and Candès, 2021; in the form
 * that tracks the quantile itself, Angelopoulos et al., 2023). The state is the logarithm
 * of a factor on the interval's half-width, one per level and target:
 * {@code θ ← θ + η·(miss − (1 − level))}. After T updates the share of misses is within
 * {@code (range of θ + η)/(η·T)} of {@code 1 − level}. Errors are seen one step ahead;
 * the factor applies to all steps. Constant work per update. Owned by one thread.
 */
public final class OnlineCalibration {

	/**
	 * η: a sudden threefold error is made up for after about seven misses more than
	 * usual; without any change the half-width wobbles by about a seventh.
	 */
	private static final double RATE = 0.15;

	/** Widest and narrowest factor, e³ ≈ 20 to either side. */
	private static final double LIMIT = 3;

	private final Calibration base;

	private final double rate;

	private final double[][] theta;

	/**
	 * Starts at the calibration of the held-out part.
	 * @param targets Y
	 */
	public OnlineCalibration(Calibration base, int targets) {
		this(base, targets, RATE);
	}

	private OnlineCalibration(Calibration base, int targets, double rate) {
		this.base = base;
		this.rate = rate;
		this.theta = new double[base.levels().length][targets];
	}

	/**
	 * One that stays at the calibration of the held-out part whatever it observes.
	 * @param targets Y
	 */
	public static OnlineCalibration fixed(Calibration base, int targets) {
		return new OnlineCalibration(base, targets, 0);
	}

	/** Where it started. */
	public Calibration base() {
		return this.base;
	}

	/** How many times as wide as at the start the intervals of a target are now. */
	public double scale(int level, int target) {
		return Math.exp(this.theta[level][target]);
	}

	/** {@link #scale} of every target, {@code [Y]}. */
	public double[] scales(double level, int targets) {
		int index = this.base.indexOf(level);
		return IntStream.range(0, targets).mapToDouble((target) -> scale(index, target)).toArray();
	}

	/**
	 * Half-width, in predicted standard deviations, of the interval at the level that
	 * stands at {@code level}.
	 */
	public double factor(int level, int step, int target) {
		return this.base.factor(level, step, target) * scale(level, target);
	}

	/**
	 * Takes in how one target's forecast of the next step turned out.
	 * @param distance absolute error in predicted standard deviations; NaN, an absent
	 * value, changes nothing
	 */
	public void observe(int target, double distance) {
		if (Double.isNaN(distance)) {
			return;
		}
		for (int level = 0; level < this.theta.length; level++) {
			double miss = (distance > factor(level, 0, target)) ? 1 : 0;
			double moved = this.theta[level][target] + this.rate * (miss - (1 - this.base.levels()[level]));
			this.theta[level][target] = Math.clamp(moved, -LIMIT, LIMIT);
		}
	}

}

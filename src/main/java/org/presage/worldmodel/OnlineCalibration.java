/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Conformal calibration that adapts while it is used: each interval is widened after a
 * miss and narrowed after a hit, so that its coverage in the long run is its level
 * whatever the data do (adaptive conformal inference, Gibbs and Candès, 2021; in the form
 * that tracks the quantile itself, Angelopoulos et al., 2023). The state is the logarithm
 * of a factor on the interval's half-width, one per level and target:
 * {@code θ ← θ + η·(miss − (1 − level))}. After T updates the share of misses is within
 * {@code (range of θ + η)/(η·T)} of {@code 1 − level}. The errors of the next step move
 * the factor of all steps; those of a later step, where they are known, what that step
 * needs more or less. Constant work per update. Owned by one thread.
 */
public final class OnlineCalibration {

	/**
	 * η: a sudden threefold error is made up for after about seven misses more than
	 * usual; without any change the half-width wobbles by about a seventh.
	 */
	private static final double RATE = 0.15;

	/**
	 * η of a later step: its errors come late, and several in a row are of one cause.
	 */
	private static final double LATER_RATE = 0.03;

	/** Widest and narrowest factor, e³ ≈ 20 to either side. */
	private static final double LIMIT = 3;

	private final Calibration base;

	private final double rate;

	private final double laterRate;

	/** Logarithms of the factors of the base, {@code [levels][H][Y]}. */
	private final double[][][] logarithms;

	private final double[][] theta;

	/** What is added to θ at later steps, {@code [levels][H][Y]}; 0 at the next one. */
	private final double[][][] later;

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
		this.laterRate = (rate > 0) ? LATER_RATE : 0;
		this.theta = new double[base.levels().length][targets];
		this.later = new double[base.levels().length][base.factors()[0].length][targets];
		this.logarithms = new double[this.later.length][this.later[0].length][targets];
		for (int level = 0; level < this.later.length; level++) {
			for (int step = 0; step < this.later[level].length; step++) {
				for (int target = 0; target < targets; target++) {
					this.logarithms[level][step][target] = Math.log(base.factor(level, step, target));
				}
			}
		}
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

	/**
	 * How many times as wide as at the start the interval of a target and step is now.
	 */
	public double scale(int level, int step, int target) {
		return Math.exp(logScale(level, step, target));
	}

	private double logScale(int level, int step, int target) {
		return Math.clamp(this.theta[level][target] + this.later[level][step][target], -LIMIT, LIMIT);
	}

	/**
	 * Whether a forecast is outside of its interval.
	 * @param logDistance logarithm of the distance: one for all levels, and no power for
	 * each
	 */
	private double miss(int level, int step, int target, double logDistance) {
		return (logDistance > this.logarithms[level][step][target] + logScale(level, step, target)) ? 1 : 0;
	}

	/** {@link #scale(int, int, int)} of every step and target, {@code [H, Y]}. */
	public double[] scales(double level) {
		int index = this.base.indexOf(level);
		int targets = this.theta[index].length;
		return IntStream.range(0, this.later[index].length * targets)
			.mapToDouble((i) -> scale(index, i / targets, i % targets))
			.toArray();
	}

	/** The same of all levels, {@code [levels][H, Y]}. */
	public double[][] scales() {
		return Arrays.stream(this.base.levels()).mapToObj(this::scales).toArray(double[][]::new);
	}

	/**
	 * Half-width, in predicted standard deviations, of the interval at the level that
	 * stands at {@code level}.
	 */
	public double factor(int level, int step, int target) {
		return this.base.factor(level, step, target) * scale(level, step, target);
	}

	/**
	 * Takes in how one target's forecast of a later step turned out.
	 * @param step from 1, the second one
	 * @param distance as in {@link #observe(int, double)}
	 */
	public void observe(int step, int target, double distance) {
		if (Double.isNaN(distance)) {
			return;
		}
		double logDistance = Math.log(distance);
		for (int level = 0; level < this.later.length; level++) {
			double miss = miss(level, step, target, logDistance);
			double moved = this.later[level][step][target] + this.laterRate * (miss - (1 - this.base.levels()[level]));
			this.later[level][step][target] = Math.clamp(moved, -LIMIT, LIMIT);
		}
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
		double logDistance = Math.log(distance);
		for (int level = 0; level < this.theta.length; level++) {
			double miss = miss(level, 0, target, logDistance);
			double moved = this.theta[level][target] + this.rate * (miss - (1 - this.base.levels()[level]));
			this.theta[level][target] = Math.clamp(moved, -LIMIT, LIMIT);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Arrays;

/**
 * Split-conformal calibration of central intervals: by how many predicted standard
 * deviations an interval must reach to each side so that it covered the given share of a
 * held-out part (Vovk et al., 2005; normalised scores as in Lei et al., 2018).
 *
 * @param levels coverage of each interval, rising, inside 0..1
 * @param factors per level, step and target, {@code [levels][H][Y]}
 */
public record Calibration(double[] levels, double[][][] factors) {

	/** The levels that are reported everywhere. */
	public static final double[] LEVELS = { 0.5, 0.8, 0.9, 0.95 };

	/** The level of the intervals that decisions carry. */
	public static final double DECIDED = 0.9;

	private static final double[] GAUSSIAN = { 0.674490, 1.281552, 1.644854, 1.959964 };

	public Calibration {
		if (levels == null || factors == null) {
			throw new ModelException("calibration", "levels and factors", "one of them missing");
		}
		if (levels.length == 0 || factors.length != levels.length) {
			throw new ModelException("calibration.factors", levels.length + " levels", factors.length);
		}
	}

	/** The factors of a Gaussian. */
	public static Calibration none(int horizon, int targets) {
		double[][][] factors = new double[LEVELS.length][horizon][targets];
		for (int l = 0; l < LEVELS.length; l++) {
			for (double[] step : factors[l]) {
				Arrays.fill(step, GAUSSIAN[l]);
			}
		}
		return new Calibration(LEVELS, factors);
	}

	/**
	 * Half-width, in predicted standard deviations, of the interval at the level that
	 * stands at {@code level}.
	 */
	public double factor(int level, int step, int target) {
		return this.factors[level][step][target];
	}

	/** Where {@code level} stands among the levels. */
	public int indexOf(double level) {
		int index = Arrays.binarySearch(this.levels, level);
		if (index < 0) {
			throw new ModelException("level", Arrays.toString(this.levels), level);
		}
		return index;
	}

}

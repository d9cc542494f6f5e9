/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import org.presage.base.Gaussian;

/**
 * A bound on a KPI, standardised.
 *
 * @param target index of the predicted KPI
 * @param min smallest admissible value; negative infinity for none
 * @param max largest admissible value; positive infinity for none
 * @param epsilon ε: how probable it may be that the bound is broken, in [0, 1)
 */
public record Limit(int target, double min, double max, double epsilon) {

	/** Beyond this a broken limit is not broken more. */
	private static final double MAX_EXCESS = 3;

	public Limit {
		Reward.require("limit", min <= max, "min at most max", min + " and " + max);
		Reward.require("limit epsilon", epsilon >= 0 && epsilon < 1, "at least 0 and below 1", epsilon);
	}

	/**
	 * By how many standard deviations a value breaks the bound, at most 3; 0 for NaN,
	 * which is absent.
	 */
	double excess(double value) {
		return Double.isNaN(value) ? 0
				: Math.min(MAX_EXCESS, Math.max(0, Math.max(value - this.max, this.min - value)));
	}

	/** By how much the bound is more probably broken than ε. */
	double violation(double mean, double deviation) {
		double broken = Gaussian.cdf((mean - this.max) / deviation) + Gaussian.cdf((this.min - mean) / deviation);
		return Math.max(0, broken - this.epsilon);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import org.jspecify.annotations.Nullable;

/**
 * What a model imagines of a plan, step by step.
 *
 * @param origin where the plan comes from
 * @param prbs per step, {@code [H]}
 * @param probabilities of the quantiles, rising, {@code [Q]}
 * @param mean per step and target in the KPI's unit, {@code [H, Y]}; the median of a KPI
 * that the model sees by its logarithm
 * @param quantiles per probability, {@code [Q][H, Y]}, calibrated
 * @param rewards that add up to the plan's score, {@code [H]}; the last one has the value
 * of the last state
 * @param sla probability that the step meets the agreement, {@code [H]}; null without one
 * @param outage probability that the step is an outage, {@code [H]}; null where the
 * model's schema does not say what one is
 */
public record PlanRollout(Origin origin, float[] prbs, double[] probabilities, float[] mean, float[][] quantiles,
		double[] rewards, float @Nullable [] sla, float @Nullable [] outage) {

	/** Where a plan comes from. */
	public enum Origin {

		/** The control loop decided it. */
		DECIDED,
		/** It was made for the answer. */
		PLANNED_NOW,
		/** It came with the question. */
		GIVEN

	}

	/**
	 * Steps of the trajectory: it ends with the first one that is an outage at least with
	 * a probability, else with the horizon.
	 */
	public int steps(double probability) {
		float[] likely = this.outage;
		for (int h = 0; likely != null && h < likely.length; h++) {
			if (likely[h] >= probability) {
				return h + 1;
			}
		}
		return this.prbs.length;
	}

	/** Of the ends of central intervals, the widest first. */
	static double[] probabilities(double[] levels) {
		double[] probabilities = new double[2 * levels.length];
		for (int level = 0; level < levels.length; level++) {
			// Rounded, so that 0.05 is 0.05.
			double below = Math.round((1 - levels[level]) / 2 * 1e6) / 1e6;
			probabilities[levels.length - 1 - level] = below;
			probabilities[levels.length + level] = 1 - below;
		}
		return probabilities;
	}

}

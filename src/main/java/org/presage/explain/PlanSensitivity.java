/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;

/**
 * How a plan's score answers to the action of each step, the other steps as planned:
 * finite differences {@code (score(high) − score(low)) / (high − low)}, central inside
 * the admissible bounds and one-sided at them. At a step whose action is that of the step
 * before, the cost of change has a kink; the difference is the mean of both sides there.
 *
 * @param low smaller of the two allocations that were compared, {@code [H]} PRBs
 * @param high larger one, {@code [H]} PRBs
 * @param terms derivative of each term of the score per PRB, {@code [H][Y + 5]}; see
 * {@link org.presage.control.Objective#termNames}. NaN if only one allocation is
 * admissible
 */
public record PlanSensitivity(float[] low, float[] high, double[][] terms) {

	/** Derivative of the score to the action of a step: the sum of its terms. */
	public double derivative(int step) {
		return Arrays.stream(this.terms[step]).sum();
	}

	/**
	 * @param difference half of the span of a difference in PRBs, above 0
	 */
	static PlanSensitivity of(Imagination imagination, float[] plan, float inForce, double difference) {
		float[] low = new float[plan.length];
		float[] high = new float[plan.length];
		double[][] terms = new double[plan.length][];
		for (int h = 0; h < plan.length; h++) {
			low[h] = Math.clamp((float) (plan[h] - difference), Math.min(imagination.space().min(), plan[h]), plan[h]);
			high[h] = Math.clamp((float) (plan[h] + difference), plan[h], Math.max(imagination.space().max(), plan[h]));
			double[] below = imagination.terms(with(plan, h, low[h]), inForce);
			terms[h] = imagination.terms(with(plan, h, high[h]), inForce);
			for (int i = 0; i < below.length; i++) {
				terms[h][i] = (terms[h][i] - below[i]) / ((double) high[h] - low[h]);
			}
		}
		return new PlanSensitivity(low, high, terms);
	}

	private static float[] with(float[] plan, int step, float prbs) {
		float[] changed = plan.clone();
		changed[step] = prbs;
		return changed;
	}

}

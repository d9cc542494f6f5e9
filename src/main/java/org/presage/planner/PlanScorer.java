/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/** Says how good plans are. */
@FunctionalInterface
public interface PlanScorer {

	/**
	 * @param plans number of plans
	 * @param actions admissible allocations {@code [S, plans, H]}
	 * @param scores receives one score a plan, higher is better; NaN or infinite is the
	 * worst
	 */
	void score(int plans, float[] actions, double[] scores);

	/**
	 * Scores plans and says what each step contributes.
	 * @param steps receives {@code [S, P, H]}
	 * @return whether it did; if not, only the scores are there
	 */
	default boolean score(int plans, float[] actions, double[] scores, double[] steps) {
		score(plans, actions, scores);
		return false;
	}

}

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

}

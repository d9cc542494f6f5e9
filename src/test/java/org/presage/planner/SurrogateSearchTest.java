/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.testing.Allocations;

import static org.assertj.core.api.Assertions.assertThat;

class SurrogateSearchTest extends OptimizerKit {

	private static final int HORIZON = 8;

	private static final int LEVELS = 51;

	private static final double CHANGE = 0.4;

	/** Best allocation of each step, were changes free. */
	private static final float[] WANTED = { 44, 47, 51, 30, 27, 12, 14, 9 };

	@Override
	OptimizerSettings settings() {
		return SurrogateSettings.standard(1);
	}

	/** Scores of plans are sums over steps of parabolas, less what changes cost. */
	private static double step(int h, float action, float before) {
		return -(1 + h % 3) * Math.pow((action - WANTED[h]) / 10, 2) - CHANGE / 10 * Math.abs(action - before);
	}

	/** Best score of the plans, by dynamic programming over whole PRBs. */
	private static double best(float inForce) {
		double[] values = new double[LEVELS + 1];
		for (int h = HORIZON - 1; h >= 0; h--) {
			double[] earlier = new double[LEVELS + 1];
			for (int before = 0; before <= LEVELS; before++) {
				earlier[before] = Double.NEGATIVE_INFINITY;
				for (int action = 1; action <= LEVELS; action++) {
					earlier[before] = Math.max(earlier[before], step(h, action, before) + values[action]);
				}
			}
			values = earlier;
		}
		return values[(int) inForce];
	}

	/** The parabolas of one slice. */
	private static PlanScorer parabolas(float inForce, boolean divided) {
		return new PlanScorer() {
			@Override
			public void score(int plans, float[] actions, double[] scores) {
				score(plans, actions, scores, new double[actions.length]);
			}

			@Override
			public boolean score(int plans, float[] actions, double[] scores, double[] steps) {
				for (int i = 0; i < plans * HORIZON; i++) {
					int h = i % HORIZON;
					steps[i] = step(h, actions[i], (h == 0) ? inForce : actions[i - 1]);
					scores[i / HORIZON] += steps[i];
				}
				return divided;
			}
		};
	}

	private static Plan plan(SurrogateSettings search, boolean divided) {
		TrajectoryPlanner planner = new TrajectoryPlanner(search, 1, HORIZON, HORIZON, 13);
		planner.changes(0, CHANGE / 10);
		return planner.plan(JointSpace.of(new ActionSpace(1, LEVELS, 0)), new float[] { 20 }, null,
				parabolas(20, divided));
	}

	private static double regret(Plan plan) {
		double best = best(20);
		return (best - plan.score()) / (best - plan.holdScore());
	}

	@ParameterizedTest
	@CsvSource({ "12, 12, 0.05", "24, 24, 0.01" })
	void findsTheBestPlanOfParabolasInTwoCalls(int first, int next, double regret) {
		Plan plan = plan(new SurrogateSettings(first, next, 1, 1), true);
		assertThat(plan.iterations()).isEqualTo(2);
		assertThat(plan.rollouts()).isEqualTo(first + next);
		assertThat(regret(plan)).isBetween(0.0, regret);
	}

	@Test
	void moreCallsComeCloser() {
		assertThat(regret(plan(SurrogateSettings.standard(1), true))).isBetween(0.0, 0.001);
	}

	@Test
	void wholeScoresAreEnoughToImprove() {
		assertThat(regret(plan(SurrogateSettings.standard(1), false))).isBetween(0.0, 0.3);
	}

	@Test
	void stepsThatAreNotFiniteNeverReachTheFit() {
		TrajectoryPlanner planner = new TrajectoryPlanner(SurrogateSettings.quick(1), 1, HORIZON, HORIZON, 0);
		PlanScorer whole = parabolas(20, true);
		Plan plan = planner.plan(JointSpace.of(new ActionSpace(1, LEVELS, 0)), new float[] { 20 }, null,
				new PlanScorer() {
					@Override
					public void score(int plans, float[] actions, double[] scores) {
						throw new AssertionError("steps are there");
					}

					@Override
					public boolean score(int plans, float[] actions, double[] scores, double[] steps) {
						whole.score(plans, actions, scores, steps);
						for (int p = 0; p < plans; p++) {
							if (actions[p * HORIZON + 2] > 45) {
								steps[p * HORIZON + 2] = Double.NaN;
								scores[p] = (p % 2 == 0) ? Double.NaN : Double.POSITIVE_INFINITY;
							}
						}
						return true;
					}
				});
		assertThat(plan.failed()).isFalse();
		assertThat(plan.nonFinite()).isPositive();
		assertThat(plan.actions()[2]).isLessThanOrEqualTo(45);
		assertThat(plan.score()).isFinite().isGreaterThan(plan.holdScore());
	}

	@Test
	void guessesThatAreBestAreKept() {
		TrajectoryPlanner planner = new TrajectoryPlanner(SurrogateSettings.quick(1), 1, HORIZON, HORIZON, 0);
		float[] moved = new float[HORIZON];
		System.arraycopy(WANTED, 0, moved, 1, HORIZON - 1);
		Plan plan = planner.plan(JointSpace.of(new ActionSpace(1, LEVELS, 0)), new float[] { WANTED[0] }, moved,
				(plans, actions, scores) -> {
					for (int i = 0; i < plans * HORIZON; i++) {
						scores[i / HORIZON] -= Math.abs(actions[i] - WANTED[i % HORIZON]);
					}
				});
		assertThat(Arrays.copyOf(plan.actions(), HORIZON - 1)).isEqualTo(Arrays.copyOf(WANTED, HORIZON - 1));
	}

	@Test
	void proposedPlanIsImprovedInTheSecondCall() {
		TrajectoryPlanner planner = new TrajectoryPlanner(SurrogateSettings.quick(1), 1, HORIZON, HORIZON, 13, 1);
		float[] shares = new float[HORIZON];
		for (int h = 0; h < HORIZON; h++) {
			shares[h] = (WANTED[h] - 5) / (LEVELS - 1f);
		}
		planner.changes(0, CHANGE / 10);
		planner.start(JointSpace.of(new ActionSpace(1, LEVELS, 0)), new float[] { 20 }, null, shares, 0, 1);
		double[] scores = new double[planner.population()];
		double[] steps = new double[planner.population() * HORIZON];
		double[] regrets = new double[2];
		for (int call = 0; call < 2; call++) {
			Arrays.fill(scores, 0);
			parabolas(20, true).score(planner.propose(), planner.actions(), scores, steps);
			planner.rate(scores, steps);
			regrets[call] = regret(planner.plan());
		}
		assertThat(regrets[0]).as("the proposal").isLessThan(0.1);
		assertThat(regrets[1]).isLessThan(0.5 * regrets[0]);
	}

	@Test
	void slicesArePlannedTogether() {
		TrajectoryPlanner planner = new TrajectoryPlanner(SurrogateSettings.standard(1), 2, HORIZON, HORIZON, 9);
		JointSpace space = new JointSpace(List.of(new ActionSpace(1, 51, 0), new ActionSpace(1, 51, 0)), 51);
		Plan plan = planner.plan(space, new float[] { 10, 10 }, null, new PlanScorer() {
			@Override
			public void score(int plans, float[] actions, double[] scores) {
				throw new AssertionError("steps are there");
			}

			@Override
			public boolean score(int plans, float[] actions, double[] scores, double[] steps) {
				for (int p = 0; p < plans; p++) {
					for (int h = 0; h < HORIZON; h++) {
						steps[p * HORIZON + h] = 2 * Math.min(35, actions[p * HORIZON + h]);
						steps[(plans + p) * HORIZON + h] = actions[(plans + p) * HORIZON + h];
						scores[p] += steps[p * HORIZON + h] + steps[(plans + p) * HORIZON + h];
					}
				}
				return true;
			}
		});
		assertThat(plan.score()).isGreaterThan(0.98 * HORIZON * (2 * 35 + 16));
	}

	@Test
	void plansWithStepsWithoutAllocating() {
		SurrogateSettings search = SurrogateSettings.quick(1);
		TrajectoryPlanner planner = new TrajectoryPlanner(search, 1, HORIZON, HORIZON, 0);
		double[] scores = new double[planner.population()];
		double[] steps = new double[planner.population() * HORIZON];
		PlanScorer scorer = parabolas(20, true);
		JointSpace space = JointSpace.of(new ActionSpace(1, LEVELS, 0));
		float[] inForce = { 20 };
		for (int round = 0; round < 2; round++) {
			long before = Allocations.ofThisThread();
			planner.start(space, inForce, null);
			for (int count = planner.propose(); count > 0; count = planner.propose()) {
				Arrays.fill(scores, 0);
				scorer.score(count, planner.actions(), scores, steps);
				planner.rate(scores, steps);
			}
			assertThat(round == 0 || Allocations.ofThisThread() - before < 2000).isTrue();
		}
	}

}

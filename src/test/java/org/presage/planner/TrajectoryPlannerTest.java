/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrajectoryPlannerTest {

	private static final int HORIZON = 8;

	private final TrajectoryPlanner planner = new TrajectoryPlanner(CemSettings.efficient(1), 1, HORIZON, 3, 0);

	private Plan plan(ActionSpace space, float current, PlanScorer scorer) {
		return this.planner.plan(JointSpace.of(space), new float[] { current }, null, scorer);
	}

	/** Best is to be at 30 all the time. */
	private static void towardsThirty(int plans, float[] actions, double[] scores) {
		for (int p = 0; p < plans; p++) {
			scores[p] = 0;
			for (int h = 0; h < HORIZON; h++) {
				scores[p] -= Math.abs(actions[p * HORIZON + h] - 30);
			}
		}
	}

	@Test
	void comesCloseWithUnderAHundredRollouts() {
		Plan plan = plan(new ActionSpace(1, 51, 0), 10, TrajectoryPlannerTest::towardsThirty);
		assertThat(plan.rollouts()).isLessThanOrEqualTo(100);
		assertThat(plan.score()).isGreaterThan(-16).isGreaterThan(plan.holdScore());
		assertThat(plan.holdScore()).as("holding is scored too").isEqualTo(-20 * HORIZON);
	}

	@Test
	void neverWorseThanHolding() {
		Plan plan = plan(new ActionSpace(1, 51, 0), 30, TrajectoryPlannerTest::towardsThirty);
		assertThat(plan.score()).isZero();
		assertThat(plan.actions()).containsOnly(30);
	}

	@Test
	void everyCandidateIsAdmissible() {
		ActionSpace space = new ActionSpace(3, 40, 5);
		Plan plan = plan(space, 20, (plans, actions, scores) -> {
			for (int p = 0; p < plans; p++) {
				requireAdmissible(space, actions, p * HORIZON, 20);
				scores[p] = actions[p * HORIZON + 7];
			}
		});
		requireAdmissible(space, plan.actions(), 0, 20);
		assertThat(plan.actions()[7]).as("as far up as steps of 5 allow").isGreaterThan(35);
	}

	private static void requireAdmissible(ActionSpace space, float[] actions, int offset, float current) {
		float before = current;
		for (int h = 0; h < HORIZON; h++) {
			float action = actions[offset + h];
			assertThat(action).isBetween((float) space.min(), (float) space.max()).isEqualTo(Math.round(action));
			assertThat(Math.abs(action - before)).isLessThanOrEqualTo(space.maxStep());
			before = action;
		}
	}

	/** Two slices, three steps, three proposals of which the population takes all. */
	@Test
	void proposalsAreAmongTheFirstCandidates() {
		TrajectoryPlanner two = new TrajectoryPlanner(PatternSettings.efficient(1).resized(9, 1), 2, 3, 3, 4, 3);
		JointSpace space = new JointSpace(List.of(new ActionSpace(10, 20, 0), new ActionSpace(1, 41, 0)), 51);
		float[] shares = { 99, 0, 0.5f, 1, 0.2f, 0.2f, 0.2f, Float.NaN, 2, -1,
				/* the other slice */ 1, 1, 1, 0.25f, 0.5f, 0.75f, 0, 0, 0 };
		two.start(space, new float[] { 12, 3 }, null, shares, 1, 3);
		int count = two.propose();
		assertThat(count).as("hold, plan before, proposals, three levels of each slice").isEqualTo(11);
		float[] plans = two.actions();
		assertThat(first(plans, count, 2)).as("within the budget").containsExactly(10, 13, 15, 41, 38, 36);
		assertThat(first(plans, count, 3)).containsExactly(12, 12, 12, 11, 21, 31);
		assertThat(first(plans, count, 4)).as("NaN: as in force; beyond the bounds: at them")
			.containsExactly(12, 20, 10, 1, 1, 1);
		assertThat(first(plans, count, 0)).containsExactly(12, 12, 12, 3, 3, 3);
		two.start(space, new float[] { 12, 3 }, null);
		two.propose();
		assertThat(first(two.actions(), count, 2)).as("none without").doesNotContain(13, 38);
	}

	/** Plan p of both slices. */
	private static float[] first(float[] plans, int count, int p) {
		float[] both = new float[6];
		System.arraycopy(plans, p * 3, both, 0, 3);
		System.arraycopy(plans, (count + p) * 3, both, 3, 3);
		return both;
	}

	@Test
	void moreProposalsThanThePopulationHoldsAreOmitted() {
		TrajectoryPlanner small = new TrajectoryPlanner(PatternSettings.efficient(1).resized(4, 1), 1, 3, 3, 13, 6);
		small.start(JointSpace.of(new ActionSpace(1, 51, 0)), new float[] { 12 }, null,
				new float[] { 0.5f, 0.5f, 0.5f, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 0, 6);
		assertThat(small.propose()).isEqualTo(5);
		assertThat(small.actions()).startsWith(12, 12, 12, 12, 12, 12, 26, 26, 26, 51, 51, 51);
	}

	@Test
	void nanScoresFail() {
		Plan plan = plan(new ActionSpace(1, 51, 0), 10,
				(plans, actions, scores) -> java.util.Arrays.fill(scores, Double.NaN));
		assertThat(plan.failed()).isTrue();
	}

	@Test
	void unknownAllocationCanBePlannedFor() {
		Plan plan = plan(new ActionSpace(1, 51, 4), Float.NaN, TrajectoryPlannerTest::towardsThirty);
		assertThat(plan.failed()).isFalse();
		assertThat(plan.holdScore()).isNaN();
		assertThat(plan.actions()[0]).isBetween(1f, 51f);
	}

	@Test
	void projectionIsIdempotentAndWithinBounds() {
		long seed = 99;
		Random random = new Random(seed);
		for (int i = 0; i < 10_000; i++) {
			int min = random.nextInt(20);
			ActionSpace space = new ActionSpace(min, min + random.nextInt(30), 1 + random.nextInt(9));
			float current = space.min() + random.nextInt(space.max() - space.min() + 1);
			float[] plan = new float[HORIZON];
			for (int h = 0; h < HORIZON; h++) {
				plan[h] = (float) (60 * random.nextGaussian());
			}
			space.project(plan, 0, HORIZON, current);
			requireAdmissible(space, plan, 0, current);
			float[] again = plan.clone();
			space.project(again, 0, HORIZON, current);
			assertThat(again).as("seed %d, case %d", seed, i).isEqualTo(plan);
		}
	}

	@Test
	void boundsThatDoNotMeetFallBackToTheOperators() {
		assertThat(new ActionSpace(60, 100, 0).intersect(1, 51)).isEqualTo(new ActionSpace(60, 60, 0));
		assertThat(new ActionSpace(1, 275, 7).intersect(3, 39)).isEqualTo(new ActionSpace(3, 39, 7));
		assertThatThrownBy(() -> new ActionSpace(5, 4, 0)).hasMessageContaining("min 5 and max 4");
	}

	@Test
	void rewardIsTheWeightedSum() {
		Reward reward = new Reward(new double[] { 1, -0.5 }, -0.2, 0.05, 2,
				List.of(new Limit(1, Double.NEGATIVE_INFINITY, 3.5, 0)), 0.1);
		double[] scores = new double[1];
		// Two steps; hand-computed: targets (1·1 − 0.5·2) + (1·3 − 0.5·4), epistemic
		// 0.1·(0.1 + 0.5·0.2)·2, PRBs, changes, SLA.
		Imagined imagined = new Imagined(new float[] { 1, 2, 3, 4 }, new float[4],
				new float[] { 0.1f, 0.2f, 0.1f, 0.2f }, new float[] { 1, 0.75f });
		reward.score(0, 1, 2, new float[] { 1, 2 }, 0.5f, imagined, scores);
		assertThat(scores[0]).isCloseTo(0 + 1 - 0.04 - 0.2 * 3 - 0.05 * (0.5 + 1) - 2 * (0.25 + 0.5), within(1e-6));
		assertThat(reward.of(new float[] { 1, Float.NaN }, 1, 1, 0)).as("an absent KPI counts as its mean")
			.isCloseTo(1 - 0.2 - 2, within(1e-9));
		assertThatThrownBy(() -> new Reward(new double[] { Double.NaN }, 0, 0, 0, List.of(), 0))
			.hasMessageContaining("weights");
	}

}

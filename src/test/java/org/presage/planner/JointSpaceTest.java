/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JointSpaceTest {

	private static final int HORIZON = 5;

	@Test
	void everyPlanIsWithinBoundsStepsAndBudget() {
		long seed = 17;
		Random random = new Random(seed);
		for (int run = 0; run < 5000; run++) {
			int slices = 2 + random.nextInt(4);
			int budget = 20 + random.nextInt(80);
			List<ActionSpace> bounds = new ArrayList<>();
			float[] current = new float[slices];
			for (int s = 0; s < slices; s++) {
				int min = random.nextInt(budget / slices);
				bounds.add(new ActionSpace(min, min + random.nextInt(budget), random.nextInt(3) * 4));
				current[s] = (random.nextInt(5) == 0) ? Float.NaN : bounds.get(s).min();
			}
			JointSpace space = new JointSpace(bounds, budget);
			float[] plans = new float[slices * HORIZON];
			for (int i = 0; i < plans.length; i++) {
				plans[i] = (float) (budget * random.nextGaussian());
			}
			space.project(plans, 0, HORIZON, HORIZON, current);
			requireAdmissible(space, plans, current, "seed " + seed + ", case " + run);
			float[] again = plans.clone();
			space.project(again, 0, HORIZON, HORIZON, current);
			assertThat(again).as("an admissible plan stays as it is; seed %d, case %d", seed, run).isEqualTo(plans);
		}
	}

	private static void requireAdmissible(JointSpace space, float[] plans, float[] current, String what) {
		for (int h = 0; h < HORIZON; h++) {
			float sum = 0;
			for (int s = 0; s < space.size(); s++) {
				float prbs = plans[s * HORIZON + h];
				float before = (h > 0) ? plans[s * HORIZON + h - 1] : current[s];
				ActionSpace slice = space.slice(s);
				assertThat(prbs).as(what)
					.isBetween((float) slice.min(), (float) slice.max())
					.isEqualTo(Math.round(prbs));
				if (slice.maxStep() > 0 && !Float.isNaN(before)) {
					assertThat(prbs - before).as(what).isLessThanOrEqualTo(slice.maxStep());
				}
				sum += prbs;
			}
			assertThat(sum).as(what).isLessThanOrEqualTo(space.budget());
		}
	}

	@Test
	void allGiveUpTheSame() {
		JointSpace space = new JointSpace(
				List.of(new ActionSpace(1, 51, 0), new ActionSpace(1, 51, 0), new ActionSpace(4, 51, 0)), 51);
		float[] plans = { 40, 30, 5 };
		space.project(plans, 0, 1, 1, new float[3]);
		assertThat(plans).as("the third is near its fewest: it gives up one, the others 11.5")
			.containsExactly(29, 18, 4);
	}

	@Test
	void whatFitsIsNotTouched() {
		JointSpace space = new JointSpace(List.of(new ActionSpace(1, 51, 0), new ActionSpace(1, 51, 0)), 51);
		float[] plans = { 20, 31 };
		space.project(plans, 0, 1, 1, new float[2]);
		assertThat(plans).containsExactly(20, 31);
	}

	@Test
	void budgetComesBeforeTheLargestStep() {
		JointSpace space = new JointSpace(List.of(new ActionSpace(1, 51, 2), new ActionSpace(1, 51, 2)), 30);
		float[] plans = { 40, 40 };
		space.project(plans, 0, 1, 1, new float[] { 40, 40 });
		assertThat(plans).containsExactly(15, 15);
	}

	@Test
	void moreThanThereIsIsRefused() {
		assertThatThrownBy(() -> new JointSpace(List.of(new ActionSpace(30, 51, 0), new ActionSpace(22, 51, 0)), 51))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("at most 51 PRBs")
			.hasMessageContaining("52 PRBs");
	}

	@Test
	void slicesArePlannedTogether() {
		TrajectoryPlanner planner = new TrajectoryPlanner(PatternSettings.efficient(1), 2, HORIZON, HORIZON, 9);
		JointSpace space = new JointSpace(List.of(new ActionSpace(1, 51, 0), new ActionSpace(1, 51, 0)), 51);
		float[] inForce = { 10, 10 };
		// Both want all; the first is worth twice as much up to 35, nothing beyond.
		Plan plan = planner.plan(space, inForce, null, (plans, actions, scores) -> {
			for (int p = 0; p < plans; p++) {
				for (int h = 0; h < HORIZON; h++) {
					float first = actions[p * HORIZON + h];
					float second = actions[(plans + p) * HORIZON + h];
					assertThat(first + second).isLessThanOrEqualTo(51);
					scores[p] += 2 * Math.min(35, first) + second;
				}
			}
		});
		assertThat(plan.score()).isGreaterThan(0.98 * HORIZON * (2 * 35 + 16));
		assertThat(plan.holdScore()).isEqualTo(HORIZON * 30);
	}

}

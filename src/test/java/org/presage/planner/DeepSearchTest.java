/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DeepSearchTest {

	private static final int HORIZON = 4;

	/**
	 * The best plan of slice s is 7 + 10·s PRBs at the first step, and 3 more at each
	 * other.
	 */
	private static PlanScorer scorer(int slices) {
		return (count, actions, scores) -> {
			for (int p = 0; p < count; p++) {
				scores[p] = 0;
				for (int s = 0; s < slices; s++) {
					for (int h = 0; h < HORIZON; h++) {
						double off = actions[(s * count + p) * HORIZON + h] - (7 + 10 * s + 3 * h);
						scores[p] -= off * off;
					}
				}
			}
		};
	}

	private static double best(JointSpace space, float... inForce) {
		return new DeepSearch(scorer(space.size()), space, HORIZON, 20, 1).best(inForce);
	}

	@Test
	void findsBestPlanFromFewSamples() {
		assertThat(best(JointSpace.of(new ActionSpace(1, 50, 0)), 20)).isZero();
	}

	@Test
	void findsBestPlanOfSlicesTogether() {
		ActionSpace bounds = new ActionSpace(1, 50, 0);
		assertThat(best(new JointSpace(List.of(bounds, bounds), 60), 20, 20)).isZero();
	}

	/** 7, 10, 13, 16 and 17, 20, 23, 26 are 42 PRBs at the last step. */
	@Test
	void keepsBudgetOfSlices() {
		ActionSpace bounds = new ActionSpace(1, 50, 0);
		assertThat(best(new JointSpace(List.of(bounds, bounds), 40), 20, 20)).as("1 PRB less in each").isEqualTo(-2);
	}

	@Test
	void improvesKnownPlans() {
		DeepSearch search = new DeepSearch(scorer(1), JointSpace.of(new ActionSpace(1, 50, 0)), HORIZON, 1, 1);
		assertThat(search.best(new float[] { 20 }, List.of(new float[] { 8, 10, 13, 16 }))).isZero();
	}

	@Test
	void regretIsShareOfWhatWasToGain() {
		assertThat(Regret.of(10, 6, 9)).isCloseTo(0.25, within(1e-12));
		assertThat(Regret.of(10, 6, 10)).isZero();
		assertThat(Regret.of(10, 6, 6)).isEqualTo(1);
		assertThat(Regret.of(-10, -10.0005, -10.0005)).as("nothing to gain").isNaN();
		assertThat(Regret.of(10, Double.NaN, 9)).as("hold is not known").isNaN();
	}

}

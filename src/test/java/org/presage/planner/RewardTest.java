/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RewardTest {

	private static final Limit AT_MOST_ONE = new Limit(1, Double.NEGATIVE_INFINITY, 1, 0.05);

	private static Reward reward(double chance, double terminal) {
		return new Reward(new double[] { 1, -0.5 }, new double[] { 0, terminal }, -0.2, 0.05, 2,
				List.of(new Limit(1, Double.NEGATIVE_INFINITY, 3.5, 0)), chance, List.of(AT_MOST_ONE), 0.1);
	}

	private static double score(Reward reward, float secondMean, float deviation) {
		Imagined imagined = new Imagined(new float[] { 0, secondMean }, new float[] { 1, deviation }, new float[2],
				new float[] { 1 });
		double[] scores = new double[1];
		reward.score(0, 1, 1, new float[] { 0 }, 0, imagined, scores);
		return scores[0];
	}

	@Test
	void chanceConstraintCostsWhatIsMoreProbableThanAllowed() {
		double without = score(reward(0, 0), 0, 1);
		// P(x > 1) of a standard normal is 0.1587.
		assertThat(without - score(reward(7, 0), 0, 1)).isCloseTo(7 * (0.158655 - 0.05), within(1e-5));
		assertThat(score(reward(7, 0), -1, 1)).as("P = 0.023 is allowed").isEqualTo(score(reward(0, 0), -1, 1));
		assertThat(score(reward(7, 0), 0, 3)).as("less certain").isLessThan(score(reward(7, 0), 0, 1));
		assertThat(score(reward(0, 0), 2, 0.1f) - score(reward(7, 0), 2, 0.1f)).as("surely broken, by one deviation")
			.isCloseTo(7 * (1 - 0.05 + 1), within(1e-5));
	}

	@Test
	void lastStepCountsTwiceWithATerminalWeight() {
		Imagined imagined = new Imagined(new float[] { 0, 9, 0, 4 }, new float[4], new float[4], new float[] { 1, 1 });
		double[] scores = new double[2];
		reward(0, 0).score(0, 1, 2, new float[2], 0, imagined, scores);
		double without = scores[0];
		scores[0] = 0;
		reward(0, -3).score(0, 1, 2, new float[2], 0, imagined, scores);
		assertThat(scores[0] - without).isCloseTo(-12, within(1e-9));
	}

	@Test
	void termsAndStepsSumToTheScore() {
		Reward reward = reward(7, -0.3);
		float[] mean = { 0.1f, 1.2f, 0.5f, 4, 3, 2, 1, 0.9f };
		Imagined imagined = new Imagined(mean, new float[] { 1, 1, 1, 2, 1, 1, 1, 0.1f },
				new float[] { 0.1f, 0.2f, 0.3f, 0.1f, 0, 0.2f, 0.1f, 0 }, new float[] { 0.9f, 0.2f, 1, 0.5f });
		double[] scores = new double[2];
		float[] actions = { 1, 0.5f, -1, 2 };
		reward.score(0, 2, 2, actions, 0.2f, imagined, scores);
		double[] again = new double[2];
		double[] steps = new double[5];
		reward.score(0, 2, 2, actions, 0.2f, imagined, again, steps, 1);
		assertThat(again).isEqualTo(scores);
		double[] terms = new double[reward.termCount()];
		for (int p = 0; p < 2; p++) {
			reward.terms(p, 2, actions, 0.2f, imagined, terms);
			assertThat(Arrays.stream(terms).sum()).isCloseTo(scores[p], within(1e-9));
			assertThat(terms).doesNotContain(Double.NaN);
			assertThat(steps[1 + 2 * p] + steps[2 + 2 * p]).isCloseTo(scores[p], within(1e-9));
		}
	}

	@Test
	void numbersThatAreNoneAreRefusedByName() {
		double[] two = { 1, 1 };
		assertThatThrownBy(() -> new Reward(new double[] { Double.NaN, 1 }, two, 0, 0, 0, List.of(), 0, List.of(), 0))
			.hasMessageContaining("weights");
		assertThatThrownBy(() -> new Reward(two, new double[] { 1 }, 0, 0, 0, List.of(), 0, List.of(), 0))
			.hasMessageContaining("terminal weights");
		assertThatThrownBy(() -> new Reward(two, two, 0, 0, 0, List.of(), Double.NaN, List.of(), 0))
			.hasMessageContaining("chance penalty");
		assertThatThrownBy(() -> new Limit(0, 0, 1, 1)).hasMessageContaining("epsilon");
		assertThatThrownBy(() -> new Limit(0, 2, 1, 0)).hasMessageContaining("min at most max");
	}

}

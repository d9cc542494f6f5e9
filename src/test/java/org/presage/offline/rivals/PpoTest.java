/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Finds the best policies of {@link KnownTasks}. */
class PpoTest {

	private static final Ppo.Listener SILENT = (samples, reward, policy) -> {
	};

	private static PpoSettings settings(int samples, long seed) {
		return new PpoSettings(samples, 64, 8, 64, 3e-3, 0.9, 0.95, 0.2, 0, 16, seed);
	}

	@Test
	void findsTheBestArmOfEachContext() {
		SharePolicy policy = new Ppo(new KnownTasks.Bandit(), settings(40_000, 1)).train(SILENT);
		assertThat(policy.share(new double[] { 1 }, 0)).isCloseTo(0.7, within(0.03));
		assertThat(policy.share(new double[] { -1 }, 0)).isCloseTo(0.2, within(0.03));
	}

	@Test
	void findsTheGainOfLinearQuadraticTask() {
		double gain = KnownTasks.Linear.gain(0.9);
		assertThat(gain).isBetween(0.58, 0.6);
		SharePolicy policy = new Ppo(new KnownTasks.Linear(), settings(120_000, 2)).train(SILENT);
		for (double state : new double[] { -0.4, 0.2, 0.4 }) {
			assertThat(policy.share(new double[] { 9, state }, 1)).as("state %s", state)
				.isCloseTo(0.5 - gain * state, within(0.05));
		}
	}

	@Test
	void gradientIsThatOfTheClippedObjective() {
		Ppo ppo = new Ppo(new KnownTasks.Linear(), settings(1000, 3));
		PpoRollout rollout = ppo.rollout(0);
		double[] weights = ppo.actor();
		Random random = new Random(4);
		for (int i = 0; i < weights.length; i++) {
			weights[i] += 0.02 * random.nextGaussian();
		}
		for (int sample = 0; sample < 40; sample++) {
			double[] gradient = new double[weights.length];
			ppo.actorLoss(weights, rollout, sample, 0.5, gradient);
			for (int i = sample % 3; i < weights.length; i += 3) {
				double step = 1e-6;
				double[] moved = weights.clone();
				moved[i] += step;
				double more = ppo.actorLoss(moved, rollout, sample, 0.5, new double[weights.length]);
				moved[i] -= 2 * step;
				double less = ppo.actorLoss(moved, rollout, sample, 0.5, new double[weights.length]);
				assertThat(gradient[i]).as("weight %s of sample %s", i, sample)
					.isCloseTo((more - less) / (2 * step), within(1e-6));
			}
		}
	}

	@Test
	void oneStepBeyondTheClipHasNoGradient() {
		Ppo ppo = new Ppo(new KnownTasks.Linear(), settings(1000, 3));
		PpoRollout rollout = ppo.rollout(0);
		double[] weights = ppo.actor();
		int clipped = 0;
		for (int sample = 0; sample < 40; sample++) {
			double[] moved = weights.clone();
			// The output's bias: nearer to what was done, which makes it more probable.
			double action = rollout.action(sample) - 0.5;
			moved[moved.length - 2] += Math.signum(action) * Math.min(Math.abs(action), 0.2);
			double[] gradient = new double[weights.length];
			ppo.actorLoss(moved, rollout, sample, 1, gradient);
			if (Math.abs(action) > 0.2 && rollout.advantage(sample) > 0) {
				assertThat(gradient).containsOnly(0);
				clipped++;
			}
		}
		assertThat(clipped).isPositive();
	}

	@Test
	void sameSeedSamePolicy() {
		double[] observation = { 0.3 };
		double first = new Ppo(new KnownTasks.Linear(), settings(2000, 7)).train(SILENT).share(observation, 0);
		assertThat(new Ppo(new KnownTasks.Linear(), settings(2000, 7)).train(SILENT).share(observation, 0))
			.isEqualTo(first);
		assertThat(new Ppo(new KnownTasks.Linear(), settings(2000, 8)).train(SILENT).share(observation, 0))
			.isNotEqualTo(first);
	}

	@Test
	void advantageOfOneStepIsItsSurprise() {
		PpoRollout rollout = new PpoRollout(1, 2, 1);
		rollout.decided(0, 0, 0, 1);
		rollout.rewarded(new double[] { 6 }, new double[] { 3 });
		rollout.decided(0, 0, 0, 2);
		rollout.rewarded(new double[] { 8 }, new double[] { 4 });
		rollout.ended(0, 10);
		rollout.estimate(0.5, 0.5);
		// Step 1: 4 + 0.5·10 - 2 = 7. Step 0: 3 + 0.5·2 - 1 + 0.5·0.5·7 = 4.75.
		assertThat(rollout.target(1)).isEqualTo(2 + 7.0);
		assertThat(rollout.target(0)).isEqualTo(1 + 4.75);
		assertThat(rollout.advantage(1)).isCloseTo(1, within(1e-6));
		assertThat(rollout.advantage(0)).isCloseTo(-1, within(1e-6));
		assertThat(rollout.meanReward()).isEqualTo(7);
	}

	@Test
	void rejectsTrainingWithoutSamples() {
		assertThatThrownBy(() -> PpoSettings.of(0, 1)).hasMessageContaining("samples: expected 1 or more, found 0");
	}

}

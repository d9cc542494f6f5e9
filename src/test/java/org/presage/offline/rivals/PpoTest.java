/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Tasks whose best policy is known. */
class PpoTest {

	private static final Ppo.Listener SILENT = (samples, reward, policy) -> {
	};

	/** One step decides: the best share is 0.7 for a context of 1, and 0.2 for -1. */
	private static final class Bandit implements ControlTask {

		private final Random random = new Random(5);

		private final double[] contexts = new double[7];

		@Override
		public int agents() {
			return this.contexts.length;
		}

		@Override
		public int observations() {
			return 1;
		}

		@Override
		public void begin(int rollout) {
			draw();
		}

		private void draw() {
			Arrays.setAll(this.contexts, (n) -> this.random.nextBoolean() ? 1 : -1);
		}

		@Override
		public void observe(double[] out) {
			System.arraycopy(this.contexts, 0, out, 0, out.length);
		}

		@Override
		public void act(double[] shares, double[] rewards) {
			Arrays.setAll(rewards, (n) -> -1000 * Math.pow(shares[n] - best(this.contexts[n]), 2));
			draw();
		}

		static double best(double context) {
			return (context > 0) ? 0.7 : 0.2;
		}

	}

	/**
	 * x' = x + u + noise with u = share - 0.5, at a cost of x² + u² a step: linear and
	 * quadratic, so that the best share is 0.5 - K·x.
	 */
	private static final class Linear implements ControlTask {

		private final Random random = new Random(6);

		private final double[] states = new double[5];

		@Override
		public int agents() {
			return this.states.length;
		}

		@Override
		public int observations() {
			return 1;
		}

		@Override
		public void begin(int rollout) {
			Arrays.setAll(this.states, (n) -> 0.4 * this.random.nextGaussian());
		}

		@Override
		public void observe(double[] out) {
			System.arraycopy(this.states, 0, out, 0, out.length);
		}

		@Override
		public void act(double[] shares, double[] rewards) {
			for (int n = 0; n < this.states.length; n++) {
				double force = shares[n] - 0.5;
				rewards[n] = -this.states[n] * this.states[n] - force * force;
				this.states[n] += force + 0.2 * this.random.nextGaussian();
			}
		}

		/** Riccati's equation with discount: P = 1 + γP - (γP)² / (1 + γP). */
		static double gain(double discount) {
			double p = 1;
			for (int i = 0; i < 1000; i++) {
				p = 1 + discount * p - Math.pow(discount * p, 2) / (1 + discount * p);
			}
			return discount * p / (1 + discount * p);
		}

	}

	private static PpoSettings settings(int samples, long seed) {
		return new PpoSettings(samples, 64, 8, 64, 3e-3, 0.9, 0.95, 0.2, 0, 16, seed);
	}

	@Test
	void findsTheBestArmOfEachContext() {
		SharePolicy policy = new Ppo(new Bandit(), settings(40_000, 1)).train(SILENT);
		assertThat(policy.share(new double[] { 1 }, 0)).isCloseTo(0.7, within(0.03));
		assertThat(policy.share(new double[] { -1 }, 0)).isCloseTo(0.2, within(0.03));
	}

	@Test
	void findsTheGainOfLinearQuadraticTask() {
		double gain = Linear.gain(0.9);
		assertThat(gain).isBetween(0.58, 0.6);
		SharePolicy policy = new Ppo(new Linear(), settings(120_000, 2)).train(SILENT);
		for (double state : new double[] { -0.4, 0.2, 0.4 }) {
			assertThat(policy.share(new double[] { 9, state }, 1)).as("state %s", state)
				.isCloseTo(0.5 - gain * state, within(0.05));
		}
	}

	@Test
	void gradientIsThatOfTheClippedObjective() {
		Ppo ppo = new Ppo(new Linear(), settings(1000, 3));
		PpoRollout rollout = ppo.rollout();
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
		Ppo ppo = new Ppo(new Linear(), settings(1000, 3));
		PpoRollout rollout = ppo.rollout();
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
		double first = new Ppo(new Linear(), settings(2000, 7)).train(SILENT).share(observation, 0);
		assertThat(new Ppo(new Linear(), settings(2000, 7)).train(SILENT).share(observation, 0)).isEqualTo(first);
		assertThat(new Ppo(new Linear(), settings(2000, 8)).train(SILENT).share(observation, 0)).isNotEqualTo(first);
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

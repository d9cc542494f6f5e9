/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/** Finds the best policies of {@link KnownTasks}. */
class SacTest {

	private static final PolicyLearner.Listener SILENT = (samples, reward, policy) -> {
	};

	private static SacSettings settings(int samples, long seed) {
		return new SacSettings(samples, 8, 320, 20_000, 48, 8, 6e-3, 0.9, 0.1, -1, 16, seed);
	}

	/**
	 * Around the best action the reward falls by 250 times the square of the distance, so
	 * that the best Gaussian has a variance of temperature / 500, and an entropy of -1
	 * one of exp(-2) / 2πe.
	 */
	@Test
	void findsTheBestArmOfEachContextAtTheTemperatureOfItsEntropy() {
		Sac sac = new Sac(new KnownTasks.Bandit(), settings(16_000, 1));
		SharePolicy policy = sac.train(SILENT);
		assertThat(policy.share(new double[] { 1 }, 0)).isCloseTo(0.7, within(0.02));
		assertThat(policy.share(new double[] { -1 }, 0)).isCloseTo(0.2, within(0.02));
		double temperature = 500 * Math.exp(-2) / (2 * Math.PI * Math.E);
		assertThat(sac.temperature() * sac.rewardScale()).isCloseTo(temperature, withinPercentage(25));
	}

	@Test
	void findsTheGainOfLinearQuadraticTask() {
		double gain = KnownTasks.Linear.gain(0.9);
		SharePolicy policy = new Sac(new KnownTasks.Linear(), settings(16_000, 2)).train(SILENT);
		for (double state : new double[] { -0.4, 0.2, 0.4 }) {
			assertThat(policy.share(new double[] { 9, state }, 1)).as("state %s", state)
				.isCloseTo(0.5 - gain * state, within(0.05));
		}
	}

	/**
	 * Common random numbers: the draw of an action is the same before and after a step.
	 */
	@Test
	void gradientIsThatOfTheReparameterisedObjective() {
		Sac sac = new Sac(new KnownTasks.Linear(), settings(1600, 3));
		sac.train(SILENT);
		double[] weights = sac.actor();
		Random random = new Random(4);
		for (int sample = 0; sample < 40; sample++) {
			double[] x = { random.nextGaussian() };
			double normal = random.nextGaussian();
			double[] gradient = new double[weights.length];
			loss(sac, weights, x, normal, gradient);
			for (int i = sample % 3; i < weights.length; i += 3) {
				double step = 1e-6;
				double[] moved = weights.clone();
				moved[i] += step;
				double more = loss(sac, moved, x, normal, new double[weights.length]);
				moved[i] -= 2 * step;
				double less = loss(sac, moved, x, normal, new double[weights.length]);
				assertThat(gradient[i]).as("weight %s of sample %s", i, sample)
					.isCloseTo((more - less) / (2 * step), within(1e-6));
			}
		}
	}

	private static double loss(Sac sac, double[] weights, double[] x, double normal, double[] gradient) {
		return sac.actorLoss(weights, x, 0, sac.draw(weights, x, 0, normal), 0.5, gradient);
	}

	@Test
	void logProbabilityIsThatOfTheSquashedGaussian() {
		Sac sac = new Sac(new KnownTasks.Linear(), settings(1, 3));
		double[] weights = new double[sac.actor().length];
		// Biases of the outputs: mean 0.5, deviation 0.4.
		weights[weights.length - 2] = 0.5;
		weights[weights.length - 1] = Math.log(0.4);
		double sum = 0;
		double last = -1;
		for (double normal = -8; normal <= 8; normal += 0.001) {
			Sac.Draw draw = sac.draw(weights, new double[] { 0 }, 0, normal);
			assertThat(draw.action()).isEqualTo(Math.tanh(0.5 + 0.4 * normal));
			sum += Math.exp(draw.logProbability()) * (draw.action() - last);
			last = draw.action();
		}
		assertThat(sum).as("integral over -1 to 1").isCloseTo(1, within(1e-3));
		assertThat(sac.draw(weights, new double[] { 0 }, 0, 400).logProbability()).as("far out").isFinite();
	}

	@Test
	void firstRolloutIsUniform() {
		double[] least = { 1, 0 };
		new Sac(new KnownTasks.Bandit() {
			@Override
			public void act(double[] shares, double[] rewards) {
				for (double share : shares) {
					least[0] = Math.min(least[0], share);
					least[1] = Math.max(least[1], share);
				}
				super.act(shares, rewards);
			}
		}, settings(1, 3)).train(SILENT);
		assertThat(least[0]).isBetween(0.0, 0.1);
		assertThat(least[1]).isBetween(0.9, 1.0);
	}

	@Test
	void sampleCountsOnceItsNextObservationIsKnown() {
		KnownTasks.Linear task = new KnownTasks.Linear();
		Rollout rollout = new Rollout(task.agents(), 3, 1);
		List<Integer> followed = new ArrayList<>();
		rollout.collect(task, 0, new Rollout.Actor() {
			@Override
			public void decide(int agent) {
				rollout.decided(agent, 0.5 + agent);
			}

			@Override
			public void rewarded(double[] rewards) {
				rollout.rewarded(rewards);
				followed.add(rollout.followed());
			}
		});
		assertThat(followed).containsExactly(0, 5, 10);
		assertThat(rollout.followed()).isEqualTo(15);
		assertThat(rollout.following(3)).isSameAs(rollout.observations(8));
		assertThat(rollout.action(8)).isEqualTo(3.5);
		assertThat(rollout.offset(8)).isEqualTo(3);
	}

	@Test
	void sameSeedSamePolicy() {
		double[] observation = { 0.3 };
		double first = new Sac(new KnownTasks.Linear(), settings(1000, 7)).train(SILENT).share(observation, 0);
		assertThat(new Sac(new KnownTasks.Linear(), settings(1000, 7)).train(SILENT).share(observation, 0))
			.isEqualTo(first);
		assertThat(new Sac(new KnownTasks.Linear(), settings(1000, 8)).train(SILENT).share(observation, 0))
			.isNotEqualTo(first);
	}

	@Test
	void rejectsTrainingWithoutSamples() {
		assertThatThrownBy(() -> SacSettings.of(0, 1)).hasMessageContaining("samples: expected 1 or more, found 0");
	}

}

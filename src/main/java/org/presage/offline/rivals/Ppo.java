/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;

/**
 * Proximal policy optimisation (Schulman et al., 2017) with generalised advantage
 * estimates (Schulman et al., ICLR 2016): a Gaussian around a network's output, one
 * deviation for all observations, and a network for the value. What is drawn outside 0..1
 * is clipped by the task. The same seed gives the same policy.
 */
public final class Ppo extends PolicyLearner {

	private static final double FIRST_DEVIATION = 0.3;

	private static final double LEAST_DEVIATION = 0.02;

	private final PpoSettings settings;

	private final TanhNetwork network;

	private final TanhNetwork.Pass pass;

	private final double[] outer = new double[1];

	/** The actor's weights, and the logarithm of its deviation last. */
	private final double[] actor;

	private final double[] critic;

	private final Adam actorSteps;

	private final Adam criticSteps;

	/** Variance of the discounted return so far, which rewards are divided by. */
	private final ReturnScale scale;

	public Ppo(ControlTask task, PpoSettings settings) {
		super(task, settings.samples(), settings.rollout(), settings.seed());
		this.settings = settings;
		this.network = new TanhNetwork(task.observations(), settings.hidden(), 1);
		this.pass = this.network.pass();
		this.actor = Arrays.copyOf(this.network.initialise(0.01, this.random), this.network.size() + 1);
		this.actor[this.network.size()] = Math.log(FIRST_DEVIATION);
		this.critic = this.network.initialise(1, this.random);
		this.actorSteps = new Adam(this.actor.length);
		this.criticSteps = new Adam(this.critic.length);
		this.scale = new ReturnScale(task.agents(), settings.discount());
	}

	@Override
	Rollout learn(int index, double left) {
		PpoRollout rollout = rollout(index);
		update(rollout, this.settings.rate() * left);
		return rollout;
	}

	@Override
	SharePolicy policy() {
		return new SharePolicy(this.network, Arrays.copyOf(this.actor, this.network.size()), SharePolicy.Range.CLIPPED);
	}

	/** A rollout with the policy as it is. */
	PpoRollout rollout(int index) {
		PpoRollout rollout = new PpoRollout(this.task.agents(), this.settings.rollout(), this.task.observations());
		double deviation = Math.exp(this.actor[this.network.size()]);
		rollout.collect(this.task, index, new Rollout.Actor() {
			@Override
			public void decide(int agent) {
				double draw = Ppo.this.random.nextGaussian();
				double mean = SharePolicy.CENTRE + output(Ppo.this.actor, rollout.next(), agent);
				rollout.decided(agent, mean + deviation * draw, logProbability(draw, deviation),
						output(Ppo.this.critic, rollout.next(), agent));
			}

			@Override
			public void rewarded(double[] rewards) {
				rollout.rewarded(rewards, Ppo.this.scale.scaled(rewards));
			}
		});
		for (int n = 0; n < this.task.agents(); n++) {
			rollout.ended(n, output(this.critic, rollout.next(), n));
		}
		rollout.estimate(this.settings.discount(), this.settings.lambda());
		return rollout;
	}

	private double output(double[] weights, double[] observations, int agent) {
		return this.network.forward(weights, observations, agent * this.network.inputs(), this.pass);
	}

	private static double logProbability(double draw, double deviation) {
		return -draw * draw / 2 - Math.log(deviation);
	}

	private void update(PpoRollout rollout, double rate) {
		int[] order = new int[rollout.samples()];
		Arrays.setAll(order, (i) -> i);
		double[] actorGradient = new double[this.actor.length];
		double[] criticGradient = new double[this.critic.length];
		for (int epoch = 0; epoch < this.settings.epochs(); epoch++) {
			shuffle(order);
			for (int from = 0; from < order.length; from += this.settings.batch()) {
				int to = Math.min(order.length, from + this.settings.batch());
				Arrays.fill(actorGradient, 0);
				Arrays.fill(criticGradient, 0);
				for (int i = from; i < to; i++) {
					actorLoss(this.actor, rollout, order[i], 1.0 / (to - from), actorGradient);
					criticLoss(rollout, order[i], 1.0 / (to - from), criticGradient);
				}
				this.actorSteps.update(this.actor, actorGradient, rate);
				this.criticSteps.update(this.critic, criticGradient, rate);
				int last = this.network.size();
				this.actor[last] = Math.max(Math.log(LEAST_DEVIATION), this.actor[last]);
			}
		}
	}

	/**
	 * The clipped objective of one sample, negative, and its gradient.
	 * @param weight of the sample
	 * @param gradient added to
	 */
	double actorLoss(double[] weights, PpoRollout rollout, int sample, double weight, double[] gradient) {
		int last = this.network.size();
		double deviation = Math.exp(weights[last]);
		double[] x = rollout.observations(sample);
		int at = rollout.offset(sample);
		double mean = SharePolicy.CENTRE + this.network.forward(weights, x, at, this.pass);
		double draw = (rollout.action(sample) - mean) / deviation;
		double ratio = Math.exp(logProbability(draw, deviation) - rollout.logProbability(sample));
		double advantage = rollout.advantage(sample);
		double clipped = Math.clamp(ratio, 1 - this.settings.clip(), 1 + this.settings.clip());
		double outer = (ratio * advantage <= clipped * advantage) ? -weight * ratio * advantage : 0;
		this.outer[0] = outer * draw / deviation;
		this.network.backward(weights, x, at, this.pass, this.outer, gradient);
		gradient[last] += outer * (draw * draw - 1) - weight * this.settings.entropy();
		return -weight * (Math.min(ratio * advantage, clipped * advantage) + this.settings.entropy() * weights[last]);
	}

	private void criticLoss(PpoRollout rollout, int sample, double weight, double[] gradient) {
		double[] x = rollout.observations(sample);
		int at = rollout.offset(sample);
		double error = this.network.forward(this.critic, x, at, this.pass) - rollout.target(sample);
		this.outer[0] = weight * error;
		this.network.backward(this.critic, x, at, this.pass, this.outer, gradient);
	}

	/** The actor's weights as they are, with the logarithm of the deviation last. */
	double[] actor() {
		return this.actor.clone();
	}

	private void shuffle(int[] order) {
		for (int i = order.length - 1; i > 0; i--) {
			int j = this.random.nextInt(i + 1);
			int swapped = order[i];
			order[i] = order[j];
			order[j] = swapped;
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;
import java.util.Random;

/**
 * Proximal policy optimisation (Schulman et al., 2017) with generalised advantage
 * estimates (Schulman et al., ICLR 2016): a Gaussian around a network's output, one
 * deviation for all observations, and a network for the value. What is drawn outside 0..1
 * is clipped by the task. The same seed gives the same policy.
 */
public final class Ppo {

	private static final double FIRST_DEVIATION = 0.3;

	private static final double LEAST_DEVIATION = 0.02;

	private final ControlTask task;

	private final PpoSettings settings;

	private final Random random;

	private final TanhNetwork network;

	private final TanhNetwork.Pass pass;

	/** The actor's weights, and the logarithm of its deviation last. */
	private final double[] actor;

	private final double[] critic;

	private final Adam actorSteps;

	private final Adam criticSteps;

	/** Variance of the discounted return so far, which rewards are divided by. */
	private final ReturnScale scale;

	public Ppo(ControlTask task, PpoSettings settings) {
		this.task = task;
		this.settings = settings;
		this.random = new Random(settings.seed());
		this.network = new TanhNetwork(task.observations(), settings.hidden());
		this.pass = this.network.pass();
		this.actor = Arrays.copyOf(this.network.initialise(0.01, this.random), this.network.size() + 1);
		this.actor[this.network.size()] = Math.log(FIRST_DEVIATION);
		this.critic = this.network.initialise(1, this.random);
		this.actorSteps = new Adam(this.actor.length);
		this.criticSteps = new Adam(this.critic.length);
		this.scale = new ReturnScale(task.agents(), settings.discount());
	}

	/** Learns how far the training is. */
	public interface Listener {

		/**
		 * Called after each update.
		 * @param samples so far
		 * @param reward mean of the last rollout, with its exploration
		 * @param policy as it is now
		 */
		void updated(int samples, double reward, SharePolicy policy);

	}

	/** Trains to the end and returns the policy. */
	public SharePolicy train(Listener listener) {
		int perRollout = this.task.agents() * this.settings.rollout();
		int rollouts = Math.ceilDiv(this.settings.samples(), perRollout);
		for (int r = 0; r < rollouts; r++) {
			PpoRollout rollout = collect(r);
			update(rollout, this.settings.rate() * (1 - (double) r / rollouts));
			listener.updated((r + 1) * perRollout, rollout.meanReward(), policy());
		}
		return policy();
	}

	private SharePolicy policy() {
		return new SharePolicy(this.network, Arrays.copyOf(this.actor, this.network.size()));
	}

	private PpoRollout collect(int index) {
		this.task.begin(index);
		int agents = this.task.agents();
		PpoRollout rollout = new PpoRollout(agents, this.settings.rollout(), this.task.observations());
		double deviation = Math.exp(this.actor[this.network.size()]);
		double[] actions = new double[agents];
		for (int t = 0; t < this.settings.rollout(); t++) {
			this.task.observe(rollout.next());
			for (int n = 0; n < agents; n++) {
				double mean = SharePolicy.CENTRE + output(this.actor, rollout.next(), n);
				double draw = this.random.nextGaussian();
				actions[n] = mean + deviation * draw;
				rollout.decided(n, actions[n], logProbability(draw, deviation), output(this.critic, rollout.next(), n));
			}
			double[] rewards = new double[agents];
			this.task.act(Arrays.stream(actions).map((a) -> Math.clamp(a, 0, 1)).toArray(), rewards);
			rollout.rewarded(rewards, this.scale.scaled(rewards));
		}
		this.task.observe(rollout.next());
		for (int n = 0; n < agents; n++) {
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
		this.network.backward(weights, x, at, this.pass, outer * draw / deviation, gradient);
		gradient[last] += outer * (draw * draw - 1) - weight * this.settings.entropy();
		return -weight * (Math.min(ratio * advantage, clipped * advantage) + this.settings.entropy() * weights[last]);
	}

	private void criticLoss(PpoRollout rollout, int sample, double weight, double[] gradient) {
		double[] x = rollout.observations(sample);
		int at = rollout.offset(sample);
		double error = this.network.forward(this.critic, x, at, this.pass) - rollout.target(sample);
		this.network.backward(this.critic, x, at, this.pass, weight * error, gradient);
	}

	/** The actor's weights as they are, with the logarithm of the deviation last. */
	double[] actor() {
		return this.actor.clone();
	}

	/** A rollout with the policy as it is. */
	PpoRollout rollout() {
		return collect(0);
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

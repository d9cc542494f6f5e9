/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Soft actor-critic (Haarnoja et al., ICML 2018) with automatic temperature (Haarnoja et
 * al., 2018b, arXiv 1812.05905): a Gaussian squashed by tanh, whose mean and deviation
 * are a network's outputs, and two networks for the value of an action, of which the
 * smaller one counts. It learns from all samples so far. The same seed gives the same
 * policy.
 */
public final class Sac extends PolicyLearner {

	private static final double FIRST_TEMPERATURE = 0.1;

	private static final double LEAST_LOG_DEVIATION = -5;

	private static final double MOST_LOG_DEVIATION = 2;

	private static final double LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

	private final SacSettings settings;

	/** Outputs: mean and logarithm of the deviation. */
	private final TanhNetwork network;

	private final TanhNetwork.Pass pass;

	private final double[] actor;

	private final Adam actorSteps;

	private final double[] actorGradient;

	private final double[] outer = new double[2];

	private final SoftCritics critics;

	/** One weight: the logarithm of the temperature. */
	private final double[] temperature = { Math.log(FIRST_TEMPERATURE) };

	private final Adam temperatureSteps = new Adam(1);

	/** Of the uniform samples: what was learnt from keeps its scale. */
	private final ReturnScale scale;

	private final List<Rollout> memory = new ArrayList<>();

	private int owed;

	private double rate;

	public Sac(ControlTask task, SacSettings settings) {
		super(task, settings.samples(), settings.rollout(), settings.seed());
		this.settings = settings;
		this.network = new TanhNetwork(task.observations(), settings.hidden(), 2);
		this.pass = this.network.pass();
		this.actor = this.network.initialise(0.01, this.random);
		this.actorSteps = new Adam(this.actor.length);
		this.actorGradient = new double[this.actor.length];
		this.critics = new SoftCritics(task.observations(), settings.hidden(), this.random);
		this.scale = new ReturnScale(task.agents(), settings.discount());
	}

	/**
	 * An action that was drawn.
	 *
	 * @param action in -1..1
	 * @param noise deviation times the standard normal draw
	 * @param logProbability of the action
	 */
	record Draw(double action, double noise, double logProbability) {
	}

	@Override
	Rollout learn(int index, double left) {
		this.rate = this.settings.rate() * left;
		Rollout rollout = new Rollout(this.task.agents(), this.settings.rollout(), this.task.observations());
		this.memory.add(rollout);
		if (this.memory.size() > 1 && this.memory.size() * rollout.samples() > this.settings.memory()) {
			this.memory.removeFirst();
		}
		boolean uniform = index == 0 || index * rollout.samples() < this.settings.uniform();
		rollout.collect(this.task, index, new Rollout.Actor() {
			@Override
			public void decide(int agent) {
				rollout.decided(agent, uniform ? Sac.this.random.nextDouble() : share(
						draw(Sac.this.actor, rollout.next(), rollout.offset(agent), Sac.this.random.nextGaussian())
							.action()));
			}

			@Override
			public void rewarded(double[] rewards) {
				rollout.rewarded(rewards);
				if (uniform) {
					Sac.this.scale.add(rewards);
				}
				else {
					improve(rewards.length);
				}
			}
		});
		return rollout;
	}

	@Override
	SharePolicy policy() {
		return new SharePolicy(this.network, this.actor, SharePolicy.Range.SQUASHED);
	}

	private static double share(double action) {
		return SharePolicy.CENTRE * (1 + action);
	}

	private static double action(double share) {
		return share / SharePolicy.CENTRE - 1;
	}

	/** Draws an action for the observation from {@code at} on. */
	Draw draw(double[] weights, double[] x, int at, double normal) {
		double mean = this.network.forward(weights, x, at, this.pass);
		double logDeviation = Math.clamp(this.pass.output(1), LEAST_LOG_DEVIATION, MOST_LOG_DEVIATION);
		double noise = Math.exp(logDeviation) * normal;
		double raw = mean + noise;
		// log(1 - tanh²(raw)), which is exact for large values too.
		double squashing = 2 * (Math.log(2) - Math.abs(raw) - Math.log1p(Math.exp(-2 * Math.abs(raw))));
		return new Draw(Math.tanh(raw), noise, -normal * normal / 2 - logDeviation - LOG_ROOT_TWO_PI - squashing);
	}

	private void improve(int samples) {
		this.owed += samples;
		for (; this.owed >= this.settings.every(); this.owed -= this.settings.every()) {
			update();
		}
	}

	private void update() {
		Rollout last = this.memory.getLast();
		int known = (this.memory.size() - 1) * last.samples() + last.followed();
		if (known == 0) {
			return;
		}
		int[] drawn = new int[this.settings.batch()];
		Arrays.setAll(drawn, (i) -> this.random.nextInt(known));
		double weight = 1.0 / drawn.length;
		for (int sample : drawn) {
			criticLoss(this.memory.get(sample / last.samples()), sample % last.samples(), weight);
		}
		this.critics.update(this.rate, this.settings.blend());
		Arrays.fill(this.actorGradient, 0);
		double entropy = 0;
		for (int sample : drawn) {
			Rollout rollout = this.memory.get(sample / last.samples());
			int i = sample % last.samples();
			double[] x = rollout.observations(i);
			Draw draw = draw(this.actor, x, rollout.offset(i), this.random.nextGaussian());
			actorLoss(this.actor, x, rollout.offset(i), draw, weight, this.actorGradient);
			entropy -= weight * draw.logProbability();
		}
		this.actorSteps.update(this.actor, this.actorGradient, this.rate);
		this.temperatureSteps.update(this.temperature, new double[] { entropy - this.settings.entropy() }, this.rate);
	}

	private void criticLoss(Rollout rollout, int sample, double weight) {
		int at = rollout.offset(sample);
		Draw next = draw(this.actor, rollout.following(sample), at, this.random.nextGaussian());
		double value = this.critics.target(rollout.following(sample), at, next.action())
				- temperature() * next.logProbability();
		this.critics.learn(rollout.observations(sample), at, action(rollout.action(sample)),
				rollout.reward(sample) / this.scale.deviation() + this.settings.discount() * value, weight);
	}

	/**
	 * What the actor minimises for one observation, and its gradient: the temperature
	 * times the logarithm of the action's probability, less the action's value.
	 * @param draw the last one, made with these weights
	 * @param weight of the sample
	 * @param gradient added to
	 */
	double actorLoss(double[] weights, double[] x, int at, Draw draw, double weight, double[] gradient) {
		double temperature = temperature();
		SoftCritics.Value value = this.critics.value(x, at, draw.action());
		double byRaw = 2 * temperature * draw.action() - value.slope() * (1 - draw.action() * draw.action());
		double logDeviation = this.pass.output(1);
		boolean clamped = logDeviation < LEAST_LOG_DEVIATION || logDeviation > MOST_LOG_DEVIATION;
		this.outer[0] = weight * byRaw;
		this.outer[1] = clamped ? 0 : weight * (byRaw * draw.noise() - temperature);
		this.network.backward(weights, x, at, this.pass, this.outer, gradient);
		return weight * (temperature * draw.logProbability() - value.value());
	}

	/** Weight of the entropy beside scaled rewards. */
	double temperature() {
		return Math.exp(this.temperature[0]);
	}

	/** What rewards are divided by. */
	double rewardScale() {
		return this.scale.deviation();
	}

	/** The actor's weights as they are. */
	double[] actor() {
		return this.actor.clone();
	}

}

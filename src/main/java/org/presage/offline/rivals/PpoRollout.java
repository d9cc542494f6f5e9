/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

/**
 * A rollout, and how much better than expected each sample was.
 */
final class PpoRollout extends Rollout {

	private final double[] logProbabilities;

	/** {@code [T + 1, N]}. */
	private final double[] values;

	private final double[] scaledRewards;

	private final double[] advantages;

	private final double[] targets;

	PpoRollout(int agents, int steps, int size) {
		super(agents, steps, size);
		int samples = agents * steps;
		this.logProbabilities = new double[samples];
		this.values = new double[samples + agents];
		this.scaledRewards = new double[samples];
		this.advantages = new double[samples];
		this.targets = new double[samples];
	}

	/** What an agent does in the present step, and the value of where it is. */
	void decided(int agent, double action, double logProbability, double value) {
		decided(agent, action);
		this.logProbabilities[present(agent)] = logProbability;
		this.values[present(agent)] = value;
	}

	/** Ends a step. */
	void rewarded(double[] raw, double[] scaled) {
		System.arraycopy(scaled, 0, this.scaledRewards, present(0), agents());
		rewarded(raw);
	}

	/** The value of where an agent is after the last step: the task goes on. */
	void ended(int agent, double value) {
		this.values[samples() + agent] = value;
	}

	/** Makes advantages, of mean 0 and deviation 1, and what the values should be. */
	void estimate(double discount, double lambda) {
		double sum = 0;
		double squares = 0;
		for (int n = 0; n < agents(); n++) {
			double advantage = 0;
			for (int i = samples() - agents() + n; i >= 0; i -= agents()) {
				double surprise = this.scaledRewards[i] + discount * this.values[i + agents()] - this.values[i];
				advantage = surprise + discount * lambda * advantage;
				this.advantages[i] = advantage;
				this.targets[i] = advantage + this.values[i];
				sum += advantage;
				squares += advantage * advantage;
			}
		}
		double mean = sum / samples();
		double deviation = Math.sqrt(Math.max(0, squares / samples() - mean * mean)) + 1e-8;
		for (int i = 0; i < this.advantages.length; i++) {
			this.advantages[i] = (this.advantages[i] - mean) / deviation;
		}
	}

	double logProbability(int sample) {
		return this.logProbabilities[sample];
	}

	double advantage(int sample) {
		return this.advantages[sample];
	}

	double target(int sample) {
		return this.targets[sample];
	}

}

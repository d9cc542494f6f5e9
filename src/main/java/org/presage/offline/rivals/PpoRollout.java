/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

/**
 * What N agents did in T steps, and how much better than expected it was. Sample
 * {@code t·N + n} is step t of agent n.
 */
final class PpoRollout {

	private final int agents;

	private final int steps;

	private final int size;

	private final double[][] observations;

	private final double[] actions;

	private final double[] logProbabilities;

	/** {@code [T + 1, N]}. */
	private final double[] values;

	private final double[] scaledRewards;

	private final double[] advantages;

	private final double[] targets;

	private double rewards;

	private int step;

	PpoRollout(int agents, int steps, int size) {
		this.agents = agents;
		this.steps = steps;
		this.size = size;
		this.observations = new double[steps + 1][agents * size];
		int samples = agents * steps;
		this.actions = new double[samples];
		this.logProbabilities = new double[samples];
		this.values = new double[samples + agents];
		this.scaledRewards = new double[samples];
		this.advantages = new double[samples];
		this.targets = new double[samples];
	}

	/** Where the observations of the present step belong, {@code [N, D]}. */
	double[] next() {
		return this.observations[this.step];
	}

	/** What an agent does in the present step, and the value of where it is. */
	void decided(int agent, double action, double logProbability, double value) {
		int i = this.step * this.agents + agent;
		this.actions[i] = action;
		this.logProbabilities[i] = logProbability;
		this.values[i] = value;
	}

	/** Ends a step. */
	void rewarded(double[] raw, double[] scaled) {
		for (int n = 0; n < this.agents; n++) {
			this.rewards += raw[n];
			this.scaledRewards[this.step * this.agents + n] = scaled[n];
		}
		this.step++;
	}

	/** The value of where an agent is after the last step: the task goes on. */
	void ended(int agent, double value) {
		this.values[this.steps * this.agents + agent] = value;
	}

	/** Makes advantages, of mean 0 and deviation 1, and what the values should be. */
	void estimate(double discount, double lambda) {
		double sum = 0;
		double squares = 0;
		for (int n = 0; n < this.agents; n++) {
			double advantage = 0;
			for (int t = this.steps - 1; t >= 0; t--) {
				int i = t * this.agents + n;
				double surprise = this.scaledRewards[i] + discount * this.values[i + this.agents] - this.values[i];
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

	int samples() {
		return this.agents * this.steps;
	}

	/** Holds the observation of a sample at its {@link #offset}. */
	double[] observations(int sample) {
		return this.observations[sample / this.agents];
	}

	int offset(int sample) {
		return sample % this.agents * this.size;
	}

	double action(int sample) {
		return this.actions[sample];
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

	/** As the task gave them. */
	double meanReward() {
		return this.rewards / samples();
	}

}

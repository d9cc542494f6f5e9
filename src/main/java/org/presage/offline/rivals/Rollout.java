/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

/**
 * What N agents observed, did and received in T steps. Sample {@code t·N + n} is step t
 * of agent n.
 */
class Rollout {

	private final int agents;

	private final int steps;

	private final int size;

	/** {@code [T + 1, N·D]}. */
	private final double[][] observations;

	private final double[] actions;

	private final double[] rewards;

	private int step;

	private int observed;

	Rollout(int agents, int steps, int size) {
		this.agents = agents;
		this.steps = steps;
		this.size = size;
		this.observations = new double[steps + 1][agents * size];
		this.actions = new double[agents * steps];
		this.rewards = new double[agents * steps];
	}

	/** What explores. */
	interface Actor {

		/** Records what an agent does in the present step with {@link #decided}. */
		void decide(int agent);

		/** Records what the agents received, which ends the step. */
		void rewarded(double[] rewards);

	}

	/**
	 * Acts for all steps. What is outside 0..1 is clipped for the task.
	 * @param index of the rollout, for {@link ControlTask#begin}
	 */
	final void collect(ControlTask task, int index, Actor actor) {
		task.begin(index);
		double[] shares = new double[this.agents];
		double[] received = new double[this.agents];
		for (int t = 0; t < this.steps; t++) {
			observe(task);
			for (int n = 0; n < this.agents; n++) {
				actor.decide(n);
				shares[n] = Math.clamp(this.actions[present(n)], 0, 1);
			}
			task.act(shares, received);
			actor.rewarded(received);
		}
		observe(task);
	}

	private void observe(ControlTask task) {
		task.observe(next());
		this.observed = this.step;
	}

	/** The observations of the present step, {@code [N, D]}. */
	final double[] next() {
		return this.observations[this.step];
	}

	/** The sample of an agent in the present step. */
	final int present(int agent) {
		return this.step * this.agents + agent;
	}

	/** What an agent does in the present step. */
	final void decided(int agent, double action) {
		this.actions[present(agent)] = action;
	}

	/** Ends a step. */
	final void rewarded(double[] raw) {
		System.arraycopy(raw, 0, this.rewards, present(0), this.agents);
		this.step++;
	}

	final int agents() {
		return this.agents;
	}

	final int steps() {
		return this.steps;
	}

	final int samples() {
		return this.agents * this.steps;
	}

	/** Number of samples, the first ones, whose next observation is known. */
	final int followed() {
		return this.agents * this.observed;
	}

	/** Holds the observation of a sample at its {@link #offset}. */
	final double[] observations(int sample) {
		return this.observations[sample / this.agents];
	}

	/** Holds the observation one step after a sample at its {@link #offset}. */
	final double[] following(int sample) {
		return this.observations[sample / this.agents + 1];
	}

	final int offset(int sample) {
		return sample % this.agents * this.size;
	}

	final double action(int sample) {
		return this.actions[sample];
	}

	/** As the task gave it. */
	final double reward(int sample) {
		return this.rewards[sample];
	}

	/** As the task gave them. */
	final double meanReward() {
		double sum = 0;
		for (double reward : this.rewards) {
			sum += reward;
		}
		return sum / samples();
	}

}

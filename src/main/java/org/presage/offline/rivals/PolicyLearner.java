/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Random;

/**
 * Learns a policy by trial and error in a {@link ControlTask}, one rollout after the
 * other. Owned by one thread.
 */
public abstract class PolicyLearner {

	final ControlTask task;

	final Random random;

	private final int samples;

	private final int steps;

	/**
	 * @param samples steps of all agents together, 1 or more
	 * @param steps of each agent in a rollout
	 * @param seed of everything random
	 */
	PolicyLearner(ControlTask task, int samples, int steps, long seed) {
		this.task = task;
		this.samples = samples;
		this.steps = steps;
		this.random = new Random(seed);
	}

	/** Learns how far the training is. */
	public interface Listener {

		/**
		 * Called after each rollout.
		 * @param samples so far
		 * @param reward mean of the last rollout, with its exploration
		 * @param policy as it is now
		 */
		void updated(int samples, double reward, SharePolicy policy);

	}

	/** Trains to the end and returns the policy. */
	public final SharePolicy train(Listener listener) {
		int perRollout = this.task.agents() * this.steps;
		int rollouts = Math.ceilDiv(this.samples, perRollout);
		for (int r = 0; r < rollouts; r++) {
			Rollout rollout = learn(r, 1 - (double) r / rollouts);
			listener.updated((r + 1) * perRollout, rollout.meanReward(), policy());
		}
		return policy();
	}

	/**
	 * Acts for one rollout and learns from it.
	 * @param rollout counted from 0
	 * @param left share of the training that is left, above 0 to 1
	 */
	abstract Rollout learn(int rollout, double left);

	/** The policy as it is now. */
	abstract SharePolicy policy();

}

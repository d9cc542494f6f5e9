/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

/**
 * What a policy learns in: N agents that act at the same time and share one policy. It
 * has no end. Owned by one thread.
 */
public interface ControlTask {

	/** Number of agents, N. */
	int agents();

	/** Numbers that an agent observes, D. */
	int observations();

	/**
	 * Called before each rollout, where the task may start again from another state.
	 * @param rollout counted from 0
	 */
	void begin(int rollout);

	/**
	 * @param out receives {@code [N, D]}, finite and about of unit size
	 */
	void observe(double[] out);

	/**
	 * Acts for one step.
	 * @param shares {@code [N]}, 0..1
	 * @param rewards receives {@code [N]}
	 */
	void act(double[] shares, double[] rewards);

}

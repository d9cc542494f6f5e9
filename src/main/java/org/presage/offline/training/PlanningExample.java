/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import org.presage.planner.ActionSpace;
import org.presage.planner.JointSpace;
import org.presage.planner.Reward;

/**
 * Something to plan: from where, for what and within which bounds. Its plan is improved
 * while a model learns to propose it. Owned by one thread.
 */
final class PlanningExample {

	/** Physical values {@code [L, F]}, oldest first, NaN absent. */
	final float[] frames;

	final Reward reward;

	final ActionSpace bounds;

	/** PRBs, NaN if not known. */
	final float inForce;

	/** The best plan known, shares of the bounds {@code [H]}. */
	final float[] plan;

	/** How much the score falls when a step of it moves, {@code [H]}. */
	final float[] weights;

	double score = Double.NEGATIVE_INFINITY;

	double holdScore = Double.NaN;

	PlanningExample(float[] frames, Reward reward, ActionSpace bounds, float inForce, int horizon) {
		this.frames = frames;
		this.reward = reward;
		this.bounds = bounds;
		this.inForce = inForce;
		this.plan = new float[horizon];
		this.weights = new float[horizon];
	}

	JointSpace space() {
		return JointSpace.of(this.bounds);
	}

	/** PRBs from the fewest to the most; at least 1. */
	float span() {
		return Math.max(1, this.bounds.max() - this.bounds.min());
	}

	/** Keeps a plan in PRBs if none before was better. */
	void keep(float[] actions, double found) {
		if (Double.isFinite(found) && found > this.score) {
			this.score = found;
			for (int h = 0; h < this.plan.length; h++) {
				this.plan[h] = Math.clamp((actions[h] - this.bounds.min()) / span(), 0, 1);
			}
		}
	}

	/** How far a score stays behind the best: 0 to that of hold, 1. */
	double regret(double found) {
		return (this.score - found) / (this.score - this.holdScore);
	}

	/** Whether a plan is better than to hold. */
	boolean toGain() {
		return this.score - this.holdScore > 1e-4 * Math.abs(this.score);
	}

}

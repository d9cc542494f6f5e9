/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;

/**
 * Divides rewards by the standard deviation of the discounted sum of all rewards so far,
 * so that values are of unit size whatever the unit of the reward.
 */
final class ReturnScale {

	private static final double LEAST = 1e-4;

	private final double discount;

	private final double[] sums;

	private double mean;

	private double squares;

	private long count;

	ReturnScale(int agents, double discount) {
		this.sums = new double[agents];
		this.discount = discount;
	}

	/** Adds the rewards of one step. */
	void add(double[] rewards) {
		for (int n = 0; n < rewards.length; n++) {
			this.sums[n] = this.discount * this.sums[n] + rewards[n];
			this.count++;
			double delta = this.sums[n] - this.mean;
			this.mean += delta / this.count;
			this.squares += delta * (this.sums[n] - this.mean);
		}
	}

	/** What rewards are divided by; known after the first {@link #add}. */
	double deviation() {
		return Math.max(LEAST, Math.sqrt(this.squares / this.count));
	}

	/** Adds the rewards of one step and returns them scaled. */
	double[] scaled(double[] rewards) {
		add(rewards);
		double deviation = deviation();
		return Arrays.stream(rewards).map((reward) -> reward / deviation).toArray();
	}

}

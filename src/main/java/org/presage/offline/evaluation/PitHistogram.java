/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

/**
 * Histogram of probability integral transforms (Dawid, 1984): where in its predicted
 * distribution each truth fell. Flat for a right forecast, a bowl for one too sure of
 * itself, a hill for one too unsure.
 */
public final class PitHistogram {

	/** Bins over 0..1. */
	public static final int BINS = 20;

	private final boolean[] judged;

	private final long[][] counts;

	PitHistogram(boolean[] judged) {
		this.judged = judged;
		this.counts = new long[judged.length][BINS];
	}

	/**
	 * @param probability of a value below the truth; NaN counts nowhere
	 */
	void add(int target, double probability) {
		if (!Double.isNaN(probability)) {
			this.counts[target][Math.min(BINS - 1, (int) (probability * BINS))]++;
		}
	}

	/** Share of each bin; over all targets for −1; NaN without any value. */
	public double[] shares(int target) {
		double[] shares = new double[BINS];
		double total = 0;
		for (int y = 0; y < this.counts.length; y++) {
			if (this.judged[y] && (target < 0 || target == y)) {
				for (int b = 0; b < BINS; b++) {
					shares[b] += this.counts[y][b];
					total += this.counts[y][b];
				}
			}
		}
		for (int b = 0; b < BINS; b++) {
			shares[b] /= total;
		}
		return shares;
	}

}

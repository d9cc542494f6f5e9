/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;
import java.util.Random;

/**
 * Bounds of a weighted mean over windows that follow each other and are therefore alike:
 * whole blocks of windows are drawn again (Künsch, 1989; with fixed blocks, as Carlstein,
 * 1986), and the 2.5 and 97.5 percentiles of the mean are the bounds. The same blocks are
 * drawn at every call, so that the bounds of different policies can be compared.
 */
final class BlockBootstrap {

	/** With fewer the percentiles mean nothing. */
	static final int MIN_BLOCKS = 8;

	private static final double TAIL = 0.025;

	private final int[] block;

	private final int blocks;

	private final int replicates;

	private final long seed;

	/**
	 * @param block of each window, numbered from 0 without gaps
	 */
	BlockBootstrap(int[] block, int replicates, long seed) {
		this.block = block;
		this.blocks = Arrays.stream(block).max().orElse(-1) + 1;
		this.replicates = replicates;
		this.seed = seed;
	}

	int blocks() {
		return this.blocks;
	}

	/**
	 * @param values one a window; NaN is left out
	 * @param weights one a window, not negative
	 */
	Interval interval(double[] values, double[] weights) {
		double[] sum = new double[this.blocks];
		double[] weight = new double[this.blocks];
		int used = 0;
		for (int i = 0; i < values.length; i++) {
			if (!Double.isNaN(values[i])) {
				int b = this.block[i];
				used += (weight[b] == 0 && weights[i] > 0) ? 1 : 0;
				sum[b] += weights[i] * values[i];
				weight[b] += weights[i];
			}
		}
		if (used < MIN_BLOCKS) {
			return Interval.UNKNOWN;
		}
		double[] means = means(sum, weight);
		int cut = (int) Math.floor(TAIL * (means.length - 1));
		return new Interval(means[cut], means[means.length - 1 - cut]);
	}

	private double[] means(double[] sum, double[] weight) {
		Random random = new Random(this.seed);
		double[] means = new double[this.replicates];
		for (int r = 0; r < means.length; r++) {
			double total = 0;
			double mass = 0;
			while (mass == 0) {
				for (int b = 0; b < this.blocks; b++) {
					int drawn = random.nextInt(this.blocks);
					total += sum[drawn];
					mass += weight[drawn];
				}
			}
			means[r] = total / mass;
		}
		Arrays.sort(means);
		return means;
	}

}

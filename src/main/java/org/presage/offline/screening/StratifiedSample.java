/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;
import java.util.Random;

/**
 * Windows drawn without replacement from two strata, the tail and the rest, and the
 * weight that each carries so that weighted means are unbiased for the population
 * (Horvitz and Thompson, 1952).
 *
 * @param index of each window in the population, rising
 * @param weight of each window; their mean is 1
 * @param tail of each window, whether it is from the tail
 */
record StratifiedSample(int[] index, double[] weight, boolean[] tail) {

	/**
	 * @param tail of each window in the population
	 * @param size windows to draw; 0 for as many as there are
	 * @param stress share of them that comes from the tail; 0 to draw from all alike
	 */
	static StratifiedSample draw(boolean[] tail, int size, double stress, long seed) {
		int population = tail.length;
		int[] tails = members(tail, true);
		int[] rest = members(tail, false);
		Random random = new Random(seed);
		int wanted = (size > 0) ? Math.min(size, population) : population;
		if (stress == 0) {
			int[] all = new int[population];
			Arrays.setAll(all, (i) -> i);
			double[] weights = new double[population];
			Arrays.fill(weights, 1);
			return of(first(all, wanted, random), weights, tail);
		}
		// As many as both strata can give at that share.
		int drawn = (int) Math.min(wanted, Math.min(tails.length / stress, rest.length / (1 - stress)));
		int fromTail = (int) Math.round(stress * drawn);
		int[] both = Arrays.copyOf(first(tails, fromTail, random), drawn);
		System.arraycopy(first(rest, drawn - fromTail, random), 0, both, fromTail, drawn - fromTail);
		double[] weights = new double[population];
		for (int i = 0; i < population; i++) {
			weights[i] = tail[i] ? (double) tails.length / population * drawn / fromTail
					: (double) rest.length / population * drawn / (drawn - fromTail);
		}
		return of(both, weights, tail);
	}

	private static StratifiedSample of(int[] drawn, double[] weights, boolean[] tails) {
		Arrays.sort(drawn);
		double[] weight = new double[drawn.length];
		boolean[] tail = new boolean[drawn.length];
		for (int i = 0; i < drawn.length; i++) {
			weight[i] = weights[drawn[i]];
			tail[i] = tails[drawn[i]];
		}
		return new StratifiedSample(drawn, weight, tail);
	}

	private static int[] members(boolean[] tail, boolean wanted) {
		int[] members = new int[tail.length];
		int count = 0;
		for (int i = 0; i < tail.length; i++) {
			if (tail[i] == wanted) {
				members[count++] = i;
			}
		}
		return Arrays.copyOf(members, count);
	}

	/** The first ones of a random order (Fisher and Yates). */
	private static int[] first(int[] of, int count, Random random) {
		for (int i = 0; i < count; i++) {
			int other = i + random.nextInt(of.length - i);
			int swapped = of[i];
			of[i] = of[other];
			of[other] = swapped;
		}
		return Arrays.copyOf(of, count);
	}

	int size() {
		return this.index.length;
	}

}

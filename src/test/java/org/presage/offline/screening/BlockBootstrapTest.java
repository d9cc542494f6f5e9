/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BlockBootstrapTest {

	private static final int BLOCKS = 64;

	private static final int LENGTH = 30;

	private static int[] blocks(int windows) {
		int[] block = new int[windows];
		Arrays.setAll(block, (i) -> i / LENGTH);
		return block;
	}

	/**
	 * Broken or not, in spells of a few windows, three windows in ten; the truth is
	 * known. Half of the windows weigh three times as much as the others.
	 */
	@Test
	void boundsHoldTheTruthAboutAsOftenAsTheySay() {
		int runs = 400;
		int held = 0;
		int heldAsIfIndependent = 0;
		for (int run = 0; run < runs; run++) {
			Random random = new Random(run);
			double[] broken = new double[BLOCKS * LENGTH];
			double[] weights = new double[broken.length];
			boolean state = random.nextDouble() < 0.3;
			for (int i = 0; i < broken.length; i++) {
				state = (random.nextDouble() < 0.25) ? random.nextDouble() < 0.3 : state;
				broken[i] = state ? 1 : 0;
				weights[i] = (i % 2 == 0) ? 1.5 : 0.5;
			}
			Interval bounds = new BlockBootstrap(blocks(broken.length), 300, run).interval(broken, weights);
			held += (bounds.low() <= 0.3 && 0.3 <= bounds.high()) ? 1 : 0;
			int[] own = new int[broken.length];
			Arrays.setAll(own, (i) -> i);
			Interval naive = new BlockBootstrap(own, 100, run).interval(broken, weights);
			heldAsIfIndependent += (naive.low() <= 0.3 && 0.3 <= naive.high()) ? 1 : 0;
		}
		assertThat((double) held / runs).isBetween(0.9, 0.98);
		assertThat((double) heldAsIfIndependent / runs).as("windows taken for independent").isLessThan(0.7);
	}

	@Test
	void sameSeedGivesTheSameBounds() {
		double[] values = new Random(1).doubles(BLOCKS * LENGTH).toArray();
		double[] weights = new Random(2).doubles(values.length).toArray();
		Interval once = new BlockBootstrap(blocks(values.length), 200, 5).interval(values, weights);
		assertThat(new BlockBootstrap(blocks(values.length), 200, 5).interval(values, weights)).isEqualTo(once);
		assertThat(new BlockBootstrap(blocks(values.length), 200, 6).interval(values, weights)).isNotEqualTo(once);
		assertThat(once.low()).isLessThan(once.high());
	}

	@Test
	void absentValuesAreLeftOutAndTooFewBlocksTellNothing() {
		double[] values = new double[10 * LENGTH];
		Arrays.fill(values, 2);
		double[] weights = new double[values.length];
		Arrays.fill(weights, 1);
		values[5] = Double.NaN;
		assertThat(new BlockBootstrap(blocks(values.length), 100, 1).interval(values, weights))
			.isEqualTo(new Interval(2, 2));
		Arrays.fill(values, 0, 4 * LENGTH, Double.NaN);
		assertThat(new BlockBootstrap(blocks(values.length), 100, 1).interval(values, weights).high()).isNaN();
	}

}

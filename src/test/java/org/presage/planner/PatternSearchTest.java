/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PatternSearchTest extends OptimizerKit {

	private static final int STEPS = 8;

	private static final int MOST_LOW = 3;

	private static final int LEVELS = 15;

	@Override
	OptimizerSettings settings() {
		return PatternSettings.efficient(1);
	}

	@Test
	void oneRoundSolvesAQuadraticOfItsDimensions() {
		float[] optimum = { 0.31f, -0.42f, 0.53f, 0.1f, -0.2f, 0.33f, 0.4f };
		int size = optimum.length;
		float[] low = new float[size];
		float[] high = new float[size];
		Arrays.fill(low, -1);
		Arrays.fill(high, 1);
		Solution solution = new PatternSettings(4, 2, 3, 0.2, 0.5, 1).optimizer(size)
			.maximize((count, points, values) -> {
				for (int p = 0; p < count; p++) {
					values[p] = 0;
					for (int d = 0; d < size; d++) {
						values[p] -= (1 + d) * Math.pow(points[p * size + d] - optimum[d], 2);
					}
				}
			}, low, high, new float[size], new float[size], 1, () -> false);
		for (int d = 0; d < size; d++) {
			assertThat(solution.best()[d]).as("parabolas are exact here").isCloseTo(optimum[d], within(1e-3f));
		}
	}

	/**
	 * A loaded cell has all PRBs in force, and three of its steps gain with a quarter of
	 * them, not with half of them; four lose what three gain.
	 */
	@Test
	void findsWhichStepsOfALoadedCellMayHaveFewPrbs() {
		SplittableRandom random = new SplittableRandom(7);
		double lost = 0;
		int cells = 50;
		float[] all = new float[STEPS];
		Arrays.fill(all, 1);
		float[] constants = new float[LEVELS * STEPS];
		for (int level = 0; level < LEVELS; level++) {
			Arrays.fill(constants, level * STEPS, (level + 1) * STEPS, 1 - level / (LEVELS - 1f));
		}
		for (int cell = 0; cell < cells; cell++) {
			double[] gains = random.doubles(STEPS, 0.5, 1.5).toArray();
			double best = Arrays.stream(gains).sorted().skip(STEPS - MOST_LOW).sum();
			Solution solution = PatternSettings.efficient(1)
				.optimizer(STEPS, STEPS)
				.maximize((count, points, values) -> {
					for (int p = 0; p < count; p++) {
						values[p] = gain(gains, points, p * STEPS);
					}
				}, new float[STEPS], all, all, constants, LEVELS, () -> false);
			assertThat(solution.evaluations()).isLessThanOrEqualTo(100);
			lost += (best - solution.bestValue()) / best / cells;
		}
		assertThat(lost).as("share of the gain that is lost, mean").isLessThan(0.05);
	}

	private static double gain(double[] gains, float[] points, int offset) {
		double sum = 0;
		double low = 0;
		for (int d = 0; d < STEPS; d++) {
			double dip = Math.clamp((1 - points[offset + d]) / 0.75, 0, 1);
			sum += gains[d] * dip - 4 * dip * (1 - dip) - 8 * Math.max(0, 0.25 - points[offset + d]);
			low += dip;
		}
		return sum - 4 * Math.max(0, low - MOST_LOW);
	}

}

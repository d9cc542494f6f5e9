/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PatternSearchTest extends OptimizerKit {

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
		java.util.Arrays.fill(low, -1);
		java.util.Arrays.fill(high, 1);
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

}

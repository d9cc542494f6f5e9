/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridSearchTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return new GridSettings(500, 31);
	}

	@Test
	void evaluatesEveryPointOnce() {
		Optimizer grid = new GridSettings(7, 3).optimizer(2);
		java.util.Set<String> seen = new java.util.HashSet<>();
		grid.maximize((count, points, values) -> {
			for (int p = 0; p < count; p++) {
				assertThat(seen.add(points[2 * p] + " " + points[2 * p + 1])).isTrue();
				values[p] = 0;
			}
		}, new float[] { 0, 10 }, new float[] { 1, 20 }, new float[2], new float[2], 0, () -> false);
		assertThat(seen).hasSize(9).contains("0.0 10.0", "0.5 15.0", "1.0 20.0");
	}

	@Test
	void gridThatWouldNeverEndIsRefused() {
		assertThatThrownBy(() -> new GridSettings(500, 31).optimizer(9)).hasMessageContaining("levels")
			.hasMessageContaining("9 dimensions");
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How random shooting searches.
 *
 * @param population candidates that are evaluated at once; at least 4
 * @param iterations most times that this is done; at least 1
 * @param seed of the candidates
 */
public record RandomSettings(int population, int iterations, long seed) implements OptimizerSettings {

	public RandomSettings {
		OptimizerSettings.require("population", population >= 4 && population <= 65_536, "4 to 65536", population);
		OptimizerSettings.require("iterations", iterations >= 1 && iterations <= 100_000, "1 to 100000", iterations);
	}

	@Override
	public int budget(int dimensions) {
		return this.population * this.iterations;
	}

	@Override
	public Optimizer optimizer(int dimensions, int block) {
		return new RandomShooting(this, dimensions);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How model predictive path integral control searches.
 *
 * @param population candidates of an iteration; at least 4
 * @param iterations most iterations; at least 1
 * @param temperature λ, in standard deviations of an iteration's values: small follows
 * the best candidate, large their mean; above 0
 * @param spread standard deviation of the noise, as a share of the box; above 0
 * @param shrink factor on the spread after each iteration; in (0, 1]
 * @param seed of the noise
 */
public record MppiSettings(int population, int iterations, double temperature, double spread, double shrink,
		long seed) implements OptimizerSettings {

	public MppiSettings {
		OptimizerSettings.require("population", population >= 4 && population <= 65_536, "4 to 65536", population);
		OptimizerSettings.require("iterations", iterations >= 1 && iterations <= 100, "1 to 100", iterations);
		OptimizerSettings.require("temperature", temperature > 0 && Double.isFinite(temperature), "above 0",
				temperature);
		OptimizerSettings.require("spread", spread > 0 && Double.isFinite(spread), "above 0", spread);
		OptimizerSettings.require("shrink", shrink > 0 && shrink <= 1, "above 0 and at most 1", shrink);
	}

	/** Settings that do well in {@code bench regret}. */
	public static MppiSettings standard(int population, int iterations, long seed) {
		return new MppiSettings(population, iterations, 0.1, 0.35, 0.5, seed);
	}

	@Override
	public int budget(int dimensions) {
		return this.population * this.iterations;
	}

	@Override
	public Optimizer optimizer(int dimensions, int block) {
		return new PathIntegral(this, dimensions);
	}

}

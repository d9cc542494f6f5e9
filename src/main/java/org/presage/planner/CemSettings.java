/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How the cross-entropy method searches.
 *
 * @param population candidates of the first iteration; at least 4
 * @param iterations most iterations; at least 1
 * @param decay each iteration has this many times fewer candidates than the one before,
 * but never fewer than twice the elites; at least 1
 * @param eliteShare share of the first iteration's candidates that the next one is fitted
 * to; in (0, 1)
 * @param keepElites compete with the elites of the iteration before, and count the mean
 * among the candidates
 * @param lowDiscrepancy evenly filling antithetic noise instead of independent noise
 * @param initialSpread standard deviation of the first iteration, as a share of the box;
 * above 0
 * @param minSpread floor of the standard deviation, as a share of the box; 0 for none
 * @param returnMean return the last mean, as published, instead of the best point seen
 * @param seed of the noise
 */
public record CemSettings(int population, int iterations, double decay, double eliteShare, boolean keepElites,
		boolean lowDiscrepancy, double initialSpread, double minSpread, boolean returnMean,
		long seed) implements OptimizerSettings {

	public CemSettings {
		OptimizerSettings.require("population", population >= 4 && population <= 65_536, "4 to 65536", population);
		OptimizerSettings.require("iterations", iterations >= 1 && iterations <= 100, "1 to 100", iterations);
		OptimizerSettings.require("decay", decay >= 1 && decay <= 10, "1 to 10", decay);
		OptimizerSettings.require("eliteShare", eliteShare > 0 && eliteShare < 1, "above 0 and below 1", eliteShare);
		OptimizerSettings.require("initialSpread", initialSpread > 0 && Double.isFinite(initialSpread), "above 0",
				initialSpread);
		OptimizerSettings.require("minSpread", minSpread >= 0 && Double.isFinite(minSpread), "0 or more", minSpread);
	}

	/**
	 * As published (arXiv 2511.02748): 256 candidates, 4 iterations, 10 % elites, the
	 * mean is returned.
	 */
	public static CemSettings published(long seed) {
		return new CemSettings(256, 4, 1, 0.1, false, false, 0.5, 0, true, seed);
	}

	/**
	 * Sample-efficient, in the manner of iCEM (Pinneri et al., CoRL 2020): 96 candidates
	 * in all.
	 */
	public static CemSettings efficient(long seed) {
		return new CemSettings(32, 3, 1, 0.12, true, true, 0.4, 0.02, false, seed);
	}

	/** The same search with other numbers of candidates. */
	public CemSettings resized(int candidates, int most) {
		return new CemSettings(candidates, most, this.decay, this.eliteShare, this.keepElites, this.lowDiscrepancy,
				this.initialSpread, this.minSpread, this.returnMean, this.seed);
	}

	/** Elites of an iteration; at least 2, so that there is a spread. */
	public int elites() {
		return Math.max(2, (int) Math.round(this.eliteShare * this.population));
	}

	/** Candidates of an iteration, counted from 0. */
	public int population(int iteration) {
		int decayed = (int) Math.round(this.population / Math.pow(this.decay, iteration));
		return Math.min(this.population, Math.max(decayed, 2 * elites()));
	}

	@Override
	public int budget(int dimensions) {
		int sum = 0;
		for (int i = 0; i < this.iterations; i++) {
			sum += population(i);
		}
		return sum;
	}

	@Override
	public Optimizer optimizer(int dimensions, int block) {
		return new CrossEntropyMethod(this, dimensions);
	}

}

package org.presage.planner;

/**
 * How the cross-entropy method searches.
 *
 * @param population candidates of an iteration; at least 4
 * @param iterations most iterations; at least 1
 * @param eliteShare share of an iteration's candidates that the next one is fitted to; in
 * (0, 1)
 * @param keepElites compete with the elites of the iteration before, and count the mean
 * among the candidates
 * @param lowDiscrepancy evenly filling antithetic noise instead of independent noise
 * @param initialSpread standard deviation of the first iteration, as a share of the box;
 * above 0
 * @param minSpread floor of the standard deviation, as a share of the box; 0 for none
 * @param returnMean return the last mean, as published, instead of the best point seen
 * @param seed of the noise
 */
public record CemSettings(int population, int iterations, double eliteShare, boolean keepElites, boolean lowDiscrepancy,
		double initialSpread, double minSpread, boolean returnMean, long seed) {

	public CemSettings {
		require("population", population >= 4 && population <= 65_536, "4 to 65536", population);
		require("iterations", iterations >= 1 && iterations <= 100, "1 to 100", iterations);
		require("eliteShare", eliteShare > 0 && eliteShare < 1, "above 0 and below 1", eliteShare);
		require("initialSpread", initialSpread > 0, "above 0", initialSpread);
		require("minSpread", minSpread >= 0, "0 or more", minSpread);
	}

	/**
	 * As published (arXiv 2511.02748): 256 candidates, 4 iterations, 10 % elites, the
	 * mean is returned.
	 */
	public static CemSettings published(long seed) {
		return new CemSettings(256, 4, 0.1, false, false, 0.5, 0, true, seed);
	}

	/**
	 * Sample-efficient, in the manner of iCEM (Pinneri et al., CoRL 2020): 96 candidates
	 * in all.
	 */
	public static CemSettings efficient(long seed) {
		return new CemSettings(32, 3, 0.12, true, true, 0.4, 0.02, false, seed);
	}

	/** Elites of an iteration; at least 2, so that there is a spread. */
	public int elites() {
		return Math.max(2, (int) Math.round(this.eliteShare * this.population));
	}

	private static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
		}
	}

}

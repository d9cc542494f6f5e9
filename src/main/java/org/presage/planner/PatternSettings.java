/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How pattern search with parabolic steps searches.
 *
 * @param population candidates of the first iteration, the guesses among them; at least 4
 * @param rounds of probing each dimension to both sides and stepping; at least 1
 * @param steps candidates along the step of a round; at least 1
 * @param reach of the first round's probes, as a share of the box; above 0, at most 1
 * @param shrink factor on the reach after each round; in (0, 1]
 * @param seed of the noise that fills the first iteration
 */
public record PatternSettings(int population, int rounds, int steps, double reach, double shrink,
		long seed) implements OptimizerSettings {

	public PatternSettings {
		OptimizerSettings.require("population", population >= 4 && population <= 65_536, "4 to 65536", population);
		OptimizerSettings.require("rounds", rounds >= 1 && rounds <= 100, "1 to 100", rounds);
		OptimizerSettings.require("steps", steps >= 1 && steps <= 1024, "1 to 1024", steps);
		OptimizerSettings.require("reach", reach > 0 && reach <= 1, "above 0 and at most 1", reach);
		OptimizerSettings.require("shrink", shrink > 0 && shrink <= 1, "above 0 and at most 1", shrink);
	}

	/** 100 plans in all for a horizon of 8. */
	public static PatternSettings efficient(long seed) {
		return new PatternSettings(16, 4, 5, 0.3, 0.4, seed);
	}

	/** The same search with other numbers of candidates. */
	public PatternSettings resized(int candidates, int most) {
		return new PatternSettings(candidates, most, this.steps, this.reach, this.shrink, this.seed);
	}

	@Override
	public int budget(int dimensions) {
		return this.population + this.rounds * (2 * dimensions + this.steps);
	}

	@Override
	public Optimizer optimizer(int dimensions, int block) {
		return new PatternSearch(this, dimensions, block);
	}

}

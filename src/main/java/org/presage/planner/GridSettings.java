/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How exhaustive search on a grid searches.
 *
 * @param population points that are evaluated at once; at least 4
 * @param levels of each dimension, evenly spread over the box, its corners among them; at
 * least 2
 */
public record GridSettings(int population, int levels) implements OptimizerSettings {

	/** More points than this are a mistake, not a search. */
	private static final int MOST_POINTS = 10_000_000;

	public GridSettings {
		OptimizerSettings.require("population", population >= 4 && population <= 65_536, "4 to 65536", population);
		OptimizerSettings.require("levels", levels >= 2 && levels <= 1024, "2 to 1024", levels);
	}

	@Override
	public int budget(int dimensions) {
		double points = Math.pow(this.levels, dimensions);
		OptimizerSettings.require("levels", points <= MOST_POINTS,
				"a grid of at most " + MOST_POINTS + " points over " + dimensions + " dimensions", this.levels);
		return (int) points;
	}

	@Override
	public Optimizer optimizer(int dimensions, int block) {
		return new GridSearch(this, dimensions);
	}

}

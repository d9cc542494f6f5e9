/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import org.presage.planner.CemSettings;
import org.presage.planner.GridSettings;
import org.presage.planner.MppiSettings;
import org.presage.planner.OptimizerSettings;
import org.presage.planner.PatternSettings;
import org.presage.planner.RandomSettings;
import org.presage.planner.SurrogateSettings;

/** Searches that are known by name. */
public enum SearchPreset {

	/** Pattern search with parabolic steps: 100 plans a decision at a horizon of 8. */
	EFFICIENT {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			PatternSettings base = PatternSettings.efficient(seed);
			return base.resized(or(population, base.population()), or(iterations, base.rounds()));
		}
	},
	/** A model of each step's response: 100 plans a decision in five calls. */
	SURROGATE {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			SurrogateSettings base = SurrogateSettings.standard(seed);
			return base.resized(or(population, base.first()), or(iterations, base.calls() + 1));
		}
	},
	/** The same for little time: 24 plans a decision in two calls. */
	QUICK {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			SurrogateSettings base = SurrogateSettings.quick(seed);
			return base.resized(or(population, base.first()), or(iterations, base.calls() + 1));
		}
	},
	/** Sample-efficient cross-entropy method: 96 plans a decision. */
	CEM {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			CemSettings base = CemSettings.efficient(seed);
			return base.resized(or(population, base.population()), or(iterations, base.iterations()));
		}
	},
	/** Cross-entropy method as published: 1,024 plans a decision. */
	PUBLISHED {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			CemSettings base = CemSettings.published(seed);
			return base.resized(or(population, base.population()), or(iterations, base.iterations()));
		}
	},
	/** Model predictive path integral control. */
	MPPI {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			return MppiSettings.standard(or(population, 32), or(iterations, 3), seed);
		}
	},
	/** Random shooting. */
	RANDOM {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			return new RandomSettings(or(population, 32), or(iterations, 3), seed);
		}
	},
	/** Every point of a grid with as many levels as iterations: for one or two knots. */
	GRID {
		@Override
		OptimizerSettings settings(int population, int iterations, long seed) {
			return new GridSettings(or(population, 32), or(iterations, GRID_LEVELS));
		}
	};

	/** Levels of a knot where no number is configured. */
	static final int GRID_LEVELS = 8;

	/**
	 * @param population plans of an iteration; 0 for this preset's own
	 * @param iterations at most; 0 for this preset's own
	 */
	abstract OptimizerSettings settings(int population, int iterations, long seed);

	private static int or(int value, int otherwise) {
		return (value > 0) ? value : otherwise;
	}

}

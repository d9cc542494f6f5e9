/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How the search with a surrogate works: a designed first call, then calls with the best
 * points of a model of the responses.
 *
 * @param first points of the first call
 * @param next points of each further call
 * @param calls further calls
 * @param seed of the points that are drawn
 */
public record SurrogateSettings(int first, int next, int calls, long seed) implements OptimizerSettings {

	public SurrogateSettings {
		OptimizerSettings.require("first", first >= 4 && first <= 4096, "4 to 4096", first);
		OptimizerSettings.require("next", next >= 1 && next <= 1024, "1 to 1024", next);
		OptimizerSettings.require("calls", calls >= 0 && calls <= 100, "0 to 100", calls);
	}

	/** 100 plans in all, in five calls. */
	public static SurrogateSettings standard(long seed) {
		return new SurrogateSettings(16, 21, 4, seed);
	}

	/** 24 plans in all, in two calls. */
	public static SurrogateSettings quick(long seed) {
		return new SurrogateSettings(12, 12, 1, seed);
	}

	/**
	 * The same search with other numbers of points.
	 * @param candidates points of the first call
	 * @param iterations calls in all, 1 or more
	 */
	public SurrogateSettings resized(int candidates, int iterations) {
		return new SurrogateSettings(candidates, this.next, iterations - 1, this.seed);
	}

	@Override
	public int budget(int dimensions) {
		return this.first + this.calls * this.next;
	}

	@Override
	public Optimizer optimizer(int dimensions, int block) {
		return new SurrogateSearch(this, dimensions, block);
	}

}

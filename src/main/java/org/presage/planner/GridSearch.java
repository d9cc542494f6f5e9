/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/** Every point of a grid over the box: for few dimensions, and as an oracle. */
final class GridSearch extends SamplingOptimizer {

	private final int levels;

	private final int size;

	private int at;

	GridSearch(GridSettings settings, int dimensions) {
		super(dimensions, settings.population());
		this.levels = settings.levels();
		this.size = settings.budget(dimensions);
	}

	@Override
	void begin() {
		this.at = 0;
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		int count = Math.min(population(), next + this.size - this.at);
		for (int p = next; p < count; p++, this.at++) {
			int digits = this.at;
			for (int d = 0; d < dimensions(); d++) {
				float share = (digits % this.levels) / (this.levels - 1f);
				into[p * dimensions() + d] = this.low[d] + share * (this.high[d] - this.low[d]);
				digits /= this.levels;
			}
		}
		return count;
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		return found.evaluations > found.nonFinite;
	}

}

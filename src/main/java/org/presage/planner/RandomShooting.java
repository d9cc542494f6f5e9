/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.SplittableRandom;

/** Candidates drawn evenly from the box; the best one wins. */
final class RandomShooting extends SamplingOptimizer {

	private final RandomSettings settings;

	private SplittableRandom random;

	RandomShooting(RandomSettings settings, int dimensions) {
		super(dimensions, settings.population());
		this.settings = settings;
		this.random = new SplittableRandom(settings.seed());
	}

	@Override
	void begin() {
		this.random = new SplittableRandom(this.settings.seed());
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		if (iteration == this.settings.iterations()) {
			return 0;
		}
		for (int i = next * dimensions(); i < population() * dimensions(); i++) {
			int d = i % dimensions();
			into[i] = (float) (this.low[d] + this.random.nextDouble() * (this.high[d] - this.low[d]));
		}
		return population();
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		return found.evaluations > found.nonFinite;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * Model predictive path integral control (Williams et al., ICRA 2017): the next mean is
 * the mean of the candidates, weighted by the exponential of their value. The temperature
 * is in units of the values' spread, so that it means the same for every objective. The
 * best candidate seen is the solution.
 */
final class PathIntegral extends SamplingOptimizer {

	private final MppiSettings settings;

	private final float[] noise;

	PathIntegral(MppiSettings settings, int dimensions) {
		super(dimensions, settings.population());
		this.settings = settings;
		this.noise = GaussianNoise.lowDiscrepancy(settings.budget(dimensions), dimensions, settings.seed());
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		if (iteration == this.settings.iterations()) {
			return 0;
		}
		int at = next;
		System.arraycopy(this.mean, 0, into, at++ * dimensions(), dimensions());
		double spread = this.settings.spread() * Math.pow(this.settings.shrink(), iteration);
		for (; at < population(); at++) {
			int row = iteration * population() + at;
			for (int d = 0; d < dimensions(); d++) {
				double moved = this.mean[d]
						+ spread * (this.high[d] - this.low[d]) * this.noise[row * dimensions() + d];
				into[at * dimensions() + d] = Math.clamp((float) moved, this.low[d], this.high[d]);
			}
		}
		return population();
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		double best = Double.NEGATIVE_INFINITY;
		double sum = 0;
		double squares = 0;
		int finite = 0;
		for (int p = 0; p < count; p++) {
			if (Double.isFinite(values[p])) {
				best = Math.max(best, values[p]);
				sum += values[p];
				squares += values[p] * values[p];
				finite++;
			}
		}
		if (finite < 2) {
			return false;
		}
		double deviation = Math.sqrt(Math.max(0, squares / finite - sum / finite * (sum / finite)));
		if (deviation > 0) {
			move(count, from, values, best, this.settings.temperature() * deviation);
		}
		return true;
	}

	private void move(int count, float[] from, double[] values, double best, double temperature) {
		for (int d = 0; d < dimensions(); d++) {
			double weights = 0;
			double weighted = 0;
			for (int p = 0; p < count; p++) {
				if (Double.isFinite(values[p])) {
					double weight = Math.exp((values[p] - best) / temperature);
					weights += weight;
					weighted += weight * from[p * dimensions() + d];
				}
			}
			this.mean[d] = (float) (weighted / weights);
		}
	}

}

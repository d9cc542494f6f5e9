/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * The cross-entropy method (Rubinstein, 1999): sample around a mean, keep the elites,
 * move mean and spread towards them. The settings decide whether it is the published
 * planner or a sample-efficient one.
 */
final class CrossEntropyMethod extends SamplingOptimizer {

	/** How much of the elites' mean a new iteration takes over. */
	private static final double MEAN_LEARNING = 0.9;

	/**
	 * How much of the elites' spread: less, because few elites lie closer together than
	 * the optimum is far.
	 */
	private static final double SPREAD_LEARNING = 0.6;

	/**
	 * Share of the elites that competes in the next iteration; all of them would narrow
	 * the search too soon.
	 */
	private static final double KEPT = 0.3;

	private final CemSettings settings;

	private final float[] noise;

	private final float[] spread;

	private final float[] elites;

	private final double[] eliteValues;

	private int eliteCount;

	private int drawn;

	CrossEntropyMethod(CemSettings settings, int dimensions) {
		super(dimensions, settings.population());
		this.settings = settings;
		int draws = settings.budget(dimensions);
		this.noise = settings.lowDiscrepancy() ? GaussianNoise.lowDiscrepancy(draws, dimensions, settings.seed())
				: GaussianNoise.independent(draws * dimensions, settings.seed());
		this.spread = new float[dimensions];
		this.elites = new float[settings.elites() * dimensions];
		this.eliteValues = new double[settings.elites()];
	}

	@Override
	void begin() {
		this.eliteCount = 0;
		this.drawn = 0;
		for (int d = 0; d < dimensions(); d++) {
			this.spread[d] = (float) (this.settings.initialSpread() * (this.high[d] - this.low[d]));
		}
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		if (iteration == this.settings.iterations()) {
			return 0;
		}
		int count = this.settings.population(iteration);
		int at = next;
		if (this.settings.keepElites() && at < count) {
			System.arraycopy(this.mean, 0, into, at * dimensions(), dimensions());
			at++;
		}
		for (; at < count; at++, this.drawn++) {
			for (int d = 0; d < dimensions(); d++) {
				float moved = this.mean[d] + this.spread[d] * this.noise[this.drawn * dimensions() + d];
				into[at * dimensions() + d] = Math.clamp(moved, this.low[d], this.high[d]);
			}
		}
		return count;
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		this.eliteCount = this.settings.keepElites() ? (int) Math.ceil(KEPT * this.eliteCount) : 0;
		for (int p = 0; p < count; p++) {
			if (Double.isFinite(values[p])) {
				insert(from, p, values[p]);
			}
		}
		if (this.eliteCount < this.settings.elites()) {
			return false;
		}
		refit();
		if (this.settings.returnMean()) {
			System.arraycopy(this.mean, 0, found.best, 0, dimensions());
		}
		return true;
	}

	/** Merges a candidate into the elites, which stay sorted, best first. */
	private void insert(float[] from, int point, double value) {
		int size = dimensions();
		int capacity = this.eliteValues.length;
		if (this.eliteCount == capacity && value <= this.eliteValues[capacity - 1]) {
			return;
		}
		int at = (this.eliteCount < capacity) ? this.eliteCount++ : capacity - 1;
		while (at > 0 && this.eliteValues[at - 1] < value) {
			this.eliteValues[at] = this.eliteValues[at - 1];
			System.arraycopy(this.elites, (at - 1) * size, this.elites, at * size, size);
			at--;
		}
		this.eliteValues[at] = value;
		System.arraycopy(from, point * size, this.elites, at * size, size);
	}

	private void refit() {
		for (int d = 0; d < dimensions(); d++) {
			double sum = 0;
			double squares = 0;
			for (int e = 0; e < this.eliteCount; e++) {
				double x = this.elites[e * dimensions() + d];
				sum += x;
				squares += x * x;
			}
			double eliteMean = sum / this.eliteCount;
			double deviation = Math.sqrt(Math.max(0, squares / this.eliteCount - eliteMean * eliteMean));
			double floor = this.settings.minSpread() * (this.high[d] - this.low[d]);
			this.mean[d] += (float) (MEAN_LEARNING * (eliteMean - this.mean[d]));
			this.spread[d] = (float) Math.max(floor, this.spread[d] + SPREAD_LEARNING * (deviation - this.spread[d]));
		}
	}

}

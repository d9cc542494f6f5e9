/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/** What optimisers that sample have in common: the box, points, and the best of them. */
abstract class SamplingOptimizer implements Optimizer {

	/** Corners of the box. */
	final float[] low;

	final float[] high;

	/** Where to search first, inside the box. */
	final float[] mean;

	private final int dimensions;

	private final int population;

	private final float[] points;

	private final Solution solution;

	private int asked;

	SamplingOptimizer(int dimensions, int population) {
		this.low = new float[dimensions];
		this.high = new float[dimensions];
		this.mean = new float[dimensions];
		this.dimensions = dimensions;
		this.population = population;
		this.points = new float[population * dimensions];
		this.solution = new Solution(dimensions);
	}

	@Override
	public final int dimensions() {
		return this.dimensions;
	}

	@Override
	public final int population() {
		return this.population;
	}

	@Override
	public final float[] points() {
		return this.points;
	}

	@Override
	public final Solution solution() {
		return this.solution;
	}

	@Override
	public final void start(float[] lowest, float[] highest, float[] start, float[] guesses, int guessCount) {
		this.solution.reset();
		for (int d = 0; d < this.dimensions; d++) {
			this.low[d] = lowest[d];
			this.high[d] = highest[d];
			this.mean[d] = Math.clamp(start[d], lowest[d], highest[d]);
		}
		begin();
		System.arraycopy(guesses, 0, this.points, 0, guessCount * this.dimensions);
		this.asked = guessCount;
	}

	@Override
	public final int ask() {
		int guessed = (this.solution.iterations == 0) ? this.asked : 0;
		this.asked = this.solution.failed ? 0 : sample(this.solution.iterations, guessed, this.points);
		return this.asked;
	}

	@Override
	public final void tell(double[] values) {
		int finite = 0;
		for (int p = 0; p < this.asked; p++) {
			if (Double.isFinite(values[p])) {
				finite++;
				if (values[p] > this.solution.bestValue) {
					this.solution.bestValue = values[p];
					System.arraycopy(this.points, p * this.dimensions, this.solution.best, 0, this.dimensions);
				}
			}
		}
		this.solution.iterations++;
		this.solution.evaluations += this.asked;
		this.solution.nonFinite += this.asked - finite;
		this.solution.failed = !learn(this.asked, this.points, values, this.solution);
	}

	/** Forgets the search before; box and mean are there. */
	void begin() {
	}

	/**
	 * Writes the points of an iteration.
	 * @param next points that stand there already
	 * @return points in all; 0 at the end of the search
	 */
	abstract int sample(int iteration, int next, float[] into);

	/**
	 * Learns from an iteration.
	 * @return whether enough values were finite to go on from
	 */
	abstract boolean learn(int count, float[] from, double[] values, Solution found);

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/** What an optimiser found. A reusable buffer; owned by one thread. */
public final class Solution {

	final float[] best;

	double bestValue;

	int iterations;

	int evaluations;

	int nonFinite;

	boolean failed;

	public Solution(int dimensions) {
		this.best = new float[dimensions];
	}

	void reset() {
		this.bestValue = Double.NEGATIVE_INFINITY;
		this.iterations = 0;
		this.evaluations = 0;
		this.nonFinite = 0;
		this.failed = false;
	}

	/** The best point that was evaluated. Meaningless if {@link #failed}. */
	public float[] best() {
		return this.best;
	}

	public double bestValue() {
		return this.bestValue;
	}

	/** Iterations that ran. */
	public int iterations() {
		return this.iterations;
	}

	/** Points that were evaluated. */
	public int evaluations() {
		return this.evaluations;
	}

	/** Points whose value was NaN or infinite. */
	public int nonFinite() {
		return this.nonFinite;
	}

	/**
	 * Whether fewer points were finite than the optimiser needs, so that there is no
	 * solution.
	 */
	public boolean failed() {
		return this.failed;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/** A plan and how it was found. A reusable buffer; owned by one thread. */
public final class Plan {

	private final float[] actions;

	private double score;

	private double holdScore;

	private int iterations;

	private int rollouts;

	private int nonFinite;

	private boolean failed;

	Plan(int slices, int horizon) {
		this.actions = new float[slices * horizon];
		reset();
	}

	void reset() {
		this.score = Double.NEGATIVE_INFINITY;
		this.holdScore = Double.NaN;
		this.iterations = 0;
		this.rollouts = 0;
		this.nonFinite = 0;
		this.failed = true;
	}

	void rated(Solution solution, double newHoldScore) {
		this.score = solution.bestValue();
		this.holdScore = newHoldScore;
		this.iterations = solution.iterations();
		this.rollouts = solution.evaluations();
		this.nonFinite = solution.nonFinite();
		this.failed = solution.failed();
	}

	/**
	 * Allocations of each slice for the next H intervals, {@code [S, H]}. Meaningless if
	 * {@link #failed}.
	 */
	public float[] actions() {
		return this.actions;
	}

	/** Negative infinity before the first finite score. */
	public double score() {
		return this.score;
	}

	/** Score of holding the allocations in force; NaN if they are not known. */
	public double holdScore() {
		return this.holdScore;
	}

	public int iterations() {
		return this.iterations;
	}

	/** Plans that were scored. */
	public int rollouts() {
		return this.rollouts;
	}

	/** Plans whose score was NaN or infinite. */
	public int nonFinite() {
		return this.nonFinite;
	}

	/** Whether there is no plan, because too few scores were finite. */
	public boolean failed() {
		return this.failed;
	}

}

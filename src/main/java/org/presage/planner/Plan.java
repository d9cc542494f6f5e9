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

	public Plan(int horizon) {
		this.actions = new float[horizon];
	}

	void set(double newScore, double newHoldScore, Solution solution) {
		this.score = newScore;
		this.holdScore = newHoldScore;
		this.iterations = solution.iterations();
		this.rollouts = solution.evaluations();
		this.nonFinite = solution.nonFinite();
		this.failed = solution.failed();
	}

	/** Allocations for the next H intervals. Meaningless if {@link #failed}. */
	public float[] actions() {
		return this.actions;
	}

	public double score() {
		return this.score;
	}

	/** Score of holding the allocation in force; NaN if it is not known. */
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

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import org.presage.base.InvalidInputException;

/**
 * What a model imagines for a number of plans: per plan p, step h and target y the
 * distribution of a KPI, standardised. A reusable buffer; element {@code (p, h, y)} of an
 * array stands at {@code (p·H + h)·Y + y}. Owned by one thread.
 */
public final class Prediction {

	private final int horizon;

	private final int targets;

	private final float[] mean;

	private final float[] aleatoric;

	private final float[] epistemic;

	private final float[] sla;

	private final float[] outage;

	private int plans;

	/**
	 * @param capacity plans (of all cells together) that fit
	 */
	public Prediction(int capacity, int horizon, int targets) {
		this.horizon = horizon;
		this.targets = targets;
		this.mean = new float[capacity * horizon * targets];
		this.aleatoric = new float[this.mean.length];
		this.epistemic = new float[this.mean.length];
		this.sla = new float[capacity * horizon];
		this.outage = new float[capacity * horizon];
	}

	/** Plans imagined last. */
	public int plans() {
		return this.plans;
	}

	public void plans(int imagined) {
		if (imagined * this.horizon > this.sla.length) {
			throw new InvalidInputException("plans", "at most " + this.sla.length / this.horizon, imagined);
		}
		this.plans = imagined;
	}

	public int horizon() {
		return this.horizon;
	}

	public int targets() {
		return this.targets;
	}

	/** Where target {@code y} of step {@code h} of plan {@code p} stands. */
	public int index(int plan, int step, int target) {
		return (plan * this.horizon + step) * this.targets + target;
	}

	/** Mean of the mixture over the members, {@code [P, H, Y]}. */
	public float[] mean() {
		return this.mean;
	}

	/**
	 * Standard deviation that more data would not remove, {@code [P, H, Y]}, positive.
	 */
	public float[] aleatoric() {
		return this.aleatoric;
	}

	/** Spread of the members' means, {@code [P, H, Y]}, not negative. */
	public float[] epistemic() {
		return this.epistemic;
	}

	/** Probability that the step meets the SLA, {@code [P, H]}. */
	public float[] sla() {
		return this.sla;
	}

	/**
	 * Probability that the step is an outage, {@code [P, H]}: nothing is served while
	 * data are queued.
	 */
	public float[] outage() {
		return this.outage;
	}

	/** Standard deviation of the predictive distribution at an {@link #index}. */
	public double deviation(int index) {
		return Math.hypot(this.aleatoric[index], this.epistemic[index]);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.planner.JointSpace;
import org.presage.planner.Plan;
import org.presage.planner.Reward;
import org.presage.planner.TrajectoryPlanner;

/**
 * The planning of one cell, all its slices together, from encoding to decision: what goes
 * in, and what the model expects of the best plan so far. A reusable buffer; owned by one
 * thread.
 */
public final class PlanningTask {

	final TrajectoryPlanner planner;

	final int[] slots;

	final CellState[] states;

	final Reward[] rewards;

	/** Allocations in force, PRBs, NaN if not known. */
	final float[] inForce;

	/** Warm start, {@code [S, H]} PRBs. */
	final float[] previous;

	boolean warm;

	@Nullable JointSpace space;

	int proposed;

	/**
	 * What each step of the plans proposed last contributes to their scores,
	 * {@code [S, P, H]}; empty if the search does not ask for it.
	 */
	final double[] steps;

	/** Encoded windows, {@code [S, K]}. */
	final float[] contexts;

	/** Forecast of the best plan, corrected, standardised, {@code [S, H, Y]}. */
	final float[] mean;

	/** The same before its correction. */
	final float[] raw;

	/** Added to the means of all plans, {@code [S, H, Y]}, if they are corrected. */
	final float[] shift;

	boolean corrected;

	/** What neighbours announce to each slice, {@code [S, A]}; A is 0 for most models. */
	final float[] announced;

	/**
	 * What each slice pays for its PRBs to those that receive it, score per PRB and step.
	 */
	final float[] charges;

	/** Scores of the best plan that a price is estimated from. */
	final double[] prices;

	/** Whether that is what it was before. */
	boolean recorded;

	/** Its predicted standard deviation. */
	final float[] deviation;

	/** What its score is made of, a row each slice. */
	final double[][] terms;

	/** How much of each input is imputed, 0 to 1, {@code [S, F]}. */
	final float[] imputed;

	/** A PRB in standard deviations of the allocation. */
	private final float prb;

	/**
	 * @param prb in standard deviations of the allocation
	 * @param announced values of what neighbours announce to a slice, A
	 */
	PlanningTask(TrajectoryPlanner planner, float prb, int contextSize, int announced, int kpis, int targets,
			int terms) {
		this.planner = planner;
		this.prb = prb;
		int slices = planner.slices();
		int horizon = planner.horizon();
		this.steps = new double[planner.separates() ? slices * planner.population() * horizon : 0];
		this.slots = new int[slices];
		this.states = new CellState[slices];
		this.rewards = new Reward[slices];
		this.inForce = new float[slices];
		this.previous = new float[slices * horizon];
		this.imputed = new float[slices * kpis];
		this.contexts = new float[slices * contextSize];
		this.charges = new float[slices];
		this.prices = new double[slices];
		this.announced = new float[slices * announced];
		this.mean = new float[slices * horizon * targets];
		this.raw = new float[this.mean.length];
		this.shift = new float[this.mean.length];
		this.deviation = new float[this.mean.length];
		this.terms = new double[slices][terms];
	}

	/** Slices that are planned together, S; 1 for a cell without slices. */
	public int size() {
		return this.slots.length;
	}

	/** What is wanted of each slice; empty if nothing is wanted of any of them. */
	List<CellIntent> intents() {
		for (CellState state : this.states) {
			if (state.intent() != CellIntent.NONE) {
				return Arrays.stream(this.states).map(CellState::intent).toList();
			}
		}
		return List.of();
	}

	/** What the best plan gives to each slice next; empty for a cell without slices. */
	List<Decision.SliceShare> shares(List<PendingFrame> frames) {
		if (frames.getFirst().slice().isEmpty() || plan().failed()) {
			return List.of();
		}
		List<Decision.SliceShare> shares = new ArrayList<>();
		for (int s = 0; s < size(); s++) {
			shares.add(new Decision.SliceShare(frames.get(s).slice(),
					Math.round(plan().actions()[s * this.planner.horizon()])));
		}
		return List.copyOf(shares);
	}

	/** The best plan so far. */
	public Plan plan() {
		return this.planner.plan();
	}

	/** Takes the correction that it was planned with; null for none. */
	void correct(float @Nullable [] recorded) {
		if (recorded != null) {
			System.arraycopy(recorded, 0, this.shift, 0, this.shift.length);
			this.corrected = true;
		}
	}

	/** What it is planned with, {@code [S, H, Y]}; null for none. */
	float @Nullable [] correction() {
		return this.corrected ? this.shift : null;
	}

	/**
	 * Takes what neighbours announced when it was planned, and what it paid; null for
	 * nothing.
	 */
	void announce(float @Nullable [] before, float @Nullable [] paid) {
		this.recorded = true;
		Arrays.fill(this.charges, 0);
		if (paid != null) {
			System.arraycopy(paid, 0, this.charges, 0, this.charges.length);
		}
		Arrays.fill(this.announced, 0);
		if (before != null) {
			System.arraycopy(before, 0, this.announced, 0, this.announced.length);
		}
	}

	/** A copy of what neighbours announce; null if nothing. */
	float @Nullable [] announcedNow() {
		return copy(this.announced);
	}

	/** A copy of what its slices pay for their PRBs; null if nothing. */
	float @Nullable [] chargesNow() {
		return copy(this.charges);
	}

	private static float @Nullable [] copy(float[] values) {
		for (float value : values) {
			if (value != 0) {
				return values.clone();
			}
		}
		return null;
	}

	/** What the search may choose from. */
	JointSpace space() {
		if (this.space == null) {
			throw new IllegalStateException("a task that was not started");
		}
		return this.space;
	}

	/**
	 * Begins the search again, with proposed plans.
	 * @param shares see {@link TrajectoryPlanner#start}, from {@code offset} on
	 * @param count plans of each slice
	 */
	void propose(float[] shares, int offset, int count) {
		this.planner.start(space(), this.inForce, this.warm ? this.previous : null, shares, offset, count);
	}

	/** Begins the search from the plans before, where every slice has one. */
	void start(JointSpace admissible) {
		this.space = admissible;
		this.corrected = false;
		this.recorded = false;
		this.warm = true;
		for (int s = 0; s < size(); s++) {
			this.planner.changes(s, this.rewards[s].change() * this.prb);
			float[] before = this.states[s].lastPlan().prbs();
			this.warm &= before != null;
			if (before != null) {
				System.arraycopy(before, 0, this.previous, s * before.length, before.length);
			}
		}
		this.planner.start(admissible, this.inForce, this.warm ? this.previous : null);
	}

}

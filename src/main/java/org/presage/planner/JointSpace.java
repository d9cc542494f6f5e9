/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.List;

import org.presage.base.InvalidInputException;

/**
 * The allocations that the slices of one cell may be given together: each in its own
 * bounds, in sum no more than the cell's PRBs. A cell without slices is the case of one.
 * Owned by one thread.
 */
public final class JointSpace {

	/** Halvings of the interval in which the common reduction lies: to 1e-5 of a PRB. */
	private static final int BISECTIONS = 26;

	private final ActionSpace[] slices;

	private final int budget;

	private final float[] low;

	private final float[] high;

	private final float[] wanted;

	/**
	 * @param slices bounds of each slice, S
	 * @param budget PRBs that they share
	 * @throws IllegalArgumentException if the fewest PRBs of all slices together are more
	 * than the budget
	 */
	public JointSpace(List<ActionSpace> slices, int budget) {
		this.budget = budget;
		int least = slices.stream().mapToInt(ActionSpace::min).sum();
		if (slices.isEmpty() || least > budget) {
			throw new InvalidInputException("bounds",
					"at least one slice and at most " + budget + " PRBs in sum of the slices' fewest",
					slices.size() + " slices and " + least + " PRBs");
		}
		this.slices = slices.stream()
			.map((slice) -> new ActionSpace(slice.min(), Math.min(slice.max(), budget), slice.maxStep()))
			.toArray(ActionSpace[]::new);
		this.low = new float[this.slices.length];
		this.high = new float[this.slices.length];
		this.wanted = new float[this.slices.length];
	}

	/** A cell without slices. */
	public static JointSpace of(ActionSpace cell) {
		return new JointSpace(List.of(cell), cell.max());
	}

	/** Slices, S. */
	public int size() {
		return this.slices.length;
	}

	public ActionSpace slice(int slice) {
		return this.slices[slice];
	}

	/** PRBs that the slices share. */
	public int budget() {
		return this.budget;
	}

	/**
	 * Moves a joint plan to the nearest admissible one, step by step: whole PRBs in
	 * bounds, no further from the step before than the largest step, in sum within the
	 * budget. Where a largest step and the budget cannot both be kept, the budget is.
	 * @param plans slice {@code s} has its {@code horizon} allocations from
	 * {@code offset + s·stride} on; overwritten with whole numbers
	 * @param current allocation in force of each slice, NaN if not known
	 */
	public void project(float[] plans, int offset, int stride, int horizon, float[] current) {
		if (this.slices.length == 1) {
			this.slices[0].project(plans, offset, horizon, current[0]);
			return;
		}
		for (int h = 0; h < horizon; h++) {
			float least = 0;
			float sum = 0;
			for (int s = 0; s < this.slices.length; s++) {
				int at = offset + s * stride + h;
				float before = (h > 0) ? plans[at - 1] : current[s];
				this.low[s] = this.slices[s].low(before);
				this.high[s] = this.slices[s].high(before);
				this.wanted[s] = Math.clamp(plans[at], this.low[s], this.high[s]);
				least += this.low[s];
				sum += Math.round(this.wanted[s]);
			}
			if (sum > this.budget) {
				fit(least);
			}
			for (int s = 0; s < this.slices.length; s++) {
				plans[offset + s * stride + h] = Math.round(this.wanted[s]);
			}
		}
	}

	/**
	 * Moves {@link #wanted} to the nearest point (in the Euclidean sense) of the box
	 * under the budget: all give up the same amount, but none more than it has above its
	 * lower bound.
	 */
	private void fit(float least) {
		if (least > this.budget) {
			for (int s = 0; s < this.slices.length; s++) {
				this.low[s] = this.slices[s].min();
			}
		}
		float most = 0;
		for (int s = 0; s < this.slices.length; s++) {
			most = Math.max(most, this.wanted[s] - this.low[s]);
		}
		float keeps = 0;
		float exceeds = most;
		float reduction = most;
		for (int i = 0; i < BISECTIONS; i++) {
			float tried = (keeps + exceeds) / 2;
			if (reduced(tried) > this.budget) {
				keeps = tried;
			}
			else {
				exceeds = tried;
				reduction = tried;
			}
		}
		round(reduction);
	}

	private float reduced(float reduction) {
		float sum = 0;
		for (int s = 0; s < this.slices.length; s++) {
			sum += Math.max(this.low[s], this.wanted[s] - reduction);
		}
		return sum;
	}

	/** Rounds down, then gives what is left to those that lost most by it. */
	private void round(float reduction) {
		int left = this.budget;
		for (int s = 0; s < this.slices.length; s++) {
			this.wanted[s] = Math.max(this.low[s], this.wanted[s] - reduction);
			left -= (int) Math.floor(this.wanted[s]);
		}
		for (; left > 0; left--) {
			int neediest = -1;
			float most = 0;
			for (int s = 0; s < this.slices.length; s++) {
				float lost = this.wanted[s] - (float) Math.floor(this.wanted[s]);
				if (lost > most) {
					most = lost;
					neediest = s;
				}
			}
			if (neediest < 0) {
				break;
			}
			this.wanted[neediest] = (float) Math.floor(this.wanted[neediest]) + 1;
		}
		for (int s = 0; s < this.slices.length; s++) {
			this.wanted[s] = (float) Math.floor(this.wanted[s]);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import org.presage.base.InvalidInputException;

/**
 * The allocations that a cell may be given: whole PRBs inside bounds, no further from the
 * allocation before than the largest step.
 *
 * @param min fewest PRBs, at least 0
 * @param max most PRBs, not below {@code min}
 * @param maxStep largest change from one interval to the next in PRBs; 0 for no limit
 */
public record ActionSpace(int min, int max, int maxStep) {

	public ActionSpace {
		if (min < 0 || max < min) {
			throw new InvalidInputException("bounds", "0 <= min <= max", "min " + min + " and max " + max);
		}
		if (maxStep < 0) {
			throw new InvalidInputException("maxStep", "0 (no limit) or more", maxStep);
		}
	}

	/**
	 * The part that lies in both; if they do not meet, the nearest bound of {@code this}.
	 */
	public ActionSpace intersect(int otherMin, int otherMax) {
		int low = Math.clamp(otherMin, this.min, this.max);
		return new ActionSpace(low, Math.max(low, Math.clamp(otherMax, this.min, this.max)), this.maxStep);
	}

	/** Fewest PRBs after {@code before}, which may be NaN for not known. */
	float low(float before) {
		// Outside the bounds (an operator has just moved them) the way back is taken in
		// whole steps.
		return stepsFrom(before) ? Math.max(this.min, Math.min(before - this.maxStep, this.max)) : this.min;
	}

	/** Most PRBs after {@code before}, which may be NaN for not known. */
	float high(float before) {
		return stepsFrom(before) ? Math.max(low(before), Math.min(this.max, before + this.maxStep)) : this.max;
	}

	private boolean stepsFrom(float before) {
		return this.maxStep > 0 && !Float.isNaN(before);
	}

	/**
	 * Moves a plan to an admissible one, step by step.
	 * @param plan {@code horizon} allocations from {@code offset} on; overwritten with
	 * whole numbers
	 * @param current allocation in force, NaN if not known
	 */
	public void project(float[] plan, int offset, int horizon, float current) {
		float before = current;
		for (int h = 0; h < horizon; h++) {
			before = Math.round(Math.clamp(plan[offset + h], low(before), high(before)));
			plan[offset + h] = before;
		}
	}

}

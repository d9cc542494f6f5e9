/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.planner.ActionSpace;

/**
 * Bounds on an allocation that need not all be there.
 *
 * @param min fewest PRBs; null for those that hold anyway
 * @param max most PRBs; null for those that hold anyway
 * @param maxStep largest change in one decision, at least 1; null for what holds anyway
 */
public record PrbBounds(@Nullable Integer min, @Nullable Integer max, @Nullable Integer maxStep) {

	/** No bounds. */
	public static final PrbBounds NONE = new PrbBounds(null, null, null);

	/** These, and where they say nothing the others. */
	PrbBounds or(PrbBounds others) {
		return new PrbBounds((this.min != null) ? this.min : others.min, (this.max != null) ? this.max : others.max,
				(this.maxStep != null) ? this.maxStep : others.maxStep);
	}

	PrbBounds withoutMin() {
		return new PrbBounds(null, this.max, this.maxStep);
	}

	/**
	 * The part of a space that lies in these bounds; if they do not meet, the nearest
	 * bound of the space.
	 */
	ActionSpace narrow(ActionSpace space) {
		ActionSpace inside = space.intersect((this.min != null) ? this.min : space.min(),
				(this.max != null) ? this.max : space.max());
		int step = (this.maxStep == null) ? space.maxStep()
				: (space.maxStep() == 0) ? this.maxStep : Math.min(this.maxStep, space.maxStep());
		return new ActionSpace(inside.min(), inside.max(), step);
	}

}

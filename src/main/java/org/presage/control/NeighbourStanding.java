/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

/** What is known of a neighbour when a cell is planned. */
public enum NeighbourStanding {

	/** It has announced a plan, which is used. */
	USED,
	/** Its newest plan is too old. */
	STALE,
	/** It has announced nothing. */
	ABSENT;

	/** Frames that a plan may be older than that of the cell, or newer. */
	private static final int MOST_AGE = 3;

	/**
	 * Of a neighbour with that newest plan.
	 * @param plan null for none
	 * @param frameMs end of the interval of the cell's newest frame
	 */
	static NeighbourStanding of(@Nullable AnnouncedPlan plan, long frameMs, long stepMs) {
		if (plan == null) {
			return ABSENT;
		}
		return (Math.abs(plan.age(frameMs, stepMs)) <= MOST_AGE) ? USED : STALE;
	}

}

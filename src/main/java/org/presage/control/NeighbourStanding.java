/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.Neighbours;

/** What is known of a neighbour when a cell is planned. */
public enum NeighbourStanding {

	/** It has announced a plan, which is used. */
	USED,
	/** Its newest plan is too old. */
	STALE,
	/** It has announced nothing. */
	ABSENT;

	/**
	 * Of a neighbour with that newest plan.
	 * @param plan null for none
	 * @param frameMs end of the interval of the cell's newest frame
	 */
	static NeighbourStanding of(@Nullable AnnouncedPlan plan, long frameMs, long stepMs) {
		if (plan == null) {
			return ABSENT;
		}
		return (Math.abs(plan.age(frameMs, stepMs)) <= Neighbours.MOST_AGE) ? USED : STALE;
	}

}

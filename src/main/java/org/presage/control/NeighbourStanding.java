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

	/** A report may come a step late. */
	private static final int MOST_RECEIPT_STEPS = Neighbours.MOST_AGE + 1;

	private static final long NS_PER_MS = 1_000_000;

	/**
	 * Of a neighbour with that newest plan. Its age is that of its frame's interval; the
	 * time of receipt counts too, so that a clock that is ahead keeps no plan alive.
	 * @param plan null for none
	 * @param frameMs end of the interval of the cell's newest frame
	 * @param nowNs monotonic time of receipt of that frame
	 */
	static NeighbourStanding of(@Nullable AnnouncedPlan plan, long frameMs, long nowNs, long stepMs) {
		if (plan == null) {
			return ABSENT;
		}
		boolean isOld = !plan.ownTime() && nowNs - plan.receivedNs() > MOST_RECEIPT_STEPS * stepMs * NS_PER_MS;
		return (!isOld && Math.abs(plan.age(frameMs, stepMs)) <= Neighbours.MOST_AGE) ? USED : STALE;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.sim.RanSimulator;

/** A policy that plans several intervals ahead. */
interface PlanningPolicy extends AllocationPolicy {

	/**
	 * Sees the last interval, as {@link #observe} does, and says what it would do if it
	 * decided.
	 * @return PRBs of each unit for the next intervals, {@code [units][H]}; empty for a
	 * unit that it would hold
	 */
	int[][] plans(RanSimulator network);

}

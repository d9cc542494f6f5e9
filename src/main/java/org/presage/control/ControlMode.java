/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * What is done with the decisions for a frame's cell.
 *
 * @param acting whether they are carried out, so that their effect must be seen
 * @param ownTime whether the frames' times are of a recording or a simulator, so that
 * their age says nothing
 * @param answers whether an actuator tells what the node answered
 * @param minIntervalNs shortest time between two changes of the allocation; 0 for none
 */
public record ControlMode(boolean acting, boolean ownTime, boolean answers, long minIntervalNs) {

	/** Carried out at once. */
	public static final ControlMode ACTIVE = new ControlMode(true, false, false, 0);

	/** Decided and shown, not carried out. */
	public static final ControlMode ADVISORY = new ControlMode(false, false, false, 0);

	/** About the past. */
	public static final ControlMode RECORDED = new ControlMode(false, true, false, 0);

	/** Carried out at once, by a simulator whose time is its own. */
	public static final ControlMode SIMULATED = new ControlMode(true, true, false, 0);

	/** Carried out by an actuator, but not more often than this. */
	public static ControlMode actuated(long minIntervalNs) {
		return new ControlMode(true, false, true, minIntervalNs);
	}

}

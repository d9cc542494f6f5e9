/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.control.ReceivedPlan;

/**
 * What is asked about: the frames of one cell, and what was planned for it.
 *
 * @param frames physical values {@code [N, F]}, oldest first, NaN absent; N is at least
 * the model's window
 * @param inForce allocation in force in the newest frame, in PRBs; NaN if not known
 * @param plan the present plan, {@code [H]} PRBs; null if there is none, then one is made
 * @param intervalScales by how much the cell's intervals of each level are widened,
 * {@code [levels][H, Y]}; null for the calibration of the model alone
 * @param correction of the forecasts of all plans, standardised, {@code [H, Y]}; null for
 * none
 * @param announced by its neighbours, see
 * {@link org.presage.worldmodel.net.AnnouncedPlans}; null for nothing
 * @param neighbours what is known of each of them; empty for a recorded window
 */
public record CellWindow(float[] frames, float inForce, float @Nullable [] plan, double @Nullable [][] intervalScales,
		float @Nullable [] correction, float @Nullable [] announced, List<ReceivedPlan> neighbours) {

	/** A recorded window, to be planned for. */
	public static CellWindow recorded(float[] frames, float inForce) {
		return new CellWindow(frames, inForce, null, null, null, null, List.of());
	}

	/**
	 * By how much an interval is widened.
	 * @param level place among those of the calibration
	 * @param index step·Y + target
	 */
	double intervalScale(int level, int index) {
		return (this.intervalScales != null) ? this.intervalScales[level][index] : 1;
	}

}

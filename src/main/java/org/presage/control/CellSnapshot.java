/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;

/**
 * A copy of what the loop knows of a cell between two cycles.
 *
 * @param schema of the frames
 * @param filled frames in the window, N
 * @param frames physical values {@code [N, F]}, oldest first, NaN absent
 * @param newestMs end of the newest frame's interval; meaningless while N is 0
 * @param inForce allocation in force in the newest frame, in PRBs; NaN if not known
 * @param plan decided after the newest frame, {@code [H]} PRBs; null if the cell is held
 * @param intervalScales how many times as wide as calibrated the cell's intervals of each
 * level are now, {@code [levels][H, Y]}; null before its first forecast
 * @param kpiSurprise of each KPI, smoothed, 1 is calm {@code [Y]}, NaN or empty before
 * its first forecast
 * @param newestSurprise of each KPI in the newest report that was compared with its
 * forecast, not smoothed, {@code [Y]}, NaN for what it has not; empty before the first
 * @param correction of the forecasts since the newest frame, standardised,
 * {@code [H, Y]}; null without one
 * @param announced by neighbours when it was planned after that frame, see
 * {@link org.presage.worldmodel.net.AnnouncedPlans}; null for nothing
 * @param neighbours what is known now of those that it receives, best received first
 * @param intent what operators wanted of it at its newest frame
 * @param status the rest in short
 */
public record CellSnapshot(KpiSchema schema, int filled, float[] frames, long newestMs, float inForce,
		float @Nullable [] plan, double @Nullable [][] intervalScales, double[] kpiSurprise, double[] newestSurprise,
		float @Nullable [] correction, float @Nullable [] announced, List<ReceivedPlan> neighbours, CellIntent intent,
		CellStatus status) {
}

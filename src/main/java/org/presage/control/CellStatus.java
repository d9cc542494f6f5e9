/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.kpi.plausibility.FalseReport;

/**
 * What the loop knows of a cell, in short.
 *
 * @param cell whose it is
 * @param heardNs when its newest report came, by the loop's clock
 * @param filled frames in its window
 * @param inForce allocation in force in the newest frame, in PRBs; NaN if not known
 * @param surprise smoothed, 1 is calm; NaN before its first forecast
 * @param falseData why the newest report is not believed; null if it is
 * @param last newest decision for it; null before the first
 */
public record CellStatus(CellId cell, long heardNs, int filled, float inForce, double surprise,
		@Nullable FalseReport falseData, @Nullable Decision last) {
}

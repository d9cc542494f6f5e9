/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.SettingNames;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiFrame;

/**
 * Which cells and frames the loop takes.
 *
 * @param maxCells cells and slices that have a window at the same time; more are refused
 * @param windowCapacity frames kept of each; no model may want more
 * @param gapSteps a pause of more than this many intervals restarts a window
 * @param silentNs a cell that is silent for longer is forgotten
 * @param maxAgeMs an older frame is not acted upon; 0 for no limit
 * @param maxSlices of one cell that are planned together; more are refused
 * @param maxPlanMemory most bytes of direct memory for one call of the model, at least
 * those of one cell
 * @param names of these limits in messages
 */
public record CellLimits(int maxCells, int windowCapacity, int gapSteps, long silentNs, long maxAgeMs, int maxSlices,
		long maxPlanMemory, SettingNames names) {

	private static final int MOST_SLICES = 64;

	private static final long MOST_BYTES = 256L << 20;

	/** The default. */
	public static final CellLimits DEFAULT = new CellLimits(10_000, 64, CellWindows.GAP_STEPS, 60_000_000_000L, 10_000);

	/** Limits that no configuration was mapped to. */
	public CellLimits(int maxCells, int windowCapacity, int gapSteps, long silentNs, long maxAgeMs) {
		this(maxCells, windowCapacity, gapSteps, silentNs, maxAgeMs, MOST_SLICES, MOST_BYTES, SettingNames.PLAIN);
	}

	/** Why a frame is too old, for its answer and the log. */
	String tooOld(KpiFrame frame, long nowMs) {
		return "the interval ended more than " + this.maxAgeMs + " ms ago (" + this.names.of("maxAge") + ')'
				+ frame.timeHint(nowMs);
	}

}

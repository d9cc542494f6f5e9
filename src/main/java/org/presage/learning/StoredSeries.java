/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.presage.kpi.CellId;

/**
 * Consecutive frames of one cell, as they were reported.
 *
 * @param cell whose they are
 * @param timesMs end of each frame's interval, a step apart
 * @param values physical values {@code [frames, F]}, NaN absent
 */
public record StoredSeries(CellId cell, long[] timesMs, float[] values) {

	/** Frames. */
	public int size() {
		return this.timesMs.length;
	}

	/** End of the last interval. */
	public long endMs() {
		return this.timesMs[this.timesMs.length - 1];
	}

}

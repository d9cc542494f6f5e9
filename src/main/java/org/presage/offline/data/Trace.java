/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;
import java.util.stream.IntStream;

import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;

/**
 * Recorded series of one schema.
 *
 * @param schema of the frames
 * @param series in the order of the files
 * @param fingerprint SHA-256 over the files' contents
 * @param notes what a user should know about the data, one sentence each
 * @param gapSteps no window reaches over a pause of more than this many steps
 */
public record Trace(KpiSchema schema, List<Series> series, String fingerprint, List<String> notes, int gapSteps) {

	/** With the gaps that the control loop has by default. */
	public Trace(KpiSchema schema, List<Series> series, String fingerprint, List<String> notes) {
		this(schema, series, fingerprint, notes, CellWindows.GAP_STEPS);
	}

	/** Longest time between two consecutive rows of a window, in ms. */
	public long gapMs() {
		return this.gapSteps * this.schema.stepMs();
	}

	public long rows() {
		return this.series.stream().mapToLong(Series::rows).sum();
	}

	/** Pauses inside series that no window reaches over. */
	public long gaps() {
		long gapMs = gapMs();
		return this.series.stream()
			.mapToLong((one) -> IntStream.range(1, one.rows())
				.filter((row) -> CellWindows.isGap(one.timesMs()[row - 1], one.timesMs()[row], gapMs))
				.count())
			.sum();
	}

	/** Whether a gap lies between two rows of a series. */
	public boolean hasGap(int at, int from, int to) {
		long[] times = this.series.get(at).timesMs();
		long gapMs = gapMs();
		for (int row = from + 1; row <= to; row++) {
			if (CellWindows.isGap(times[row - 1], times[row], gapMs)) {
				return true;
			}
		}
		return false;
	}

	/** Rows that are missing in pauses too short to be gaps; windows reach over them. */
	public long missingRows() {
		long gapMs = gapMs();
		long missing = 0;
		for (Series one : this.series) {
			for (int row = 1; row < one.rows(); row++) {
				long before = one.timesMs()[row - 1];
				long after = one.timesMs()[row];
				missing += CellWindows.isGap(before, after, gapMs) ? 0
						: Math.max(0, Math.round((double) (after - before) / this.schema.stepMs()) - 1);
			}
		}
		return missing;
	}

}

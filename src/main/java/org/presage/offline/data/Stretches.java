/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.List;

import org.presage.kpi.CellWindows;

/**
 * Rows of a series that follow each other without a gap, by the rule by which the control
 * loop restarts a cell's window: no window of training or evaluation reaches over more
 * than {@link Trace#gapSteps} intervals.
 */
final class Stretches {

	private Stretches() {
	}

	/** Cuts a segment at its gaps; itself if it has none. */
	static List<Dataset.Segment> of(Trace trace, Dataset.Segment segment) {
		long[] times = trace.series().get(segment.series()).timesMs();
		long gapMs = trace.gapMs();
		List<Dataset.Segment> stretches = new ArrayList<>();
		int from = segment.from();
		for (int row = from + 1; row < segment.to(); row++) {
			if (CellWindows.isGap(times[row - 1], times[row], gapMs)) {
				stretches.add(new Dataset.Segment(segment.series(), from, row));
				from = row;
			}
		}
		stretches.add(new Dataset.Segment(segment.series(), from, segment.to()));
		return stretches;
	}

	/** All stretches of a series. */
	static List<Dataset.Segment> of(Trace trace, int series) {
		return of(trace, new Dataset.Segment(series, 0, trace.series().get(series).rows()));
	}

	/** Rows of the longest stretch. */
	static int longest(Trace trace) {
		int longest = 0;
		for (int s = 0; s < trace.series().size(); s++) {
			for (Dataset.Segment stretch : of(trace, s)) {
				longest = Math.max(longest, stretch.to() - stretch.from());
			}
		}
		return longest;
	}

}

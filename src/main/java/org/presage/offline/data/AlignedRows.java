/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.Arrays;

/** Rows of one series at the times of another. */
public final class AlignedRows {

	private AlignedRows() {
	}

	/**
	 * For each row of a series the row of another one whose interval ends within so many
	 * ms of its own; −1 without one.
	 */
	public static int[] of(Series own, Series other, long mostMs) {
		int[] found = new int[own.rows()];
		Arrays.setAll(found, (row) -> nearest(other.timesMs(), own.timesMs()[row], mostMs));
		return found;
	}

	private static int nearest(long[] times, long timeMs, long mostMs) {
		int at = Arrays.binarySearch(times, timeMs);
		if (at >= 0) {
			return at;
		}
		int after = -at - 1;
		int best = -1;
		for (int row = Math.max(0, after - 1); row <= Math.min(after, times.length - 1); row++) {
			long distance = Math.abs(times[row] - timeMs);
			if (distance <= mostMs && (best < 0 || distance < Math.abs(times[best] - timeMs))) {
				best = row;
			}
		}
		return best;
	}

}

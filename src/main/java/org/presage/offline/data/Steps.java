/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The time between rows: found in the data, and compared with the schema's step. */
final class Steps {

	/** Share of the step by which the median of a series may differ from it. */
	static final double TOLERANCE = 0.2;

	/** With fewer intervals nothing is said about a series. */
	private static final int FEWEST = 3;

	private Steps() {
	}

	/**
	 * Median of the intervals of rising times, in ms; NaN with fewer than
	 * {@value #FEWEST}.
	 */
	static double median(long[] timesMs) {
		if (timesMs.length <= FEWEST) {
			return Double.NaN;
		}
		long[] intervals = IntStream.range(1, timesMs.length).mapToLong((i) -> timesMs[i] - timesMs[i - 1]).toArray();
		Arrays.sort(intervals);
		int middle = intervals.length / 2;
		return (intervals.length % 2 == 1) ? intervals[middle] : (intervals[middle - 1] + intervals[middle]) / 2.0;
	}

	/**
	 * Checks that the rows of a series are a step apart.
	 * @param where file and column of the times
	 * @throws DataException with the step that was found
	 */
	static void require(String where, long stepMs, Series series) {
		double found = median(series.timesMs());
		if (Math.abs(found - stepMs) > TOLERANCE * stepMs) {
			String advice = seconds(found, stepMs) ? "; if the times are in seconds, write timeUnit: s in the schema"
					: "; write the step of the rows as stepMs in the schema, or select rows of one step";
			throw new DataException(where,
					"rows every " + stepMs + " ms, the schema's stepMs, within " + Math.round(100 * TOLERANCE) + " %",
					"every " + text(found) + " ms in series " + series.name() + " (median of " + (series.rows() - 1)
							+ " intervals)" + advice);
		}
	}

	private static boolean seconds(double found, long stepMs) {
		return Math.abs(1000 * found - stepMs) <= TOLERANCE * stepMs;
	}

	private static String text(double ms) {
		return (ms == Math.rint(ms)) ? Long.toString((long) ms) : Double.toString(ms);
	}

}

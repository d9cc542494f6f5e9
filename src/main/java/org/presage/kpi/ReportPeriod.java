/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Estimates how often a cell reports, from the ends of its last intervals, and whether
 * that is the step that a model was trained on. Most of the intervals must be off on one
 * side: lost reports, bursts and jitter are no other period. Allocates nothing while
 * nothing is found. Owned by one thread.
 */
public final class ReportPeriod {

	/** Intervals that are remembered. */
	private static final int OF = 16;

	/** Reports of which it is remembered whether they repeat a time stamp. */
	private static final int REPORTS = 8;

	/** Intervals before anything is said. */
	private static final int LEAST = 3;

	/** So many of the last 8 reports that end like the one before are a coarse clock. */
	private static final int MANY_REPEATS = 6;

	private final long stepMs;

	private final double lowMs;

	private final double highMs;

	private final long[] intervals = new long[OF];

	private int count;

	private boolean reported;

	private long newestMs;

	/** One bit for each of the last reports: it ended when the newest one ended. */
	private int repeats;

	/**
	 * @param stepMs of the model
	 * @param tolerance part of the step by which intervals may differ, 0 to below 1; 0
	 * for any number
	 */
	public ReportPeriod(long stepMs, double tolerance) {
		this.stepMs = stepMs;
		this.lowMs = (tolerance > 0) ? (1 - tolerance) * stepMs : 0;
		this.highMs = (tolerance > 0) ? (1 + tolerance) * stepMs : Double.POSITIVE_INFINITY;
	}

	/** How reports differ from those that the model needs; counted by name. */
	public enum Fault {

		/** The cell reports more often. */
		FASTER,
		/** The cell reports less often. */
		SLOWER,
		/** Several reports have one time stamp. */
		COARSE_TIME

	}

	/**
	 * Takes the end of a report's interval. One that is older than the newest changes
	 * nothing.
	 */
	public void observe(long endMs) {
		if (this.reported && endMs < this.newestMs) {
			return;
		}
		boolean repeated = this.reported && endMs == this.newestMs;
		this.repeats = (this.repeats << 1 | (repeated ? 1 : 0)) & (1 << REPORTS) - 1;
		if (this.reported && !repeated) {
			this.intervals[this.count++ % OF] = endMs - this.newestMs;
			this.count = (this.count == 2 * OF) ? OF : this.count;
		}
		this.reported = true;
		this.newestMs = endMs;
	}

	/** End of the newest interval in ms; meaningless before the first report. */
	public long newestMs() {
		return this.newestMs;
	}

	private int known() {
		return Math.min(this.count, OF);
	}

	/** What is wrong with the last reports; null for nothing. */
	public @Nullable Fault fault() {
		int repeated = Integer.bitCount(this.repeats);
		int known = known();
		if (known < ((repeated >= MANY_REPEATS) ? 1 : LEAST)) {
			return null;
		}
		int below = 0;
		int above = 0;
		for (int i = 0; i < known; i++) {
			below += (this.intervals[i] < this.lowMs) ? 1 : 0;
			above += (this.intervals[i] > this.highMs) ? 1 : 0;
		}
		if (most(above, known)) {
			return (2 * repeated >= REPORTS) ? Fault.COARSE_TIME : Fault.SLOWER;
		}
		return most(below, known) ? Fault.FASTER : null;
	}

	/**
	 * Whether the intervals are alike. Those of two senders under one name are not: they
	 * alternate.
	 */
	public boolean isRegular() {
		int known = known();
		double median = medianMs();
		double reach = Math.max(1, median * (this.highMs / this.stepMs - 1));
		int near = 0;
		for (int i = 0; i < known; i++) {
			near += (Math.abs(this.intervals[i] - median) <= reach) ? 1 : 0;
		}
		return most(near, known);
	}

	private static boolean most(int some, int of) {
		return 4 * some >= 3 * of;
	}

	/** Median of the last intervals in ms, 0 before the second report. */
	public long medianMs() {
		long[] sorted = Arrays.copyOf(this.intervals, known());
		Arrays.sort(sorted);
		return (sorted.length > 0) ? sorted[sorted.length / 2] : 0;
	}

	/** What was expected and found, for humans. */
	public String detail(Fault fault) {
		String found = "expected a report every " + this.stepMs + " ms (" + Math.round(this.lowMs) + " to "
				+ Math.round(this.highMs) + "), found ";
		return found + switch (fault) {
			case FASTER, SLOWER -> "one every " + medianMs() + " ms: let the node report every " + this.stepMs
					+ " ms, or serve a model package of stepMs " + medianMs();
			case COARSE_TIME -> "several with one time stamp, which moves by " + medianMs()
					+ " ms: send the end of each interval in milliseconds";
		};
	}

}

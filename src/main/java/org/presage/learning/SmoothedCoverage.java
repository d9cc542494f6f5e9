/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.jspecify.annotations.Nullable;

/**
 * Share of the values of a group of cells that are in their 90 % intervals, over about
 * its last 2,000 windows, and for how long it has been too low or too high. Used by one
 * thread.
 */
final class SmoothedCoverage {

	static final double NOMINAL = 0.9;

	private static final double LOW = 0.85;

	private static final double HIGH = 0.95;

	private static final int MEMORY = 2000;

	private static final double FORGET = Math.exp(-1.0 / MEMORY);

	private static final long HOUR_MS = 3_600_000;

	private double covered;

	private double judged;

	/** Windows since which it has been too low or too high. */
	private long outside;

	private @Nullable Long alarmMs;

	/**
	 * Takes the values of a window.
	 * @return whether the share has been outside of 0.85 to 0.95 for 2,000 windows; at
	 * most once an hour
	 * @throws IllegalArgumentException if more are covered than judged
	 */
	boolean add(int coveredValues, int judgedValues, long timeMs) {
		if (coveredValues < 0 || coveredValues > judgedValues) {
			throw new IllegalArgumentException(
					"covered: expected 0 to judged = " + judgedValues + ", found " + coveredValues);
		}
		if (judgedValues == 0) {
			return false;
		}
		this.covered = FORGET * this.covered + coveredValues;
		this.judged = FORGET * this.judged + judgedValues;
		this.outside = (share() < LOW || share() > HIGH) ? this.outside + 1 : 0;
		if (this.outside < MEMORY || this.alarmMs != null && Math.abs(timeMs - this.alarmMs) < HOUR_MS) {
			return false;
		}
		this.alarmMs = timeMs;
		return true;
	}

	/** NaN without any. */
	double share() {
		return this.covered / this.judged;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;

/**
 * Intervals that begin in the middle of the one before: two senders report under one
 * name, and their KPIs alternate. A few such intervals are a clock that was set, or
 * jitter; five of twelve are two senders.
 */
final class Overlap {

	private static final int OF = 12;

	private static final int TIMES = 5;

	private final long stepMs;

	private long newestMs = Long.MIN_VALUE / 2;

	/** One bit for each of the last reports. */
	private int close;

	Overlap(long stepMs) {
		this.stepMs = stepMs;
	}

	/**
	 * @param again whether it ends when one before did, and says something else
	 */
	@Nullable FalseReport judge(long endMs, boolean again) {
		boolean tooClose = again || endMs - this.newestMs < this.stepMs / 2;
		this.close = (this.close << 1 | (tooClose ? 1 : 0)) & (1 << OF) - 1;
		if (!again) {
			this.newestMs = endMs;
		}
		return (Integer.bitCount(this.close) >= TIMES) ? new FalseReport(FalseData.OVERLAP,
				Integer.bitCount(this.close) + " of " + OF + " intervals begin within the one before") : null;
	}

	void restart() {
		this.close = 0;
		this.newestMs = Long.MIN_VALUE / 2;
	}

}

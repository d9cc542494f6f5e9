/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import org.presage.base.Clock;

/**
 * Intervals of {@link RanConfig#STEP_MS} in real time, for one thread. Intervals that
 * pass while it does something else, as waiting for a connection, are skipped: a node
 * never reports in bursts.
 */
public final class RealTime {

	private static final long STEP_NS = RanConfig.STEP_MS * 1_000_000L;

	private final Clock clock;

	private long startNs;

	public RealTime(Clock clock) {
		this.clock = clock;
		this.startNs = clock.nanoTime();
	}

	/** Waits for a part of the running interval, from 0 to 1. */
	public void sleepUntil(double part) throws InterruptedException {
		this.clock.sleepUntil(this.startNs + (long) (STEP_NS * part));
	}

	/** Waits for the next interval. */
	public void next() throws InterruptedException {
		this.startNs += STEP_NS;
		this.clock.sleepUntil(this.startNs);
		long nowNs = this.clock.nanoTime();
		if (nowNs - this.startNs > STEP_NS) {
			this.startNs = nowNs;
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;

/** When to try a connection again: soon at first, then more slowly. For one thread. */
final class Reconnect {

	private static final long FIRST_MS = 1000;

	private static final long SLOWEST_MS = 30_000;

	private final Clock clock;

	private final @Nullable Integer limitS;

	private long sinceNs;

	private long nextMs = FIRST_MS;

	/**
	 * @param limitS seconds without a connection after which to give up; null for never
	 */
	Reconnect(Clock clock, @Nullable Integer limitS) {
		this.clock = clock;
		this.limitS = limitS;
		this.sinceNs = clock.nanoTime();
	}

	/** A connection was there and has just ended. */
	void connected() {
		this.sinceNs = this.clock.nanoTime();
		this.nextMs = FIRST_MS;
	}

	/** Time to wait before the next attempt; -1 to give up. */
	long delayMs() {
		long delay = this.nextMs;
		this.nextMs = Math.min(2 * this.nextMs, SLOWEST_MS);
		Integer limit = this.limitS;
		if (limit == null) {
			return delay;
		}
		long leftMs = TimeUnit.SECONDS.toMillis(limit) - waitedMs();
		return (leftMs > 0) ? Math.min(delay, leftMs) : -1;
	}

	/** Seconds without a connection. */
	long waitedS() {
		return Math.round(waitedMs() / 1000.0);
	}

	private long waitedMs() {
		return TimeUnit.NANOSECONDS.toMillis(this.clock.nanoTime() - this.sinceNs);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.util.concurrent.atomic.AtomicLong;

import org.presage.base.Clock;

/**
 * A clock that moves when a test moves it. It starts away from zero, near the wrap of its
 * nanoseconds.
 */
public final class ManualClock implements Clock {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

	private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	@Override
	public long epochMillis() {
		return this.millis.get();
	}

	public void advanceMillis(long by) {
		this.nanos.addAndGet(by * 1_000_000);
		this.millis.addAndGet(by);
	}

	public void advanceNanos(long by) {
		this.nanos.addAndGet(by);
	}

}

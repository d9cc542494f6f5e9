/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;

/** A {@link ManualClock} that throws on demand, so that its user fails anywhere. */
public final class FailingClock implements Clock {

	private final ManualClock clock = new ManualClock();

	private volatile @Nullable Error failure;

	/** Throws from the next call on; null: no longer. */
	public void fail(@Nullable Error error) {
		this.failure = error;
	}

	/** The clock without its failures. */
	public ManualClock sound() {
		return this.clock;
	}

	@Override
	public long nanoTime() {
		Error now = this.failure;
		if (now != null) {
			throw now;
		}
		return this.clock.nanoTime();
	}

	@Override
	public long epochMillis() {
		return this.clock.epochMillis();
	}

}

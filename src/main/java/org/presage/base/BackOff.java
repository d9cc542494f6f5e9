/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each twice as long as the one before up to a most, and drawn
 * from its upper half, so that many that failed together do not come back together.
 */
public final class BackOff {

	private static final long FIRST_MS = 100;

	private final long mostMs;

	private final RandomGenerator random;

	private long nextMs = FIRST_MS;

	/**
	 * @param mostMs longest pause in ms
	 */
	public BackOff(long mostMs, RandomGenerator random) {
		this.mostMs = mostMs;
		this.random = random;
	}

	/** The next pause in ms. */
	public long next() {
		long pause = Math.min(this.nextMs, this.mostMs);
		this.nextMs = Math.min(this.mostMs, 2 * pause);
		return pause - (long) (this.random.nextDouble() * pause / 2);
	}

	/** After a success. */
	public void reset() {
		this.nextMs = FIRST_MS;
	}

}

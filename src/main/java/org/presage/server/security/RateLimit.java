/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

/**
 * A token bucket that holds the events of one second. Its time is given to it.
 * Thread-safe.
 */
public final class RateLimit {

	private static final double NS = 1e9;

	private final double perSecond;

	private double left;

	private long filledNs;

	/**
	 * @param perSecond events a second in the long run, and at once after a pause, at
	 * least 1
	 */
	public RateLimit(int perSecond, long nowNs) {
		this.perSecond = perSecond;
		this.left = perSecond;
		this.filledNs = nowNs;
	}

	/** Whether one more event is within the limit; it is then spent. */
	public synchronized boolean take(long nowNs) {
		long passedNs = nowNs - this.filledNs;
		if (passedNs > 0) {
			this.left = Math.min(this.perSecond, this.left + passedNs * this.perSecond / NS);
			this.filledNs = nowNs;
		}
		if (this.left < 1) {
			return false;
		}
		this.left--;
		return true;
	}

}

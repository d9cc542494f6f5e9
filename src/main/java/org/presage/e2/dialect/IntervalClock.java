/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

/**
 * Tells when the intervals of one cell's indications end. Where the header counts whole
 * seconds (four octets, KPM 2.0) the indications of a second are told apart by their
 * order. Not for several threads.
 */
public final class IntervalClock {

	/** What is older than this by the node's clock is of another time. */
	private static final long BACK_MS = 2_000;

	private final long stepMs;

	private long newestEndMs = Long.MIN_VALUE;

	private long startMs = Long.MIN_VALUE;

	/**
	 * @param stepMs length of an interval
	 */
	public IntervalClock(long stepMs) {
		this.stepMs = stepMs;
	}

	/**
	 * End of the newest interval of an indication in ms since 1970: after what its header
	 * says, by as many intervals as it covers. The header must tell a time.
	 */
	public long endMs(IndicationReader.Indication indication) {
		long begin = indication.startMs();
		long end = begin + indication.rows() * this.stepMs;
		if (begin < this.startMs - BACK_MS) {
			// Not an old indication: the node's clock was set back.
			this.startMs = begin;
			this.newestEndMs = begin;
		}
		if (indication.wholeSeconds() && begin >= this.startMs) {
			end = Math.max(end, this.newestEndMs + indication.rows() * this.stepMs);
			// More than a second's worth in one second: the node's clock runs ahead of
			// its reports, and time must not run away from it.
			end = Math.min(end, begin + 1000 + indication.rows() * this.stepMs);
			this.startMs = begin;
			this.newestEndMs = end;
		}
		return end;
	}

}

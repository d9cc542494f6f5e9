/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Keeps what can go wrong with every message from filling the log. Of those alike the
 * first few in a minute are logged, the others counted and told in one line when the
 * minute is over; while that goes on, each minute has one of them and the line. Holds two
 * numbers, whatever happens; what is not logged allocates nothing. Thread-safe.
 */
public final class LogThrottle {

	static final int FEW = 5;

	static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

	private final Logger log;

	private final Level level;

	private final String what;

	private final Clock clock;

	private final LongFunction<Executor> later;

	private final int few;

	private boolean open;

	private long startNs;

	private int left;

	private long more;

	/** Whether the minute before had more than were logged, and when it ended. */
	private boolean stormy;

	private long endNs;

	/**
	 * @param log that the line goes to
	 * @param level of it
	 * @param what happens, in the plural
	 */
	public LogThrottle(Logger log, Level level, String what, Clock clock) {
		this(log, level, what, clock, FEW);
	}

	/**
	 * @param few of them are logged in the first minute, at least 1
	 */
	public LogThrottle(Logger log, Level level, String what, Clock clock, int few) {
		this(log, level, what, clock, few,
				(delayNs) -> CompletableFuture.delayedExecutor(delayNs, TimeUnit.NANOSECONDS));
	}

	/**
	 * @param later runs something after so many nanoseconds
	 */
	LogThrottle(Logger log, Level level, String what, Clock clock, int few, LongFunction<Executor> later) {
		this.log = log;
		this.level = level;
		this.what = what;
		this.clock = clock;
		this.few = few;
		this.later = later;
	}

	/** Whether this one is to be logged; if not, it is counted. */
	public boolean admits() {
		long nowNs = this.clock.nanoTime();
		long before;
		boolean admitted;
		long wakeNs = 0;
		synchronized (this) {
			before = end(nowNs);
			if (!this.open) {
				begin(nowNs);
			}
			admitted = this.left > 0;
			if (admitted) {
				this.left--;
			}
			else if (this.more++ == 0) {
				wakeNs = MINUTE_NS - (nowNs - this.startNs);
			}
		}
		tell(before);
		if (wakeNs > 0) {
			this.later.apply(wakeNs).execute(this::look);
		}
		return admitted;
	}

	private void begin(long nowNs) {
		this.open = true;
		this.startNs = nowNs;
		this.left = (this.stormy && nowNs - this.endNs < MINUTE_NS) ? 1 : this.few;
	}

	/** Tells how many more there were if the minute is over, also if none comes then. */
	private void look() {
		long before;
		synchronized (this) {
			before = end(this.clock.nanoTime());
		}
		tell(before);
	}

	/** Ends the minute if it is over; returns how many more there were. */
	private long end(long nowNs) {
		if (!this.open || nowNs - this.startNs < MINUTE_NS) {
			return 0;
		}
		long counted = this.more;
		this.open = false;
		this.stormy = counted > 0;
		this.endNs = nowNs;
		this.more = 0;
		return counted;
	}

	private void tell(long counted) {
		if (counted > 0) {
			this.log.atLevel(this.level).log("{} more in the last minute: {}", counted, this.what);
		}
	}

}

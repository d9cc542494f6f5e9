/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When to train: asked by an operator, because forecasts got worse, or because it is
 * time; not too often. Used by one thread.
 */
final class Triggers {

	private static final long DAY_MS = Duration.ofDays(1).toMillis();

	/** The pause is doubled so often at most. */
	private static final int DOUBLINGS = 8;

	private final Duration every;

	private final Duration rest;

	private final int daily;

	private @Nullable Reason waiting;

	private long askedMs;

	/** Of the newest training. */
	private @Nullable Reason begun;

	private long newestMs;

	private long day;

	private int today;

	/** Challengers in a row that were not promoted. */
	private int rejected;

	/**
	 * @param every trains at least so often; 0: never for that reason
	 * @param rest at least so long from one training to the next; doubled by each
	 * challenger that is not promoted, until one is
	 * @param daily trainings a day (UTC) at most
	 * @param nowMs time of the start
	 */
	Triggers(Duration every, Duration rest, int daily, long nowMs) {
		this.every = every;
		this.rest = rest;
		this.daily = daily;
		this.newestMs = nowMs - rest.toMillis();
		this.day = Math.floorDiv(nowMs, DAY_MS);
	}

	/**
	 * Why to train.
	 *
	 * @param why for humans
	 * @param sinceMs what was reported before is of another network; null if all counts
	 * @param afterMs so long there are too few reports
	 * @param windows that must have been judged
	 */
	record Reason(String why, @Nullable Long sinceMs, long afterMs, long windows) {
	}

	/**
	 * Something happened that calls for a training, with all that is stored; after a
	 * drift with what was reported since.
	 */
	void ask(String why) {
		Reason before = this.waiting;
		if (before == null) {
			this.waiting = new Reason(why, null, 0, 0);
		}
		else if (before.sinceMs() != null) {
			this.waiting = new Reason(why + "; " + before.why(), before.sinceMs(), 0, before.windows());
		}
	}

	/** The network has changed. */
	void drift(Reason reason, long nowMs) {
		if (this.waiting == null) {
			this.waiting = reason;
			this.askedMs = nowMs;
		}
	}

	/**
	 * Why to train now; null if not now.
	 * @param judged windows so far
	 */
	@Nullable Reason due(long nowMs, long judged) {
		long nowDay = Math.floorDiv(nowMs, DAY_MS);
		if (nowDay != this.day) {
			this.day = nowDay;
			this.today = 0;
		}
		if (this.waiting == null && this.every.isPositive() && nowMs - this.newestMs >= this.every.toMillis()) {
			this.waiting = new Reason("schedule", null, 0, 0);
		}
		boolean rested = nowMs - this.newestMs >= this.rest.toMillis() << Math.min(this.rejected, DOUBLINGS)
				|| nowMs < this.newestMs - this.rest.toMillis();
		Reason next = this.waiting;
		// A clock that was put back must not stop learning for as long.
		boolean ready = next != null && (nowMs - this.askedMs >= next.afterMs() || nowMs < this.askedMs)
				&& judged >= next.windows();
		return (ready && rested && this.today < this.daily) ? next : null;
	}

	/** A training begins. */
	void begin(long nowMs) {
		this.begun = this.waiting;
		this.waiting = null;
		this.newestMs = nowMs;
		this.today++;
	}

	void promoted() {
		// What was asked for was asked of the model before.
		this.waiting = null;
		this.begun = null;
		this.rejected = 0;
	}

	void rejected() {
		this.rejected++;
		Reason last = this.begun;
		if (last != null && last.sinceMs() != null && this.waiting == null) {
			// The network is still another one, and there will be more to learn from.
			this.waiting = last;
		}
	}

}

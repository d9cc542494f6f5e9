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

	private @Nullable String waiting;

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

	/** Something happened that calls for a training. */
	void ask(String why) {
		if (this.waiting == null) {
			this.waiting = why;
		}
	}

	/** Why to train now; null if not now. */
	@Nullable String due(long nowMs) {
		long nowDay = Math.floorDiv(nowMs, DAY_MS);
		if (nowDay != this.day) {
			this.day = nowDay;
			this.today = 0;
		}
		if (this.waiting == null && this.every.isPositive() && nowMs - this.newestMs >= this.every.toMillis()) {
			this.waiting = "schedule";
		}
		boolean rested = nowMs - this.newestMs >= this.rest.toMillis() << Math.min(this.rejected, DOUBLINGS)
				// A clock that was put back must not stop learning for as long.
				|| nowMs < this.newestMs - this.rest.toMillis();
		return (rested && this.today < this.daily) ? this.waiting : null;
	}

	/** A training begins. */
	void begin(long nowMs) {
		this.waiting = null;
		this.newestMs = nowMs;
		this.today++;
	}

	void promoted() {
		// What was asked for was asked of the model before.
		this.waiting = null;
		this.rejected = 0;
	}

	void rejected() {
		this.rejected++;
	}

}

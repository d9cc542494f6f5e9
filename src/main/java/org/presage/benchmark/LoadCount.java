/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.presage.base.NearestRank;
import org.presage.control.Outcome;

/** What is counted of the answers to a load. Thread-safe. */
public final class LoadCount {

	private final long[] latencyUs;

	private final long[] addedUs;

	private final AtomicInteger answered = new AtomicInteger();

	private final AtomicInteger followed = new AtomicInteger();

	private final AtomicLong held = new AtomicLong();

	private final AtomicLong iterations = new AtomicLong();

	private final AtomicLong planned = new AtomicLong();

	private final AtomicLong missed = new AtomicLong();

	private final AtomicLong rejected = new AtomicLong();

	LoadCount(int most) {
		this.latencyUs = new long[most];
		this.addedUs = new long[most];
	}

	/**
	 * A decision.
	 * @param latency from receipt to decision in µs, as the xApp says it
	 * @param rounds iterations of the optimiser
	 */
	void answered(long latency, Outcome outcome, int rounds) {
		if (outcome == Outcome.PLANNED) {
			this.planned.incrementAndGet();
			this.iterations.addAndGet(rounds);
		}
		else {
			this.held.incrementAndGet();
		}
		if (outcome == Outcome.DEADLINE) {
			this.missed.incrementAndGet();
		}
		put(this.latencyUs, this.answered, latency);
	}

	/**
	 * A decision has come back.
	 * @param added what its way there and back took in µs, without its latency
	 */
	void followed(long added) {
		put(this.addedUs, this.followed, added);
	}

	private static void put(long[] values, AtomicInteger count, long value) {
		int index = count.getAndIncrement();
		if (index < values.length) {
			values[index] = value;
		}
	}

	void rejected() {
		this.rejected.incrementAndGet();
	}

	/** Answers of any kind. */
	long all() {
		return this.answered.get() + this.rejected.get();
	}

	/** Forgets what was counted. */
	void reset() {
		this.answered.set(0);
		this.followed.set(0);
		this.held.set(0);
		this.planned.set(0);
		this.iterations.set(0);
		this.missed.set(0);
	}

	/** The figures of {@code bench loop --json}. */
	LoadResult.Answers answers() {
		int count = Math.min(this.answered.get(), this.latencyUs.length);
		Arrays.sort(this.latencyUs, 0, count);
		int back = Math.min(this.followed.get(), this.addedUs.length);
		Arrays.sort(this.addedUs, 0, back);
		return new LoadResult.Answers(this.answered.get(), quantile(this.latencyUs, 0.5, count),
				quantile(this.latencyUs, 0.99, count), quantile(this.latencyUs, 0.999, count),
				quantile(this.latencyUs, 1, count), back, quantile(this.addedUs, 0.5, back),
				quantile(this.addedUs, 0.99, back), quantile(this.addedUs, 0.999, back), this.missed.get(),
				this.held.get(), this.rejected.get(), (double) this.iterations.get() / Math.max(1, this.planned.get()));
	}

	private static double quantile(long[] sorted, double share, int count) {
		if (count == 0) {
			return Double.NaN;
		}
		return sorted[NearestRank.index(share, count)] / 1000.0;
	}

}

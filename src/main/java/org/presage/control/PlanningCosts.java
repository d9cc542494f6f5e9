/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.Clock;

/**
 * What planning costs on this machine now, measured as it happens, and how much of it the
 * present plan may have. Owned by one thread.
 */
final class PlanningCosts implements Pace {

	/** Weight of the newest measurement is one over this. */
	private static final int SMOOTHING = 8;

	/**
	 * One measurement counts at most as this many times what was usual: a pause is none.
	 */
	private static final int OUTLIER = 4;

	/**
	 * What is not tried is not measured: without forgetting, a slow moment would be
	 * remembered for ever.
	 */
	private static final int FORGETTING = 32;

	/**
	 * After so much time half of a measurement is forgotten. Where reports come seldom, a
	 * slow first plan would refuse the next hundred of them otherwise.
	 */
	private static final double HALF_LIFE_NS = 1e9;

	/**
	 * Those that wait count this many times, because more come while they are planned:
	 * where the queue settles, it is short.
	 */
	private static final int PRUDENCE = 3;

	/**
	 * Share of its time that the thread plans at most. Beyond it the threads that read
	 * reports and send decisions come too late, and plans with them.
	 */
	private static final double UTILISATION = 0.4;

	/** Weight of the newest distance between two plans is one over this. */
	private static final int ARRIVALS = 64;

	private final Clock clock;

	/** Smoothed time from window to window; 0 before the second one. */
	private double spacingNs;

	private long begunNs;

	private boolean begun;

	/** Encoding and first iteration of one window. */
	private long firstNs;

	/** When that was measured, or forgotten in part. */
	private long recalledNs;

	/** Every other iteration. */
	private long nextNs;

	private long lapNs;

	private long untilNs;

	private int windows;

	private boolean first;

	PlanningCosts(Clock clock) {
		this.clock = clock;
	}

	/** Whether a plan of one iteration for one window can be there in time. */
	boolean affordable(long nowNs, long deadlineNs) {
		boolean fits = nowNs + this.firstNs - deadlineNs <= 0;
		if (!fits) {
			double kept = Math.pow(0.5, (nowNs - this.recalledNs) / HALF_LIFE_NS);
			this.firstNs = (long) (this.firstNs * Math.min(kept, 1 - 1.0 / FORGETTING));
			this.recalledNs = nowNs;
		}
		return fits;
	}

	/** What a plan of one iteration for one window takes, as far as it is known. */
	long firstNs() {
		return this.firstNs;
	}

	/**
	 * Begins to plan.
	 * @param count windows of the batch
	 * @param deadlineNs of the first of them
	 * @param behind windows that wait for this thread after it: the batch may have its
	 * share of the time that is left, so that all of them get a plan, if a poorer one
	 */
	void begin(int count, long deadlineNs, int behind) {
		this.lapNs = this.clock.nanoTime();
		this.windows = count;
		this.first = true;
		long shareNs = (deadlineNs - this.lapNs) / (count + PRUDENCE * behind) * count;
		if (this.begun) {
			this.spacingNs += ((double) (this.lapNs - this.begunNs) / count - this.spacingNs) / ARRIVALS;
			shareNs = Math.min(shareNs, (long) (UTILISATION * this.spacingNs * count));
		}
		else {
			this.spacingNs = shareNs;
		}
		this.begun = true;
		this.begunNs = this.lapNs;
		this.untilNs = this.lapNs + shareNs;
	}

	@Override
	public boolean another() {
		long nowNs = this.clock.nanoTime();
		long spentNs = (nowNs - this.lapNs) / this.windows;
		this.lapNs = nowNs;
		if (this.first) {
			this.firstNs = smoothed(this.firstNs, spentNs);
			this.recalledNs = nowNs;
			this.nextNs = (this.nextNs == 0) ? spentNs : this.nextNs;
			this.first = false;
		}
		else {
			// Iterations differ in size: the large ones decide whether another one fits.
			this.nextNs = Math.max(smoothed(this.nextNs, spentNs), Math.min(spentNs, OUTLIER * this.nextNs));
		}
		boolean fits = nowNs + this.nextNs * this.windows - this.untilNs <= 0;
		if (!fits) {
			this.nextNs -= this.nextNs / FORGETTING;
		}
		return fits;
	}

	private static long smoothed(long before, long measured) {
		return (before == 0) ? measured : before + (Math.min(measured, OUTLIER * before) - before) / SMOOTHING;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** What the services do wrong. Each can be switched while they run. */
public final class RestFaults {

	private final AtomicInteger unavailable = new AtomicInteger();

	/** What subscriptions are refused with; null to make them. */
	volatile @Nullable Refused refusal;

	/** How often each notice is sent. */
	volatile int notices = 1;

	/** Time between the answer to a deletion and the deletion. */
	volatile long deleteMs;

	/** Time before each answer. */
	volatile long slowMs;

	/** Text that subscription requests are rejected with; null to read them. */
	volatile @Nullable String rejection;

	/** Whether the application manager hangs up. */
	volatile boolean noAppManager;

	/** What is answered in place of every JSON; null for the right answer. */
	volatile @Nullable String garbage;

	/** The next subscription requests are answered with 503: no E2 connection. */
	public void unavailable(int requests) {
		this.unavailable.set(requests);
	}

	boolean takeUnavailable() {
		return this.unavailable.getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
	}

	/** Subscriptions are accepted, and then noticed as failed; null to make them. */
	public void refuse(@Nullable Refused with) {
		this.refusal = with;
	}

	/** How often each notice is sent: 0 never, 2 twice. */
	public void noticeTimes(int times) {
		this.notices = times;
	}

	/** A deletion is answered at once, as by the real one, and takes so long. */
	public void deleteAfter(long ms) {
		this.deleteMs = ms;
	}

	/** Every answer takes so long. */
	public void slow(long ms) {
		this.slowMs = ms;
	}

	/** Subscription requests are answered with 400 and that text; null to read them. */
	public void reject(@Nullable String text) {
		this.rejection = text;
	}

	/** The application manager hangs up on everybody. */
	public void appManagerDown(boolean down) {
		this.noAppManager = down;
	}

	/** All that should be JSON is that text, with the right status; null to stop. */
	public void garble(@Nullable String text) {
		this.garbage = text;
	}

}

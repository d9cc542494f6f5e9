/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import org.presage.base.Clock;

/**
 * When this process may act on a lease, by its own clock only. A grant counts from before
 * its request was sent, so neither an answer that was on its way for long nor a process
 * that stood still prolongs it.
 * <p>
 * Redis may forget what it has granted. So whoever was not the holder waits for as long
 * as the longest lease lasts, of whatever server, and acts only on a renewal that was
 * sent after that and without an unanswered request in between: an unanswered one may
 * itself have taken the key. Whoever acts when Redis has forgotten goes on, because all
 * others wait longer than its term. Written by one thread, read by any.
 */
final class LeaseTerm {

	/** Part of a lease's time in which its holder acts, in percent. */
	static final int VALID_PERCENT = 60;

	private final Clock clock;

	private final long longestNs;

	private final long validNs;

	private volatile Term term = Term.NONE;

	/** Whether a wait has begun, and when it ends. */
	private boolean waiting;

	private long waitNs;

	/**
	 * A part of the time, by both clocks.
	 *
	 * @param untilNs when it ends, by the monotonic clock
	 * @param untilMs when it ends, by the wall clock: the monotonic one stands still
	 * while a machine is suspended
	 */
	private record Term(boolean granted, long untilNs, long untilMs) {

		static final Term NONE = new Term(false, 0, 0);

	}

	/**
	 * The time before a request.
	 *
	 * @param ns monotonic
	 * @param ms since 1970
	 */
	record Sent(long ns, long ms) {
	}

	/**
	 * @param time of leases in Redis
	 */
	LeaseTerm(LeaseTime time, Clock clock) {
		this.clock = clock;
		this.longestNs = time.longest().toNanos();
		this.validNs = time.lasts().toNanos() / 100 * VALID_PERCENT;
	}

	/** To be called before a request is sent. */
	Sent sent() {
		return new Sent(this.clock.nanoTime(), this.clock.epochMillis());
	}

	/** Whether this process may act now. */
	boolean held() {
		Term now = this.term;
		return now.granted && this.clock.nanoTime() - now.untilNs < 0 && this.clock.epochMillis() < now.untilMs;
	}

	/** Redis kept the key of this process. */
	void kept(Sent sent) {
		if (held()) {
			grant(sent);
		}
		else if (!this.waiting) {
			await();
		}
		else if (sent.ns - this.waitNs >= 0) {
			grant(sent);
		}
	}

	/** The holder has released the key to this process. */
	void handedOver(Sent sent) {
		grant(sent);
	}

	/** There was no key. */
	void taken(Sent sent) {
		if (held()) {
			grant(sent);
		}
		else {
			await();
		}
	}

	/** Another one has the lease, whatever this process believed. */
	void refused() {
		this.term = Term.NONE;
		this.waiting = false;
	}

	/** No answer. */
	void unanswered() {
		this.waiting = false;
	}

	private void grant(Sent sent) {
		this.term = new Term(true, sent.ns + this.validNs, sent.ms + this.validNs / 1_000_000);
		this.waiting = false;
	}

	private void await() {
		this.term = Term.NONE;
		this.waiting = true;
		this.waitNs = this.clock.nanoTime() + this.longestNs;
	}

}

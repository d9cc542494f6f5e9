/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.base.LogKeys;

/**
 * Keeps one cell subscribed: renews the subscription after errors, after the peer was
 * gone, and when nothing comes although nothing failed.
 */
final class CellSubscription {

	private static final Logger LOG = LoggerFactory.getLogger(CellSubscription.class);

	private static final long MOST_PATIENCE_MS = 60_000;

	/** So many subscriptions without a report are no accident. */
	private static final int FRUITLESS = 3;

	private final RicClient client;

	private final CellTarget target;

	private final CellFeed feed;

	private final NodeGuard guard;

	private final Lease lease;

	private final ScheduledExecutorService timer;

	private final Clock clock;

	private final EdgeMetrics metrics;

	private final EdgeLog log;

	private final long silenceNs;

	/** While the RIC is not reached, or fails. */
	private final BackOff backOff;

	/** While the node, or the RIC for it, refuses. */
	private final BackOff refusals;

	private final Runnable renewed;

	private long patienceNs;

	private @Nullable Stream stream;

	/** Subscriptions without a report, one after the other. */
	private int fruitless;

	private boolean stopped;

	/**
	 * @param lease without which nothing is subscribed to or ended: the cell is another
	 * server's then
	 * @param renewed run whenever the node may have been restarted
	 */
	CellSubscription(RicClient client, CellTarget target, CellFeed feed, EdgeSettings.Timing timing, NodeGuard guard,
			Lease lease, ScheduledExecutorService timer, RandomGenerator random, Clock clock, EdgeMetrics metrics,
			EdgeLog log, Runnable renewed) {
		this.renewed = renewed;
		this.client = client;
		this.target = target;
		this.feed = feed;
		this.guard = guard;
		this.lease = lease;
		this.timer = timer;
		this.clock = clock;
		this.metrics = metrics;
		this.log = log;
		this.silenceNs = TimeUnit.MILLISECONDS.toNanos(timing.silenceMs());
		this.patienceNs = this.silenceNs;
		this.backOff = new BackOff(timing.retryMs(), random);
		this.refusals = new BackOff(MOST_PATIENCE_MS, random);
	}

	CellFeed feed() {
		return this.feed;
	}

	/**
	 * Subscribes, unless the node is held; a failure is tried again until {@link #stop},
	 * and so is a time without the lease.
	 */
	synchronized void start() {
		if (this.stopped || this.stream != null
				|| this.guard.refusal(this.target.node(), NodeGuard.Ask.SUBSCRIPTION) != null) {
			return;
		}
		if (!this.lease.held()) {
			later(this::start, this.backOff.next());
			return;
		}
		Stream opened = new Stream(this.clock.nanoTime());
		this.stream = opened;
		try {
			opened.call = this.client.subscribe(this.target, this.feed.trigger(), this.feed.definition(), opened);
			// What could not be sent has asked nothing of the node.
			if (this.stream == opened) {
				this.guard.asked(this.target.node(), NodeGuard.Ask.SUBSCRIPTION);
			}
		}
		catch (RuntimeException ex) {
			startAgain(opened, EdgeMetrics.Reason.ERROR, String.valueOf(ex.getMessage()), this.refusals);
		}
	}

	private synchronized void startAgain(Stream ended, EdgeMetrics.Reason reason, String detail, BackOff pauses) {
		if (leave(ended, reason, detail, pauses == this.backOff)) {
			this.patienceNs = this.silenceNs;
			later(this::start, pauses.next());
		}
	}

	private void later(Runnable task, long afterMs) {
		try {
			this.timer.schedule(task, afterMs, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			LOG.debug("the edge is closed", ex);
		}
	}

	private boolean leave(Stream ended, EdgeMetrics.Reason reason, String detail, boolean fault) {
		if (this.stopped || ended != this.stream) {
			return false;
		}
		this.fruitless = ended.reporting ? 0 : fault ? this.fruitless : this.fruitless + 1;
		ended.left();
		this.stream = null;
		this.metrics.renewed(reason);
		this.renewed.run();
		if (this.fruitless == FRUITLESS && !fault && this.log.fruitless().admits()) {
			LOG.atWarn()
				.addKeyValue(LogKeys.CELL, this.target.id())
				.log("{} has not reported after {} subscriptions, which go on at most {} s apart: {}. Does dialect {} fit "
						+ "the node? See docs/ric-integration.md", this.target.id(), FRUITLESS, MOST_PATIENCE_MS / 1000,
						detail, this.target.dialect());
		}
		else if (this.fruitless < FRUITLESS && this.log.renewed().admits()) {
			LOG.atInfo()
				.addKeyValue(LogKeys.CELL, this.target.id())
				.log("{} is subscribed to again: {}", this.target.id(), detail);
		}
		return true;
	}

	/**
	 * Looks whether anything has come lately, and whether it is what the model wants now;
	 * if not, begins from scratch. A node that stays silent is asked less and less often:
	 * it may have nothing to say.
	 */
	synchronized void check() {
		Stream now = this.stream;
		if (now == null || this.stopped || !this.lease.held()) {
			return;
		}
		long graceNs = Math.max(this.patienceNs, TimeUnit.MILLISECONDS.toNanos(this.feed.graceMs()));
		if (this.feed.outdated()) {
			begin(now, EdgeMetrics.Reason.MODEL, "the model requires another step");
		}
		else if (this.clock.nanoTime() - now.heardNs > graceNs) {
			this.patienceNs = Math.min(TimeUnit.MILLISECONDS.toNanos(MOST_PATIENCE_MS), 2 * this.patienceNs);
			this.client.reconnect();
			begin(now, EdgeMetrics.Reason.SILENCE,
					"nothing came for " + TimeUnit.NANOSECONDS.toMillis(graceNs) + " ms");
		}
	}

	/** The node is held, and forgotten by the RIC too; or it is not held any more. */
	synchronized void guarded() {
		Stream now = this.stream;
		if (this.guard.refusal(this.target.node(), NodeGuard.Ask.SUBSCRIPTION) == null) {
			start();
		}
		else if (now != null && !this.stopped) {
			this.stream = null;
			now.left();
			now.cancel("the node is held");
			end(() -> {
			});
		}
	}

	/** Only when the RIC has forgotten the old subscription it makes a new one. */
	private void begin(Stream old, EdgeMetrics.Reason reason, String detail) {
		if (leave(old, reason, detail, false)) {
			old.cancel(detail);
			this.client.renew(this.target, this::start);
		}
	}

	/**
	 * Unsubscribes, unless the cell is another server's by now.
	 * @param done is run when the RIC has answered, or does not
	 */
	synchronized void stop(Runnable done) {
		this.stopped = true;
		Stream now = this.stream;
		if (now != null) {
			this.stream = null;
			now.left();
			now.cancel("unsubscribed");
		}
		end(done);
	}

	private void end(Runnable done) {
		if (this.lease.held()) {
			this.client.unsubscribe(this.target, done);
		}
		else {
			done.run();
		}
	}

	/** One stream of indications. */
	private final class Stream implements RicClient.Listener {

		private volatile long heardNs;

		private RicClient.@Nullable Stream call;

		private boolean reporting;

		Stream(long nowNs) {
			this.heardNs = nowNs;
		}

		@Override
		public void received() {
			this.heardNs = CellSubscription.this.clock.nanoTime();
		}

		@Override
		public void indicated(byte[] header, byte[] message) {
			received();
			if (entered()) {
				CellSubscription.this.feed.take(header, message);
			}
		}

		/** Whether this is still the stream that counts. */
		private boolean entered() {
			synchronized (CellSubscription.this) {
				if (this != CellSubscription.this.stream) {
					return false;
				}
				if (!this.reporting) {
					this.reporting = true;
					CellSubscription.this.metrics.reporting(1);
					CellSubscription.this.backOff.reset();
					CellSubscription.this.refusals.reset();
					CellSubscription.this.guard.reported(CellSubscription.this.target.node());
				}
				return true;
			}
		}

		void left() {
			if (this.reporting) {
				this.reporting = false;
				CellSubscription.this.metrics.reporting(-1);
			}
		}

		@Override
		public void failed(String detail) {
			startAgain(this, EdgeMetrics.Reason.ERROR, detail, CellSubscription.this.backOff);
		}

		@Override
		public void refused(String detail) {
			startAgain(this, EdgeMetrics.Reason.ERROR, detail, CellSubscription.this.refusals);
		}

		@Override
		public void disconnected(String detail) {
			CellSubscription.this.guard.disconnected(CellSubscription.this.target.node());
			failed(detail);
		}

		@Override
		public void ended(String detail) {
			startAgain(this, EdgeMetrics.Reason.ENDED, detail, CellSubscription.this.refusals);
		}

		void cancel(String why) {
			if (this.call != null) {
				this.call.cancel(why);
			}
		}

	}

}

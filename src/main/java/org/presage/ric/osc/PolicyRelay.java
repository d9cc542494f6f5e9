/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.TaskTimer;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrReply;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.SendResult;

/**
 * Between the message router and who takes policies. Has a thread of its own, because a
 * policy is written to disk before it is answered, and indications do not wait for that.
 */
final class PolicyRelay implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(PolicyRelay.class);

	/** Most requests that wait. */
	private static final int MOST = 1000;

	/** Pause until it is looked again whether there is a route. */
	private static final long RETRY_MS = 500;

	/** Longer than a message waits for a connection. */
	private static final long FIRST_MS = 3_000;

	private static final long MOST_MS = 60_000;

	private static final long LAST_MS = 1_000;

	private final PolicyInbox inbox;

	private final RmrEndpoint router;

	private final TaskTimer thread;

	/** Whether anything was received from the mediator. */
	private boolean received;

	private long pauseMs = FIRST_MS;

	/**
	 * @param thread closed with this
	 */
	PolicyRelay(PolicyInbox inbox, RmrEndpoint router, TaskTimer thread) {
		this.thread = thread;
		this.thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
		this.inbox = inbox;
		this.router = router;
		this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Asks for all policies as soon as there is a route to the mediator, and again, less
	 * and less often, until a request comes: nobody says that a query was lost, and to
	 * ask twice does no harm.
	 */
	void start() {
		this.thread.execute(this::ask);
	}

	private void ask() {
		if (this.received) {
			return;
		}
		long nextMs = RETRY_MS;
		try {
			if (asked()) {
				nextMs = this.pauseMs;
				this.pauseMs = Math.min(2 * this.pauseMs, MOST_MS);
			}
		}
		finally {
			this.thread.schedule(this::ask, nextMs, TimeUnit.MILLISECONDS);
		}
	}

	private boolean asked() {
		RmrMessage query = new RmrMessage(RmrTypes.A1_POLICY_QUERY, RmrMessage.NO_SUBSCRIPTION, "", "",
				this.inbox.query());
		boolean routed = !this.router.routes().lookup(query.type(), query.subscription(), "").isEmpty();
		return routed && this.router.send(query) == SendResult.QUEUED;
	}

	/**
	 * Takes a request, and answers it later.
	 * @return whether there was room for it
	 */
	boolean received(RmrMessage request, RmrReply reply) {
		if (this.thread.getQueue().size() >= MOST) {
			return false;
		}
		this.thread.execute(() -> take(request, reply));
		return true;
	}

	private void take(RmrMessage request, RmrReply reply) {
		this.received = true;
		byte[] answer = this.inbox.received(request.subscription(), request.payload());
		if (answer == null) {
			return;
		}
		RmrMessage message = new RmrMessage(RmrTypes.A1_POLICY_RESPONSE, request.subscription(), request.meid(),
				request.transaction(), answer);
		if (reply.send(message) != SendResult.QUEUED) {
			SendResult routed = this.router.send(message);
			LOG.debug("the mediator's connection is closed; its answer goes by route: {}", routed);
		}
	}

	@Override
	public void close() {
		this.thread.shutdown();
		try {
			// What is being written to disk is written: an interrupt would break it off.
			if (!this.thread.awaitTermination(LAST_MS, TimeUnit.MILLISECONDS)) {
				this.thread.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.thread.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}

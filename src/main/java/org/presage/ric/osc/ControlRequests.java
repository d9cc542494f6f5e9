/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.presage.e2.ap.RicRequestId;
import org.presage.ric.ControlAnswer;

/**
 * Controls that are not answered yet. Answers are routed by the RIC instance id, so a
 * control has that of its cell's subscription; the requestor id changes from one to the
 * next, so that a late answer is not taken for that of the next control.
 */
final class ControlRequests {

	/** Ids that are used in turn. */
	static final int REQUESTORS = 256;

	private final int firstRequestor;

	private final long timeoutMs;

	private final ScheduledExecutorService timer;

	private final AtomicInteger next = new AtomicInteger();

	private final Map<Key, Waiting> waiting = new ConcurrentHashMap<>();

	ControlRequests(int firstRequestor, long timeoutMs, ScheduledExecutorService timer) {
		this.firstRequestor = firstRequestor;
		this.timeoutMs = timeoutMs;
		this.timer = timer;
	}

	private record Key(String node, RicRequestId request) {
	}

	private record Waiting(ControlAnswer answer, ScheduledFuture<?> end) {
	}

	/** Waits for an answer from now on. */
	RicRequestId begin(String node, int instance, ControlAnswer answer) {
		int requestor = (this.firstRequestor + Math.floorMod(this.next.getAndIncrement(), REQUESTORS)) & 0xFFFF;
		RicRequestId request = new RicRequestId(requestor, instance);
		ScheduledFuture<?> end = this.timer.schedule(() -> {
			ControlAnswer late = ended(node, request);
			if (late != null) {
				late.timedOut("no answer in " + this.timeoutMs + " ms");
			}
		}, this.timeoutMs, TimeUnit.MILLISECONDS);
		this.waiting.put(new Key(node, request), new Waiting(answer, end));
		return request;
	}

	/** The control that an answer belongs to; null if nobody waits for it. */
	@Nullable ControlAnswer ended(String node, RicRequestId request) {
		Waiting found = this.waiting.remove(new Key(node, request));
		if (found == null) {
			return null;
		}
		found.end.cancel(false);
		return found.answer;
	}

	/** Nothing is answered any more. */
	void close() {
		this.waiting.keySet().forEach((key) -> {
			ControlAnswer left = ended(key.node, key.request);
			if (left != null) {
				left.timedOut("the connection to the RIC is closed");
			}
		});
	}

}

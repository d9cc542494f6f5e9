/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.LinkedHashMap;
import java.util.Map;

import org.presage.base.Clock;

/**
 * What all connections of an endpoint together hold of frames that are not whole: at most
 * 64 MiB, or four of the longest frames. Beyond it the connection whose frame began first
 * is ended: whoever means it well sends the rest of a frame at once. On the endpoint's
 * thread.
 */
final class Intake {

	/** Octets of all connections. */
	static final long MOST_OCTETS = 64L << 20;

	private final long most;

	private final Clock clock;

	private final RmrMetrics metrics;

	private final EndedPeers peers;

	/** By the time at which the frame began. */
	private final Map<FrameCutter, Held> held = new LinkedHashMap<>();

	/**
	 * Of one connection.
	 *
	 * @param octets length of its buffer
	 * @param sinceNs when the frame began
	 */
	private record Held(int octets, long sinceNs) {
	}

	/**
	 * @param maxPayload longest payload that is read. A buffer may be twice as long as
	 * what is in it
	 */
	Intake(int maxPayload, Clock clock, RmrMetrics metrics, EndedPeers peers) {
		this.peers = peers;
		this.clock = clock;
		this.most = Math.max(MOST_OCTETS, 4L * FrameLayout.most(maxPayload));
		this.metrics = metrics;
	}

	/**
	 * A connection waits for the rest of a frame.
	 * @param octets length of its buffer
	 */
	void hold(FrameCutter connection, int octets) {
		Held before = this.held.get(connection);
		this.held.put(connection, new Held(octets, (before != null) ? before.sinceNs() : this.clock.nanoTime()));
		long total = this.metrics.held().addAndGet(octets - ((before != null) ? before.octets() : 0));
		while (total > this.most) {
			end(this.held.keySet().iterator().next(), Loss.MEMORY);
			total = this.metrics.held().get();
		}
	}

	private void end(FrameCutter slowest, Loss why) {
		release(slowest);
		this.peers.ended(slowest.from(), why);
		slowest.end();
	}

	/** Ends the connections whose frame began before then. */
	void endSlow(long sinceNs) {
		while (!this.held.isEmpty()) {
			Map.Entry<FrameCutter, Held> first = this.held.entrySet().iterator().next();
			if (first.getValue().sinceNs() - sinceNs >= 0) {
				return;
			}
			end(first.getKey(), Loss.SLOW);
		}
	}

	/** A frame is whole, or its connection has ended. */
	void release(FrameCutter connection) {
		Held gone = this.held.remove(connection);
		if (gone != null) {
			this.metrics.held().addAndGet(-gone.octets());
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.LinkedHashMap;
import java.util.Map;

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

	private final RmrMetrics metrics;

	/** By the time at which the frame began. */
	private final Map<FrameCutter, Integer> held = new LinkedHashMap<>();

	/**
	 * @param maxPayload longest payload that is read. A buffer may be twice as long as
	 * what is in it
	 */
	Intake(int maxPayload, RmrMetrics metrics) {
		this.most = Math.max(MOST_OCTETS, 4L * FrameLayout.most(maxPayload));
		this.metrics = metrics;
	}

	/**
	 * A connection waits for the rest of a frame.
	 * @param octets length of its buffer
	 */
	void hold(FrameCutter connection, int octets) {
		Integer before = this.held.put(connection, octets);
		long total = this.metrics.held().addAndGet(octets - ((before != null) ? before : 0));
		while (total > this.most) {
			FrameCutter slowest = this.held.keySet().iterator().next();
			release(slowest);
			this.metrics.lost(Loss.MEMORY);
			slowest.end();
			total = this.metrics.held().get();
		}
	}

	/** A frame is whole, or its connection has ended. */
	void release(FrameCutter connection) {
		Integer octets = this.held.remove(connection);
		if (octets != null) {
			this.metrics.held().addAndGet(-octets);
		}
	}

}

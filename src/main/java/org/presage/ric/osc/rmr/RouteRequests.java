/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.presage.base.BackOff;

/**
 * Asks the route manager for a table until one comes. It sends tables over this
 * connection or, as that of the O-RAN SC does, over one of its own to the port for route
 * tables, which it takes from the source of the request. On the endpoint's thread.
 * <p>
 * Source: {@code rt_generic_static.c}, {@code send_update_req};
 * {@code ric-plt-rtmgr/pkg/sbi}.
 */
final class RouteRequests {

	private final Network network;

	private final Peer manager;

	private final FrameWriter writer;

	private final String us;

	private final RouteUpdates updates;

	private final BackOff pauses;

	private boolean closed;

	/**
	 * @param us where we listen for messages, host and port
	 * @param pauses between requests
	 */
	RouteRequests(Network network, Peer manager, FrameWriter writer, String us, RouteUpdates updates, BackOff pauses) {
		this.network = network;
		this.manager = manager;
		this.writer = writer;
		this.us = us;
		this.updates = updates;
		this.pauses = pauses;
	}

	void start() {
		this.network.onLoop(this::ask);
	}

	private void ask() {
		if (!this.closed && !this.updates.taken()) {
			this.network.loop().schedule(this::ask, this.pauses.next(), TimeUnit.MILLISECONDS);
			String text = this.us + " ts=" + this.network.clock().epochMillis() / 1000 + "\n\0";
			this.manager.send(this.writer
				.frame(new RmrMessage(RmrTypes.ROUTE_TABLE_REQUEST, 0, "", "", text.getBytes(StandardCharsets.UTF_8))));
		}
	}

	void close() {
		this.manager.close();
		this.network.onLoop(() -> this.closed = true);
	}

}

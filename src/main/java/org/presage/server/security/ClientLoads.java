/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;

/** The load of each client, by name. Thread-safe. */
public final class ClientLoads {

	/** Clients without a stream are forgotten when there are so many. */
	private static final int MANY = 1024;

	private final int maxStreams;

	private final int reportsPerSecond;

	private final int cells;

	private final long silentNs;

	private final Clock clock;

	private final Counter limited;

	private final Map<String, ClientLoad> clients = new HashMap<>();

	/**
	 * @param maxStreams of one client at the same time, at least 1
	 * @param reportsPerSecond of one client on all its streams; 0 for no limit
	 * @param cells reported by one client at a time; 0 for no limit
	 * @param silentNs a cell that is not reported for longer does not count
	 * @param limited counts the reports above the limit
	 */
	public ClientLoads(int maxStreams, int reportsPerSecond, int cells, long silentNs, Clock clock, Counter limited) {
		this.cells = cells;
		this.silentNs = silentNs;
		this.maxStreams = maxStreams;
		this.reportsPerSecond = reportsPerSecond;
		this.clock = clock;
		this.limited = limited;
	}

	int maxStreams() {
		return this.maxStreams;
	}

	/** One stream more of a client; null if it has as many as it may. */
	synchronized @Nullable ClientLoad enter(String client) {
		if (this.clients.size() >= MANY) {
			this.clients.values().removeIf((load) -> load.streams == 0);
		}
		ClientLoad load = this.clients.computeIfAbsent(client, (name) -> fresh());
		if (load.streams >= this.maxStreams) {
			return null;
		}
		load.streams++;
		return load;
	}

	/** A stream has ended. */
	synchronized void leave(ClientLoad load) {
		load.streams--;
	}

	private ClientLoad fresh() {
		return new ClientLoad(
				(this.reportsPerSecond > 0) ? new RateLimit(this.reportsPerSecond, this.clock.nanoTime()) : null,
				this.limited, this.cells, this.silentNs);
	}

}

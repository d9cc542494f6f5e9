/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.grpc.Context;
import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/** What one client asks of the server at present, on all its streams. */
public final class ClientLoad {

	private static final Context.Key<ClientLoad> KEY = Context.key("presage-client-load");

	private static final ClientLoad UNLIMITED = new ClientLoad(null, null, 0, 0);

	private static final long SWEEP_NS = TimeUnit.SECONDS.toNanos(1);

	private final @Nullable RateLimit reports;

	private final @Nullable Counter limited;

	private final int maxCells;

	private final long silentNs;

	/** When each cell was reported last. */
	private final Map<Object, AtomicLong> cells = new ConcurrentHashMap<>();

	private long sweptNs;

	/** Guarded by {@link ClientLoads}. */
	int streams;

	/**
	 * @param reports null for no limit
	 * @param limited counts the reports above the limit
	 * @param maxCells reported at a time; 0 for no limit
	 * @param silentNs a cell that is not reported for longer does not count
	 */
	ClientLoad(@Nullable RateLimit reports, @Nullable Counter limited, int maxCells, long silentNs) {
		this.reports = reports;
		this.limited = limited;
		this.maxCells = maxCells;
		this.silentNs = silentNs;
	}

	/** Of the call at hand. */
	public static ClientLoad current() {
		ClientLoad load = KEY.get();
		return (load != null) ? load : UNLIMITED;
	}

	Context in(Context context) {
		return context.withValue(KEY, this);
	}

	/** Whether a report of the cell is within {@code presage.stream.cells-per-client}. */
	public boolean takeCell(Object cell, long nowNs) {
		if (this.maxCells == 0) {
			return true;
		}
		AtomicLong known = this.cells.get(cell);
		if (known != null) {
			known.lazySet(nowNs);
			return true;
		}
		return takeNewCell(cell, nowNs);
	}

	private synchronized boolean takeNewCell(Object cell, long nowNs) {
		if (this.cells.size() >= this.maxCells && nowNs - this.sweptNs >= SWEEP_NS) {
			this.sweptNs = nowNs;
			this.cells.values().removeIf((reported) -> nowNs - reported.get() > this.silentNs);
		}
		if (this.cells.size() >= this.maxCells) {
			return false;
		}
		this.cells.put(cell, new AtomicLong(nowNs));
		return true;
	}

	/** Whether one more report is within {@code presage.stream.reports-per-second}. */
	public boolean takeReport(long nowNs) {
		if (this.reports == null || this.reports.take(nowNs)) {
			return true;
		}
		if (this.limited != null) {
			this.limited.increment();
		}
		return false;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

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

	private final Map<Object, Place> cells = new ConcurrentHashMap<>();

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

	/** One cell among those that a client may report at a time. */
	public static final class Place {

		private static final Place UNLIMITED = new Place(0);

		/** When the cell was reported last. */
		private volatile long reportedNs;

		private volatile boolean accepted;

		private Place(long reportedNs) {
			this.reportedNs = reportedNs;
		}

		/** A report of the cell was accepted. */
		public void accept() {
			if (!this.accepted) {
				this.accepted = true;
			}
		}

	}

	/** Of the call at hand. */
	public static ClientLoad current() {
		ClientLoad load = KEY.get();
		return (load != null) ? load : UNLIMITED;
	}

	Context in(Context context) {
		return context.withValue(KEY, this);
	}

	/**
	 * Takes a place for a cell that is reported, until {@link #giveBack} or its silence.
	 * @return null if the report is beyond {@code presage.stream.cells-per-client}
	 */
	public @Nullable Place takeCell(Object cell, long nowNs) {
		if (this.maxCells == 0) {
			return Place.UNLIMITED;
		}
		Place known = this.cells.get(cell);
		if (known != null) {
			known.reportedNs = nowNs;
			return known;
		}
		return takeNewCell(cell, nowNs);
	}

	/**
	 * The report was refused: its cell takes no place unless another report of it was
	 * accepted, so that a node's wrong reports shut out no other one of its client.
	 */
	public void giveBack(Object cell, Place place) {
		if (!place.accepted) {
			this.cells.remove(cell, place);
		}
	}

	private synchronized @Nullable Place takeNewCell(Object cell, long nowNs) {
		if (this.cells.size() >= this.maxCells && nowNs - this.sweptNs >= SWEEP_NS) {
			this.sweptNs = nowNs;
			this.cells.values().removeIf((place) -> nowNs - place.reportedNs > this.silentNs);
		}
		if (this.cells.size() >= this.maxCells) {
			return null;
		}
		Place place = new Place(nowNs);
		this.cells.put(cell, place);
		return place;
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

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.kpi.CellId;

/**
 * Who reports which cell. Refuses, counts and logs reports of others. Owned by one
 * thread.
 */
final class CellHolders {

	private static final Logger LOG = LoggerFactory.getLogger(CellHolders.class);

	private final long silenceNs;

	private final LoopMetrics metrics;

	private final LogThrottle log;

	private final Map<CellId, CellHolder> holders = new HashMap<>();

	/**
	 * @param silenceNs a cell is free after so long without a report of its holder; 0:
	 * any source may report any cell
	 */
	CellHolders(long silenceNs, LoopMetrics metrics, Clock clock) {
		this.silenceNs = silenceNs;
		this.metrics = metrics;
		this.log = new LogThrottle(LOG, Level.WARN, "reports of cells that another source reports", clock);
	}

	/**
	 * Why a report is refused; null if it is not.
	 * @param state of its cell or slice; null if it has none yet
	 */
	@Nullable InvalidInputException refusal(Arrival arrival, @Nullable CellState state) {
		CellHolder holder = (state != null) ? state.holder() : this.holders.get(arrival.frame().cell().whole());
		ReportConflict conflict = (holder != null) ? holder.take(arrival, this.silenceNs) : null;
		if (holder == null || conflict == null) {
			return null;
		}
		this.metrics.conflict(conflict);
		InvalidInputException refusal = holder.refusal(conflict, arrival, this.silenceNs);
		if (this.log.admits()) {
			CellId cell = arrival.frame().cell();
			LOG.atWarn().addKeyValue(LogKeys.CELL, cell).log("{}: report rejected; {}", cell, refusal.getMessage());
		}
		return refusal;
	}

	/** Gives a new window of a cell or slice its holder. */
	void join(Arrival arrival, CellState state) {
		CellHolder holder = this.holders.computeIfAbsent(arrival.frame().cell().whole(), (cell) -> new CellHolder());
		holder.take(arrival, this.silenceNs);
		state.heldBy(holder);
	}

	/** Forgets the cells that have no window any more. */
	void evict() {
		this.holders.values().removeIf(CellHolder::isEmpty);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.LogKeys;
import org.presage.control.ControlMode;
import org.presage.kpi.CellId;

/**
 * Whether control of a cell is sent, or waits because the RIC has not yet told what is
 * needed, or because another server owns the cells. While it waits, decisions are advice:
 * what was never sent does not count against the cell. Thread-safe but for {@link #log}.
 */
final class ControlGate {

	private static final Logger LOG = LoggerFactory.getLogger(ControlGate.class);

	private final ControlMode mode;

	private final RicClient client;

	private final Lease lease;

	private final Map<CellId, String> logged = new HashMap<>();

	/**
	 * @param mode that is configured
	 */
	ControlGate(ControlMode mode, RicClient client, Lease lease) {
		this.mode = mode;
		this.client = client;
		this.lease = lease;
	}

	/** What is done now with the decisions for a cell. */
	ControlMode mode(CellTarget target) {
		return (this.mode.acting() && waiting(target) != null) ? ControlMode.ADVISORY : this.mode;
	}

	/** Why control of a cell waits; null if it does not. */
	@Nullable String waiting(CellTarget target) {
		return this.lease.held() ? this.client.waiting(target.node())
				: "this server does not hold the lease of its cells";
	}

	/** How many of the cells would be controlled, and wait. */
	long count(Collection<CellTarget> cells) {
		return this.mode.acting() ? cells.stream().filter((cell) -> waiting(cell) != null).count() : 0;
	}

	/** Logs of each cell when its control begins to wait, and when it goes on. */
	void log(Collection<CellTarget> cells) {
		if (!this.mode.acting()) {
			return;
		}
		this.logged.keySet().retainAll(cells.stream().map(CellTarget::id).toList());
		for (CellTarget target : cells) {
			CellId cell = target.id();
			String reason = waiting(target);
			String before = (reason != null) ? this.logged.put(cell, reason) : this.logged.remove(cell);
			if (reason != null && !reason.equals(before)) {
				LOG.atWarn().addKeyValue(LogKeys.CELL, cell).log("control of {} waits: {}", cell, reason);
			}
			else if (reason == null && before != null) {
				LOG.atInfo().addKeyValue(LogKeys.CELL, cell).log("control of {} is sent again", cell);
			}
		}
	}

}

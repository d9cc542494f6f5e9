/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * Warns, once for each relation, if cells report and none of them has a neighbour that
 * does: all are planned alone then, and nothing else says why. Thread-safe; locks only
 * until a relation is judged.
 */
final class RelationNames {

	private static final Logger LOG = LoggerFactory.getLogger(RelationNames.class);

	/** From the first report on: its nodes may connect one after another. */
	private static final int INTERVALS = 100;

	private static final long NS_PER_MS = 1_000_000;

	private static final int EXAMPLES = 2;

	/** In use, or was warned of. */
	private volatile @Nullable Neighbours judged;

	private @Nullable Neighbours waiting;

	/** The first few cells that report. */
	private final Set<String> reporting = new LinkedHashSet<>();

	private long firstNs;

	/** Whether more is to be known of a relation. */
	boolean isOpen(Neighbours relation) {
		return relation != this.judged;
	}

	/**
	 * A cell reports.
	 * @param relation as it is now
	 * @param isServed whether a neighbour of the cell reports too, or it is to have none
	 * @param nowNs monotonic time of receipt
	 * @param stepMs from report to report
	 */
	synchronized void reports(Neighbours relation, CellId cell, boolean isServed, long nowNs, long stepMs) {
		boolean isSame = relation.equals(this.judged);
		if (isServed || isSame || relation.isEmpty()) {
			this.judged = relation;
			return;
		}
		if (relation != this.waiting) {
			this.waiting = relation;
			this.reporting.clear();
			this.firstNs = nowNs;
		}
		if (this.reporting.size() < EXAMPLES) {
			this.reporting.add(cell.toString());
		}
		if (nowNs - this.firstNs >= INTERVALS * stepMs * NS_PER_MS) {
			this.judged = relation;
			LOG.warn(
					"neighbours: no cell that reports has a neighbour that reports, so all are planned alone. The relation "
							+ "is of {} cells, such as {}; {} report. A cell and its neighbours are named node/cell, as in "
							+ "reports, or all without their node",
					relation.cells().size(),
					relation.cells().keySet().stream().limit(EXAMPLES).collect(Collectors.joining(", ")),
					String.join(", ", this.reporting));
		}
	}

}

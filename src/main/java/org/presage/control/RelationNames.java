/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * Warns, once for each relation, if cells report and it names none of them: all are
 * planned alone then, and nothing else says why. Thread-safe; locks only until a relation
 * is judged.
 */
final class RelationNames {

	private static final Logger LOG = LoggerFactory.getLogger(RelationNames.class);

	/** From the first report on: its nodes may connect one after another. */
	private static final int INTERVALS = 100;

	private static final long NS_PER_MS = 1_000_000;

	private static final int EXAMPLES = 2;

	private final Supplier<Neighbours> relation;

	/** Names a cell that reports, or was warned of. */
	private volatile @Nullable Neighbours judged;

	private @Nullable Neighbours waiting;

	private Set<String> names = Set.of();

	/** The first few cells that report. */
	private final Set<String> reporting = new LinkedHashSet<>();

	private long firstNs;

	RelationNames(Supplier<Neighbours> relation) {
		this.relation = relation;
	}

	/**
	 * A cell reports.
	 * @param nowNs monotonic time of receipt
	 * @param stepMs from report to report
	 */
	void reports(CellId cell, long nowNs, long stepMs) {
		if (this.relation.get() != this.judged) {
			judge(cell, nowNs, stepMs);
		}
	}

	private synchronized void judge(CellId cell, long nowNs, long stepMs) {
		Neighbours now = this.relation.get();
		if (now != this.waiting) {
			this.waiting = now;
			this.names = names(now);
			this.reporting.clear();
			this.firstNs = nowNs;
		}
		boolean isNamed = this.names.contains(cell.toString()) || this.names.contains(CellNeighbours.withoutNode(cell));
		if (this.names.isEmpty() || isNamed) {
			this.judged = now;
			return;
		}
		if (this.reporting.size() < EXAMPLES) {
			this.reporting.add(cell.toString());
		}
		if (now != this.judged && nowNs - this.firstNs >= INTERVALS * stepMs * NS_PER_MS) {
			this.judged = now;
			List<String> named = this.names.stream().sorted().toList();
			LOG.warn(
					"neighbours: none of the {} names of the relation is that of a cell that reports. It names {}; "
							+ "{} report. Names are node/cell, as in reports, or the cell without its node",
					named.size(), String.join(", ", named.subList(0, Math.min(EXAMPLES, named.size()))),
					String.join(", ", this.reporting));
		}
	}

	private static Set<String> names(Neighbours relation) {
		Set<String> names = new HashSet<>(relation.cells().keySet());
		relation.cells().values().forEach((all) -> all.forEach((neighbour) -> names.add(neighbour.cell())));
		return names;
	}

}

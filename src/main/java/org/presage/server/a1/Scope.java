/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.List;

import org.presage.kpi.CellId;

/**
 * What a policy is about: the whole network if it names no cells, cells with all their
 * slices if it names no slices, else these slices of these cells.
 *
 * @param cells each without slice
 * @param slices S-NSSAI as {@code SST} or {@code SST-SD}
 */
public record Scope(List<CellId> cells, List<String> slices) {

	public Scope {
		cells = List.copyOf(cells);
		slices = List.copyOf(slices);
	}

	boolean ofNetwork() {
		return this.cells.isEmpty();
	}

	boolean ofSlices() {
		return !this.slices.isEmpty();
	}

	/** Every cell, or slice of a cell; none for the whole network. */
	List<CellId> targets() {
		if (!ofSlices()) {
			return this.cells;
		}
		List<CellId> targets = new ArrayList<>();
		for (CellId cell : this.cells) {
			this.slices.forEach((slice) -> targets.add(new CellId(cell.node(), cell.cell(), slice)));
		}
		return targets;
	}

	@Override
	public String toString() {
		if (ofNetwork()) {
			return "the network";
		}
		List<String> names = targets().stream().map(CellId::toString).toList();
		return (names.size() <= 3) ? String.join(", ", names)
				: names.getFirst() + " and " + (names.size() - 1) + " more";
	}

}

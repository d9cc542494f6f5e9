/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * The neighbours of one cell in a relation.
 *
 * @param relation that they are of
 * @param names of reporting cells, best received first
 * @param weights of the same; only their ratios count
 */
record CellNeighbours(Neighbours relation, List<String> names, double[] weights) {

	/**
	 * Finds a cell in a relation, first by its whole name: its neighbours have whole
	 * names too then. Else by its name without the node: its neighbours are cells of the
	 * same node then.
	 */
	static CellNeighbours of(Neighbours relation, CellId cell) {
		String whole = cell.toString();
		String node = cell.node() + '/';
		String within = whole.substring(node.length());
		List<Neighbours.Neighbour> found = relation.of(whole);
		String before = "";
		if (found.isEmpty()) {
			found = relation.of(within);
			before = node;
		}
		List<String> names = new ArrayList<>();
		for (Neighbours.Neighbour neighbour : found) {
			names.add(before + neighbour.cell());
		}
		return new CellNeighbours(relation, List.copyOf(names), Neighbours.shares(found));
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * One cell in a relation.
 *
 * @param relation that it is of
 * @param names of its neighbours as they report, best received first
 * @param weights of the same; only their ratios count
 * @param receivers names of the cells that it is a neighbour of and counts for
 * @param shares its share in what each of these receives, if all that count are there
 */
record CellNeighbours(Neighbours relation, List<String> names, double[] weights, List<String> receivers,
		double[] shares) {

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
		List<String> receivers = new ArrayList<>();
		List<Double> shares = new ArrayList<>();
		for (Map.Entry<String, List<Neighbours.Neighbour>> other : relation.cells().entrySet()) {
			List<Neighbours.Neighbour> count = other.getValue()
				.subList(0, Math.min(Neighbours.MOST, other.getValue().size()));
			for (int n = 0; n < count.size(); n++) {
				String name = count.get(n).cell();
				if (name.equals(whole) || name.equals(within)) {
					receivers.add((name.equals(whole) ? "" : node) + other.getKey());
					shares.add(Neighbours.shares(count)[n]);
				}
			}
		}
		return new CellNeighbours(relation, List.copyOf(names), Neighbours.shares(found), List.copyOf(receivers),
				shares.stream().mapToDouble(Double::doubleValue).toArray());
	}

}

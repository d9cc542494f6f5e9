/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * One cell in a relation.
 *
 * @param relation that it is of
 * @param names of its neighbours as they report, best received first, at most
 * {@link #MOST_NAMES}
 * @param weights of the same; only their ratios count
 * @param receivers the cells that it is a neighbour of, by name, with its weight there
 */
record CellNeighbours(Neighbours relation, List<String> names, double[] weights, Map<String, Double> receivers) {

	/** Of more, the weakest are not looked for. */
	static final int MOST_NAMES = 32;

	/**
	 * Finds a cell in a relation, first by its whole name: its neighbours have whole
	 * names too then. Else by its name without the node: its neighbours are cells of the
	 * same node then.
	 * @param received which cells each cell is a neighbour of, see {@link #received}
	 */
	static CellNeighbours of(Neighbours relation, Map<String, Map<String, Double>> received, CellId cell) {
		String whole = cell.toString();
		String node = cell.node() + '/';
		String within = withoutNode(cell);
		boolean isWhole = relation.cells().containsKey(whole);
		List<Neighbours.Neighbour> found = counting(relation.of(isWhole ? whole : within));
		List<String> names = new ArrayList<>();
		for (Neighbours.Neighbour neighbour : found) {
			names.add((isWhole ? "" : node) + neighbour.cell());
		}
		Map<String, Double> receivers = new LinkedHashMap<>(received.getOrDefault(whole, Map.of()));
		received.getOrDefault(within, Map.of()).forEach((other, weight) -> {
			// An entry with the node is meant in place of this one.
			if (!relation.cells().containsKey(node + other)) {
				receivers.put(node + other, weight);
			}
		});
		return new CellNeighbours(relation, List.copyOf(names), Neighbours.shares(found), receivers);
	}

	/** A cell's name without its node. */
	static String withoutNode(CellId cell) {
		return cell.toString().substring(cell.node().length() + 1);
	}

	private static List<Neighbours.Neighbour> counting(List<Neighbours.Neighbour> all) {
		return all.subList(0, Math.min(MOST_NAMES, all.size()));
	}

	/**
	 * Which cells each cell of a relation is a neighbour of, with its weight there; by
	 * the names that the relation has.
	 */
	static Map<String, Map<String, Double>> received(Neighbours relation) {
		Map<String, Map<String, Double>> received = new LinkedHashMap<>();
		relation.cells().forEach((cell, all) -> {
			List<Neighbours.Neighbour> neighbours = counting(all);
			double[] weights = Neighbours.shares(neighbours);
			for (int n = 0; n < weights.length; n++) {
				received.computeIfAbsent(neighbours.get(n).cell(), (name) -> new LinkedHashMap<>())
					.put(cell, weights[n]);
			}
		});
		return received;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.kpi.Neighbours;

/**
 * The relation that a RIC lists, by the names that reports have. Nothing in it can be
 * wrong enough to stop anything: what cannot be used is absent, counted, and logged when
 * that changes. Owned by one thread.
 */
public final class RicNeighbours {

	private static final Logger LOG = LoggerFactory.getLogger(RicNeighbours.class);

	private final String source;

	private final Consumer<Neighbours> relation;

	private @Nullable Result newest;

	/**
	 * @param source of the lists, as a log names it
	 * @param relation receives the relation whenever it has changed
	 */
	public RicNeighbours(String source, Consumer<Neighbours> relation) {
		this.source = source;
		this.relation = relation;
	}

	/**
	 * What the lists are worth.
	 *
	 * @param relation of cells that are known
	 * @param cells that are known
	 * @param repeated neighbours that were the cell itself, or listed already
	 * @param unknown neighbours that are no known cell, or cannot be read
	 */
	private record Result(Neighbours relation, int cells, int repeated, int unknown) {
	}

	/**
	 * Takes what the RIC lists now.
	 * @param cells all that are known, those without neighbours too
	 */
	public void update(List<CellListing> cells) {
		Result result = resolve(cells);
		if (result.equals(this.newest)) {
			return;
		}
		this.newest = result;
		int related = result.relation.related();
		LOG.atLevel((related > 0 || cells.isEmpty()) ? Level.INFO : Level.WARN)
			.log("neighbours of {} cells from {}, none for {} others; entries not used: {} repeated or the cell itself, "
					+ "{} no cell of a known node", related, this.source, result.cells - related, result.repeated,
					result.unknown);
		this.relation.accept(result.relation);
	}

	private static Result resolve(List<CellListing> cells) {
		Map<Long, List<CellListing>> known = new HashMap<>();
		cells.forEach((cell) -> known.computeIfAbsent(cell.own().number(), (number) -> new ArrayList<>()).add(cell));
		Map<String, List<Neighbours.Neighbour>> related = new LinkedHashMap<>();
		int repeated = 0;
		int unknown = 0;
		for (CellListing cell : cells) {
			Set<String> names = new LinkedHashSet<>();
			unknown += cell.unreadable();
			for (CellIdentity neighbour : cell.neighbours()) {
				List<String> found = known.getOrDefault(neighbour.number(), List.of())
					.stream()
					.filter((one) -> one.own().fits(neighbour))
					.map((one) -> one.cell().toString())
					.toList();
				if (found.isEmpty()) {
					unknown++;
				}
				// A cell that two nodes list, as its CU and its DU, is itself there too.
				else if (neighbour.fits(cell.own()) || !names.addAll(found)) {
					repeated++;
				}
			}
			if (!names.isEmpty()) {
				related.put(cell.cell().toString(), names.stream().map(Neighbours.Neighbour::new).toList());
			}
		}
		return new Result(new Neighbours(related), cells.size(), repeated, unknown);
	}

}

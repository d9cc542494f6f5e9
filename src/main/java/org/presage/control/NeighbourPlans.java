/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * What the cells of all loops intend, for those that receive them: the newest plan of
 * each, which is there or not; nobody waits for one. Without a relation nothing is kept.
 * Thread-safe, without locks.
 */
public final class NeighbourPlans {

	private final Supplier<Neighbours> relation;

	private final ConcurrentMap<String, AnnouncedPlan> newest = new ConcurrentHashMap<>();

	/**
	 * @param relation by the names of cells as {@link CellId#toString} has them, with or
	 * without the node; asked for each frame
	 */
	public NeighbourPlans(Supplier<Neighbours> relation) {
		this.relation = relation;
	}

	/** Of cells that nobody knows to have neighbours. */
	public static NeighbourPlans none() {
		return new NeighbourPlans(() -> Neighbours.NONE);
	}

	/** Who receives whom now. */
	Neighbours relation() {
		return this.relation.get();
	}

	/**
	 * Takes the newest plan of a cell.
	 * @return the one before; null for none
	 */
	@Nullable AnnouncedPlan announce(CellId cell, AnnouncedPlan plan) {
		return this.relation().isEmpty() ? null : this.newest.put(cell.toString(), plan);
	}

	/** A cell intends nothing that is known. */
	void withdraw(CellId cell) {
		if (!this.newest.isEmpty()) {
			this.newest.remove(cell.toString());
		}
	}

	/**
	 * The newest plan of a cell; null for none.
	 * @param cell its whole name
	 */
	@Nullable AnnouncedPlan of(String cell) {
		return this.newest.get(cell);
	}

}

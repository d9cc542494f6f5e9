/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

/**
 * What the cells of all loops intend, for those that receive them: the newest plan of
 * each, which is there or not; nobody waits for one. Without a relation nothing is kept.
 * Thread-safe; plans are read and written without locks.
 */
public final class NeighbourPlans {

	private final Supplier<Neighbours> relation;

	private final double rewardShare;

	private final RelationNames names = new RelationNames();

	private volatile Reversed reversed = new Reversed(Neighbours.NONE, Map.of());

	private final ConcurrentMap<String, AnnouncedPlan> newest = new ConcurrentHashMap<>();

	/**
	 * @param relation by the names of cells as {@link CellId#toString} has them, with or
	 * without the node; asked for each frame
	 */
	public NeighbourPlans(Supplier<Neighbours> relation) {
		this(relation, 0);
	}

	/**
	 * The same for cells that also plan for those that receive them.
	 * @param rewardShare how much the others' scores count beside the own, 0 to 1
	 */
	public NeighbourPlans(Supplier<Neighbours> relation, double rewardShare) {
		this.relation = relation;
		this.rewardShare = rewardShare;
	}

	/** How much the others' scores count beside the own, 0 to 1. */
	double rewardShare() {
		return this.rewardShare;
	}

	/** Of cells that nobody knows to have neighbours. */
	public static NeighbourPlans none() {
		return new NeighbourPlans(() -> Neighbours.NONE);
	}

	/** Who receives whom now. */
	Neighbours relation() {
		return this.relation.get();
	}

	/** A cell in the relation as it is now. */
	CellNeighbours neighbours(Neighbours now, CellId cell) {
		Reversed known = this.reversed;
		if (known.relation != now) {
			known = new Reversed(now, CellNeighbours.received(now));
			this.reversed = known;
		}
		return CellNeighbours.of(now, known.received, cell);
	}

	/** Worked out once for all cells of a relation. */
	private record Reversed(Neighbours relation, Map<String, Map<String, Double>> received) {
	}

	/**
	 * A cell reports, whether or not anything of it is announced.
	 * @param nowNs monotonic time of receipt
	 */
	void reports(CellId cell, long nowNs, long stepMs) {
		Neighbours now = relation();
		if (this.names.isOpen(now)) {
			this.names.reports(now, cell, isServed(now, cell), nowNs, stepMs);
		}
	}

	/**
	 * Whether a neighbour of a cell has announced anything, or the relation gives it
	 * none.
	 */
	private boolean isServed(Neighbours now, CellId cell) {
		List<String> its = neighbours(now, cell).names();
		return its.stream().anyMatch(this.newest::containsKey)
				|| its.isEmpty() && (now.cells().containsKey(cell.toString())
						|| now.cells().containsKey(CellNeighbours.withoutNode(cell)));
	}

	/** Takes the newest plan of a cell. */
	void announce(CellId cell, AnnouncedPlan plan) {
		if (!this.relation().isEmpty()) {
			this.newest.put(cell.toString(), plan);
		}
	}

	/**
	 * Announces what a cell intends that no loop plans.
	 * @param afterMs end of the interval of the frame after which it was decided
	 * @param receivedNs monotonic time of receipt of that frame
	 * @param inForce allocation in force in that interval, in PRBs
	 * @param prbs allocations of the steps after it, at least one
	 */
	public void announce(CellId cell, long afterMs, long receivedNs, float inForce, float[] prbs) {
		announce(cell, new AnnouncedPlan(afterMs, receivedNs, false, inForce, 0, 0, prbs));
	}

	/** A cell intends nothing that is known. */
	void withdraw(CellId cell) {
		if (!this.newest.isEmpty()) {
			this.newest.remove(cell.toString());
		}
	}

	/** Sees a neighbour of a cell. */
	interface Visitor {

		/**
		 * @param n its place among the names of the cell's neighbours
		 * @param plan its newest one; null for none
		 */
		void neighbour(int n, @Nullable AnnouncedPlan plan, NeighbourStanding standing);

	}

	/**
	 * Visits the neighbours of a cell, best received first, until as many as count are
	 * {@link NeighbourStanding#USED}.
	 * @param frameMs end of the interval of its newest frame
	 * @param nowNs monotonic time of receipt of that
	 */
	void visit(CellNeighbours neighbours, long frameMs, long nowNs, long stepMs, Visitor visitor) {
		List<String> names = neighbours.names();
		int used = 0;
		for (int n = 0; n < names.size() && used < Neighbours.MOST; n++) {
			AnnouncedPlan plan = of(names.get(n));
			NeighbourStanding standing = NeighbourStanding.of(plan, frameMs, nowNs, stepMs);
			visitor.neighbour(n, plan, standing);
			used += (standing == NeighbourStanding.USED) ? 1 : 0;
		}
	}

	/**
	 * What is known of the neighbours of a cell: of those that count, and of those before
	 * them that do not.
	 * @param frameMs end of the interval of its newest frame
	 * @param nowNs monotonic time of receipt of that
	 */
	List<ReceivedPlan> received(CellNeighbours neighbours, long frameMs, long nowNs, long stepMs) {
		List<ReceivedPlan> all = new ArrayList<>();
		visit(neighbours, frameMs, nowNs, stepMs, (n, plan, standing) -> {
			boolean counts = plan != null && standing == NeighbourStanding.USED;
			long age = (plan != null) ? plan.age(frameMs, stepMs) : 0;
			all.add(new ReceivedPlan(neighbours.names().get(n), counts ? neighbours.weights()[n] : 0, standing, age,
					(plan != null && counts) ? ReceivedPlan.ahead(plan, age) : new float[0]));
		});
		return ReceivedPlan.shared(all);
	}

	/**
	 * The newest plan of a cell; null for none.
	 * @param cell its whole name
	 */
	@Nullable AnnouncedPlan of(String cell) {
		return this.newest.get(cell);
	}

}

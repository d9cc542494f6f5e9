/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.Neighbours;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.net.AnnouncedPlans;

/**
 * What the neighbours of a cell announce, as the model reads it: see
 * {@link AnnouncedPlans}. Does nothing for a model that reads nothing of it. Owned by one
 * thread.
 */
final class NeighbourContexts {

	private final ModelManifest manifest;

	private final NeighbourPlans plans;

	private final LoopMetrics metrics;

	private final int size;

	private final long stepMs;

	private final float[] single;

	/** Plans of the neighbours that count, and their places among the names. */
	private final @Nullable AnnouncedPlan[] counted = new AnnouncedPlan[Neighbours.MOST];

	private final int[] places = new int[Neighbours.MOST];

	private int used;

	/** Once, so that a decision allocates none. */
	private final NeighbourPlans.Visitor counting = this::count;

	NeighbourContexts(ModelManifest manifest, NeighbourPlans plans, LoopMetrics metrics) {
		this.manifest = manifest;
		this.plans = plans;
		this.metrics = metrics;
		this.size = manifest.network().announcedSize();
		this.stepMs = manifest.schema().stepMs();
		this.single = new float[this.size];
	}

	/** Completes the contexts of tasks that were encoded last, in their order. */
	void complete(PlanEvaluator evaluator, CellWindows windows, List<PlanningTask> tasks) {
		if (this.size == 0) {
			return;
		}
		int context = 0;
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			for (int s = 0; s < task.size(); s++) {
				if (!task.recorded) {
					gather(windows, task.slots[s], task.states[s], task.announced, s * this.size);
				}
				evaluator.announce(context++, task.announced, s * this.size, this.size);
			}
		}
	}

	/** Completes the context of a single window. */
	void complete(PlanEvaluator evaluator, CellWindows windows, int slot, CellState state) {
		gather(windows, slot, state, this.single, 0);
		evaluator.announce(0, this.single, 0, this.size);
	}

	/**
	 * Writes what the neighbours of a cell intend after its newest frame: the mean of
	 * their PRBs in its interval and in the H steps after it, standardised, and 1; all 0
	 * if nothing is known of any of them. A neighbour that is unknown or silent is
	 * absent: the others count for it.
	 * @param to receives them from {@code at} on
	 */
	private void gather(CellWindows windows, int slot, CellState state, float[] to, int at) {
		Arrays.fill(to, at, at + this.size, 0);
		CellId cell = windows.cell(slot);
		Neighbours relation = this.plans.relation();
		if (this.size == 0 || cell == null || relation.isEmpty()) {
			return;
		}
		CellNeighbours neighbours = state.neighbours(this.plans, relation, cell);
		this.used = 0;
		this.plans.visit(neighbours, windows.newestMs(slot), windows.heardNs(slot), this.stepMs, this.counting);
		double total = 0;
		for (int n = 0; n < this.used; n++) {
			total += neighbours.weights()[this.places[n]];
		}
		state.receivedWeight(total);
		for (int n = 0; n < this.used; n++) {
			AnnouncedPlan plan = Objects.requireNonNull(this.counted[n]);
			plan.addTo(to, at, this.size, plan.age(windows.newestMs(slot), this.stepMs),
					neighbours.weights()[this.places[n]] / total, this.manifest);
		}
	}

	/** Keeps a plan that counts. */
	private void count(int n, @Nullable AnnouncedPlan plan, NeighbourStanding standing) {
		this.metrics.neighbour(standing);
		if (standing == NeighbourStanding.USED) {
			this.counted[this.used] = plan;
			this.places[this.used++] = n;
		}
	}

}

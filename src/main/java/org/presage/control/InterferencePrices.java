/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.worldmodel.ModelManifest;

/**
 * What a cell's PRBs cost those that receive it, so that it does not plan for itself
 * alone. Each cell announces its price: by how much its own score would fall for one PRB
 * more of what its neighbours announce. Each pays the prices of those that receive it, by
 * its share in their mean, as a further cost of its PRBs (interference pricing: Huang,
 * Berry and Honig, Distributed interference compensation for wireless networks, IEEE
 * J-SAC 24(5), 2006). Owned by one thread.
 */
final class InterferencePrices {

	/** Half of the span of the difference, PRBs. */
	private static final float DIFFERENCE = 3;

	/**
	 * How much of a new price counts: prices answer to each other, and a single one is
	 * noisy.
	 */
	private static final float RATE = 0.1f;

	private final ModelManifest manifest;

	private final NeighbourPlans plans;

	private final PlanEvaluator evaluator;

	private final int size;

	private final int horizon;

	private final float[] shifted;

	private final double[] score = new double[1];

	InterferencePrices(ModelManifest manifest, NeighbourPlans plans, PlanEvaluator evaluator) {
		this.manifest = manifest;
		this.plans = plans;
		this.evaluator = evaluator;
		this.size = manifest.network().announcedSize();
		this.horizon = manifest.network().horizon();
		this.shifted = new float[this.size];
	}

	private boolean off() {
		return this.size == 0 || this.plans.rewardShare() == 0 || this.plans.relation().isEmpty();
	}

	/** Makes each slice of the tasks pay, unless it is known what it paid before. */
	void charge(CellWindows windows, List<PlanningTask> tasks) {
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			for (int s = 0; s < task.size(); s++) {
				if (!task.recorded) {
					task.charges[s] = off() ? 0 : charge(windows, task.slots[s], task.states[s]);
				}
				if (task.charges[s] != 0) {
					task.rewards[s] = task.rewards[s].withActionCost(task.charges[s] / this.manifest.standardizedPrb());
				}
			}
		}
	}

	/** Score per PRB and step. */
	private float charge(CellWindows windows, int slot, CellState state) {
		CellId cell = windows.cell(slot);
		if (cell == null) {
			return 0;
		}
		CellNeighbours neighbours = state.neighbours(this.plans.relation(), cell);
		long stepMs = this.manifest.schema().stepMs();
		double charge = 0;
		for (int n = 0; n < neighbours.receivers().size(); n++) {
			AnnouncedPlan plan = this.plans.of(neighbours.receivers().get(n));
			if (plan != null && NeighbourStanding.of(plan, windows.newestMs(slot), stepMs) == NeighbourStanding.USED) {
				charge += neighbours.shares()[n] * plan.price();
			}
		}
		return (float) (this.plans.rewardShare() * charge);
	}

	/**
	 * Estimates the prices of cells that were just planned together: the score of each
	 * best plan with more and with fewer PRBs of the neighbours. Overwrites the contexts
	 * of the call and what was predicted.
	 */
	void estimate(List<PlanningTask> tasks) {
		if (off()) {
			return;
		}
		int slices = tasks.getFirst().size();
		shift(tasks, slices, DIFFERENCE);
		for (int t = 0; t < tasks.size(); t++) {
			for (int s = 0; s < slices; s++) {
				tasks.get(t).prices[s] = score(tasks.get(t), s, t * slices + s);
			}
		}
		shift(tasks, slices, -DIFFERENCE);
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			for (int s = 0; s < slices; s++) {
				boolean alone = task.announced[(s + 1) * this.size - 1] == 0;
				double fall = alone ? 0 : score(task, s, t * slices + s) - task.prices[s];
				double price = fall / (2 * DIFFERENCE * this.horizon);
				task.states[s].price(Double.isFinite(price) ? (float) price : 0, RATE);
			}
		}
	}

	/** Predicts the best plans with so many PRBs more of the neighbours in each step. */
	private void shift(List<PlanningTask> tasks, int slices, float prbs) {
		float more = prbs * this.manifest.standardizedPrb();
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			for (int s = 0; s < slices; s++) {
				System.arraycopy(task.announced, s * this.size, this.shifted, 0, this.size);
				for (int h = 1; h <= this.horizon; h++) {
					this.shifted[h] += more;
				}
				int context = t * slices + s;
				this.evaluator.announce(context, this.shifted, 0, this.size);
				this.evaluator.plans(context, 1, task.plan().actions(), s * this.horizon);
			}
		}
		this.evaluator.predict(tasks.size() * slices, 1);
	}

	private double score(PlanningTask task, int slice, int plan) {
		this.score[0] = 0;
		int values = this.horizon * this.manifest.schema().targets();
		if (task.corrected) {
			this.evaluator.correct(plan, 1, task.shift, slice * values);
			this.evaluator.scoreCorrected(task.rewards[slice], plan, 1, task.inForce[slice], this.score);
		}
		else {
			this.evaluator.score(task.rewards[slice], plan, 1, task.inForce[slice], this.score);
		}
		return this.score[0];
	}

}

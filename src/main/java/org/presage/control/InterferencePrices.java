/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.planner.Imagined;
import org.presage.worldmodel.ModelException;
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

	/** Contexts of the last call, {@code [C, K]} or longer. */
	private float[] contexts = new float[0];

	private final double[] score = new double[1];

	InterferencePrices(ModelManifest manifest, NeighbourPlans plans, PlanEvaluator evaluator) {
		this.manifest = manifest;
		this.plans = plans;
		this.evaluator = evaluator;
		this.size = manifest.network().announcedSize();
		this.horizon = manifest.network().horizon();
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
		CellNeighbours neighbours = state.neighbours(this.plans, this.plans.relation(), cell);
		long stepMs = this.manifest.schema().stepMs();
		double charge = 0;
		for (Map.Entry<String, Double> receiver : neighbours.receivers().entrySet()) {
			AnnouncedPlan plan = this.plans.of(receiver.getKey());
			if (plan != null && plan.receivedWeight() > 0 && NeighbourStanding.of(plan, windows.newestMs(slot),
					windows.heardNs(slot), stepMs) == NeighbourStanding.USED) {
				charge += Math.min(1, receiver.getValue() / plan.receivedWeight()) * plan.price();
			}
		}
		return (float) (this.plans.rewardShare() * Math.max(0, charge));
	}

	/**
	 * Estimates the prices of cells that were just planned together: the score of each
	 * best plan with more and with fewer PRBs of the neighbours. They are announced with
	 * the next plans. Overwrites what was predicted. If the model fails, they stay.
	 */
	void estimate(List<PlanningTask> tasks) {
		if (off() || tasks.isEmpty()) {
			return;
		}
		try {
			int slices = tasks.getFirst().size();
			predict(tasks, slices, DIFFERENCE);
			for (int t = 0; t < tasks.size(); t++) {
				for (int s = 0; s < slices; s++) {
					tasks.get(t).prices[s] = score(tasks.get(t), s, t * slices + s);
				}
			}
			predict(tasks, slices, -DIFFERENCE);
			for (int t = 0; t < tasks.size(); t++) {
				PlanningTask task = tasks.get(t);
				for (int s = 0; s < slices && !task.plan().failed(); s++) {
					boolean alone = task.announced[(s + 1) * this.size - 1] == 0;
					double fall = alone ? 0 : score(task, s, t * slices + s) - task.prices[s];
					double price = fall / (2 * DIFFERENCE * this.horizon);
					task.states[s].price(Double.isFinite(price) ? (float) price : 0, RATE);
				}
			}
		}
		catch (ModelException ex) {
			// The decisions are made. The next plans say what is wrong with the model.
		}
	}

	/** Predicts the best plans with so many PRBs more of the neighbours in each step. */
	private void predict(List<PlanningTask> tasks, int slices, float prbs) {
		float more = prbs * this.manifest.standardizedPrb();
		int context = tasks.getFirst().contexts.length / slices;
		if (this.contexts.length < tasks.size() * slices * context) {
			this.contexts = new float[tasks.size() * slices * context];
		}
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			System.arraycopy(task.contexts, 0, this.contexts, t * slices * context, slices * context);
			for (int s = 0; s < slices; s++) {
				int room = (t * slices + s + 1) * context - this.size;
				for (int h = 1; h <= this.horizon; h++) {
					this.contexts[room + h] += more;
				}
				this.evaluator.plans(t * slices + s, 1, task.plan().actions(), s * this.horizon);
			}
		}
		this.evaluator.predict(tasks.size() * slices, this.contexts, 1);
	}

	private double score(PlanningTask task, int slice, int plan) {
		this.score[0] = 0;
		int values = this.horizon * this.manifest.schema().targets();
		Imagined outcome = this.evaluator.shifted(plan, 1, task.correction(), slice * values);
		this.evaluator.score(task.rewards[slice], outcome, plan, 1, task.inForce[slice], this.score, null, 0);
		return this.score[0];
	}

}

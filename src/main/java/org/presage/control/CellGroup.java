/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import org.presage.kpi.CellWindows;
import org.presage.planner.Plan;

/** Cells that are planned together, all in one call of the model. Owned by one thread. */
public final class CellGroup {

	private final CellPlanner planner;

	private final List<PlanningTask> tasks = new ArrayList<>();

	/**
	 * @param planner closed by its owner
	 * @param cells of the group
	 */
	public CellGroup(CellPlanner planner, int cells) {
		this.planner = planner;
		for (int c = 0; c < cells; c++) {
			this.tasks.add(planner.task(1));
		}
	}

	/**
	 * Plans for the cells in the first slots, to the end of each search.
	 * @param states of the cells, as many as the group has
	 * @param inForce allocation in force of each, PRBs, NaN if not known
	 */
	public void plan(CellWindows windows, CellState[] states, float[] inForce) {
		for (int c = 0; c < this.tasks.size(); c++) {
			PlanningTask task = this.tasks.get(c);
			this.planner.enter(task, 0, c, states[c], "", inForce[c]);
			task.start(states[c].rules("", this.planner.rules()).space());
		}
		this.planner.plan(windows, this.tasks, Pace.UNHURRIED);
	}

	/** The plan of a cell; see {@link Plan#failed}. Valid until the next call. */
	public Plan plan(int cell) {
		return this.tasks.get(cell).plan();
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellWindows;
import org.presage.planner.ActionSpace;

/**
 * What a plan was made from: with model and settings all that is needed to make it again,
 * bit for bit.
 *
 * @param graphs SHA-256 of each graph of the model, by file name
 * @param slices S-NSSAI of each slice, S; one empty one for a whole cell
 * @param windows physical values {@code [S, L, F]}, oldest frame first, NaN absent
 * @param inForce allocation in force of each slice in PRBs, NaN if not known
 * @param previous plan of the step before that the search started from, {@code [S, H]};
 * null for none
 * @param bounds of each slice
 * @param budget PRBs that they share
 * @param iterations of the search that there was time for
 * @param callWindows windows of the call of the model that this was a part of
 * @param callPosition of its first window in that call, from 0
 * @param intents what operators wanted of each slice; empty if nothing
 * @param corrections added to the standardised forecasts of all plans, {@code [S, H, Y]};
 * null for none
 * @param announced what neighbours announced, {@code [S, A]}, see
 * {@link org.presage.worldmodel.net.AnnouncedPlans}; null for nothing
 * @param charges what each slice paid for its PRBs to those that receive it, score per
 * PRB and step, {@code [S]}; null for nothing
 */
public record PlanInputs(Map<String, String> graphs, List<String> slices, float[] windows, float[] inForce,
		float @Nullable [] previous, List<ActionSpace> bounds, int budget, int iterations, int callWindows,
		int callPosition, List<CellIntent> intents, float @Nullable [] corrections, float @Nullable [] announced,
		float @Nullable [] charges) {

	/**
	 * Copies what a task was planned from.
	 * @param frames of the call of the model
	 * @param first of the task among them
	 */
	static PlanInputs of(PlanningTask task, CellPlanner planner, CellWindows windows, List<PendingFrame> frames,
			int first) {
		int frameSize = planner.manifest().schema().size();
		float[] copied = new float[task.size() * planner.window() * frameSize];
		List<String> slices = new ArrayList<>();
		List<ActionSpace> bounds = new ArrayList<>();
		for (int s = 0; s < task.size(); s++) {
			slices.add(frames.get(first + s).slice());
			bounds.add(task.space().slice(s));
			windows.copy(task.slots[s], planner.window(), copied, s * planner.window() * frameSize);
		}
		return new PlanInputs(planner.manifest().sha256(), List.copyOf(slices), copied, task.inForce.clone(),
				task.warm ? task.previous.clone() : null, List.copyOf(bounds), task.space().budget(),
				task.plan().iterations(), frames.size(), first, task.intents(),
				task.corrected ? task.shift.clone() : null, task.announcedNow(), task.chargesNow());
	}

}

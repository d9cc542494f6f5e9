/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * What a cell shall do until its next frame.
 *
 * @param id unique within a run
 * @param frame that it answers
 * @param outcome planned, or why held
 * @param prbs to allow from now on; negative if the allocation in force is not known and
 * nothing was planned
 * @param forecast of the plan; null if held
 * @param modelVersion empty without a model
 * @param latencyNs from receipt to here
 * @param iterations of the optimiser
 * @param detail for humans; may be empty
 * @param control result of the last decision that changed the allocation; null without
 * one
 * @param intent what operators wanted of the cell or slice
 */
public record Decision(long id, KpiFrame frame, Outcome outcome, int prbs, @Nullable PlanForecast forecast,
		String modelVersion, long latencyNs, int iterations, String detail, @Nullable ControlResult control,
		CellIntent intent) {

	/** {@link #prbs} where no allocation is known. */
	public static final int UNKNOWN = -1;

	/**
	 * A plan and what the model expects of it.
	 *
	 * @param actions PRBs per step, {@code [H]}
	 * @param score expected reward of the plan over the horizon
	 * @param holdScore expected reward of holding the last allocation; NaN if it is not
	 * known
	 * @param schema of the KPIs
	 * @param mean per step and target in the KPI's unit, {@code [H, Y]}
	 * @param low lower end of the central 90 % interval
	 * @param high upper end
	 * @param uncorrected the mean before the cell's correction; {@code mean} itself
	 * without one
	 * @param terms that the score is the sum of, over all slices that were planned
	 * together: {@code [Y + 5]}, see {@link org.presage.planner.Reward#terms}
	 * @param rollouts plans that were imagined
	 * @param shares what all slices that were planned together get; empty for a cell
	 * without slices
	 * @param imputed KPIs of which the newest report has no value, so that the model was
	 * given the last one or the mean of its training
	 */
	public record PlanForecast(int[] actions, double score, double holdScore, KpiSchema schema, float[] mean,
			float[] low, float[] high, float[] uncorrected, double[] terms, int rollouts, List<SliceShare> shares,
			List<String> imputed) {
	}

	/**
	 * What one slice of a cell gets.
	 *
	 * @param slice S-NSSAI
	 * @param prbs from now on
	 */
	public record SliceShare(String slice, int prbs) {
	}

}

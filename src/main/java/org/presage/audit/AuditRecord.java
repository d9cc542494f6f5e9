/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.control.Outcome;
import org.presage.control.PlanInputs;
import org.presage.kpi.KpiFrame;

/**
 * A decision as it is read back.
 *
 * @param id unique within a run
 * @param timeMs time of day of the decision in ms since 1970-01-01T00:00Z
 * @param frame that it answers
 * @param outcome planned, or why held
 * @param prbs to allow from then on; {@link org.presage.control.Decision#UNKNOWN} for
 * none
 * @param modelVersion empty without a model
 * @param latencyNs from receipt to decision
 * @param detail for humans; may be empty
 * @param policies ids of the operators' policies that were in force for it
 * @param plan null if held
 */
public record AuditRecord(long id, long timeMs, KpiFrame frame, Outcome outcome, int prbs, String modelVersion,
		long latencyNs, String detail, List<String> policies, @Nullable Planned plan) {

	/**
	 * A plan and what it was made from.
	 *
	 * @param inputs of the search
	 * @param windowSha256 SHA-256 of the windows, as {@link FloatBytes}, when they were
	 * recorded
	 * @param slice which of the slices that were planned together it is for, from 0
	 * @param actions PRBs per step, {@code [H]}
	 * @param score expected reward of the plan over the horizon
	 * @param holdScore of holding the last allocation; NaN if it is not known
	 * @param terms that the score is the sum of, see
	 * {@link org.presage.control.Objective#termNames}
	 * @param rollouts plans that were imagined
	 */
	public record Planned(PlanInputs inputs, String windowSha256, int slice, int[] actions, double score,
			double holdScore, double[] terms, int rollouts) {
	}

}

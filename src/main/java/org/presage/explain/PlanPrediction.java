/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

/**
 * A plan and what the model expects of it.
 *
 * @param prbs per step, {@code [H]}
 * @param score expected reward over the horizon
 * @param terms that the score is the sum of, {@code [Y + 5]}; see
 * {@link org.presage.control.Objective#termNames}
 * @param mean per step and target in the KPI's unit, {@code [H, Y]}
 * @param low lower end of the calibrated central 90 % interval, same layout
 * @param high upper end
 * @param uncorrected the mean before the cell's correction; {@code mean} itself without
 * one
 * @param sla probability that the step meets the agreement, {@code [H]}
 */
public record PlanPrediction(float[] prbs, double score, double[] terms, float[] mean, float[] low, float[] high,
		float[] uncorrected, float[] sla) {
}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.planner.ActionSpace;

/**
 * Another plan beside the present one.
 *
 * @param decided whether the present plan was given; otherwise it was made for the answer
 * @param present what is expected of the present plan
 * @param hold of holding the allocation in force; null if that is not known
 * @param alternative of the other plan, made admissible
 * @param projected where that changed the request
 */
public record WhatIf(boolean decided, PlanPrediction present, @Nullable PlanPrediction hold, PlanPrediction alternative,
		List<Projection> projected) {

	/**
	 * A step whose request was not admissible.
	 *
	 * @param step from 0
	 * @param requested PRBs
	 * @param prbs the admissible PRBs in its place
	 * @param reason for humans
	 */
	public record Projection(int step, float requested, float prbs, String reason) {

		static List<Projection> of(float[] requested, float[] admissible, ActionSpace space) {
			List<Projection> projected = new ArrayList<>();
			for (int h = 0; h < requested.length; h++) {
				if (requested[h] != admissible[h]) {
					projected.add(
							new Projection(h, requested[h], admissible[h], reason(requested[h], admissible[h], space)));
				}
			}
			return projected;
		}

		private static String reason(float requested, float admissible, ActionSpace space) {
			float bounded = Math.clamp(requested, space.min(), space.max());
			if (Math.round(bounded) != admissible) {
				return "at most " + space.maxStep() + " a step";
			}
			return (bounded == requested) ? "whole PRBs" : "bounds " + space.min() + " to " + space.max();
		}

	}

}

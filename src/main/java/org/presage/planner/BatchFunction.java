/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/** A function to maximise, evaluated for many points at once. */
@FunctionalInterface
public interface BatchFunction {

	/**
	 * @param count points to evaluate
	 * @param points {@code [count, D]}; may be moved to the nearest admissible point,
	 * which then counts as the candidate
	 * @param values receives one value a point; NaN or infinite is the worst
	 */
	void evaluate(int count, float[] points, double[] values);

}

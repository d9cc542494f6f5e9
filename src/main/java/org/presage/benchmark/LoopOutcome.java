/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a policy achieved on one network.
 *
 * @param slices one a slice of the cells; a single one if they have none
 * @param cellsOverLimit share of the cells' intervals in which a slice had a Delay over
 * its limit
 */
record LoopOutcome(List<Slice> slices, double cellsOverLimit) {

	/**
	 * Of one slice, over all cells.
	 *
	 * @param reward mean of an interval
	 * @param delayOverLimit share of intervals with a Delay over the limit
	 * @param prbs mean in force
	 * @param alternating share of intervals whose change of the allocation takes the one
	 * before back, at least in part, both by more than one PRB
	 */
	record Slice(double reward, double delayOverLimit, double prbs, double alternating) {
	}

	/** Mean of a figure over the slices. */
	double mean(ToDoubleFunction<Slice> figure) {
		return this.slices.stream().mapToDouble(figure).average().orElse(Double.NaN);
	}

}

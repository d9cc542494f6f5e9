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
	 */
	record Slice(double reward, double delayOverLimit, double prbs) {
	}

	/** Mean of a figure over the slices. */
	double mean(ToDoubleFunction<Slice> figure) {
		return this.slices.stream().mapToDouble(figure).average().orElse(Double.NaN);
	}

}

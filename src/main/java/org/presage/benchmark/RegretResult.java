/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;

import org.presage.base.JsonResult;

/**
 * Result of {@code bench regret --json}.
 *
 * @param windows that were planned from
 * @param windowsWithoutGain in which no plan is better than to hold
 * @param referenceSamples of the large search
 * @param optimisers in the order in which they were given
 */
@JsonResult
public record RegretResult(int windows, long windowsWithoutGain, int referenceSamples, List<Optimiser> optimisers) {

	/**
	 * One search.
	 *
	 * @param name of the search; {@code default} is what is served
	 * @param proposals whether the model's proposals were among its first candidates
	 * @param rollouts plans that it imagines
	 * @param calls of the model, in which it imagines them
	 * @param knots of its plans
	 * @param regretMean 0 is the best plan known, 1 is to hold; NaN without windows
	 * @param regretP95 95th percentile of the same
	 * @param p50Ms median time of a plan in ms
	 */
	@JsonResult
	public record Optimiser(String name, boolean proposals, int rollouts, int calls, int knots, double regretMean,
			double regretP95, double p50Ms) {
	}

}

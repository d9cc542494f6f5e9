/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.stream.DoubleStream;

import org.presage.base.JsonResult;
import org.presage.base.NearestRank;
import org.presage.base.Rounding;

/**
 * Regrets of many plans, see {@link org.presage.planner.Regret}.
 *
 * @param judged plans, those without gain among them
 * @param withoutGain plans from whose window none is better than to hold; they do not
 * count in what follows
 * @param regretMean 0 is the best plan known, 1 is to hold; NaN without plans
 * @param regretError standard error of the mean; NaN for fewer than two plans
 * @param regretP95 95th percentile; NaN without plans
 */
@JsonResult
public record RegretSummary(int judged, int withoutGain, double regretMean, double regretError, double regretP95) {

	/** Nothing was judged. */
	public static final RegretSummary NONE = of(DoubleStream.empty());

	private static final double TAIL = 0.95;

	/**
	 * Summarises.
	 * @param all regrets, NaN where nothing was to be gained
	 */
	static RegretSummary of(DoubleStream all) {
		double[] regrets = all.toArray();
		double[] known = Arrays.stream(regrets).filter((regret) -> !Double.isNaN(regret)).sorted().toArray();
		double mean = Arrays.stream(known).average().orElse(Double.NaN);
		double squares = Arrays.stream(known).map((regret) -> (regret - mean) * (regret - mean)).sum();
		double error = (known.length > 1) ? Math.sqrt(squares / (known.length - 1) / known.length) : Double.NaN;
		return new RegretSummary(regrets.length, regrets.length - known.length, Rounding.to(5, mean),
				Rounding.to(5, error),
				Rounding.to(5, (known.length > 0) ? known[NearestRank.index(TAIL, known.length)] : Double.NaN));
	}

}

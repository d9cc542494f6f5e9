/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.base.Rounding;
import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.sim.Drift;
import org.presage.sim.SliceTraffic;

/**
 * Result of {@code evaluate --closed-loop --json}. Rewards are in train standard
 * deviations.
 *
 * @param cells of each network
 * @param steps that are scored
 * @param seeds of the networks
 * @param load UEs in proportion to the default
 * @param drift how the network has changed; null if it has not
 * @param slices by name; null for cells without slices
 * @param answers when cells know what their neighbours have decided; null if the model
 * reads nothing of it
 * @param policies by name
 * @param ceilingShare how far the loop goes from the best rule in hindsight to
 * {@link RolloutOracle}, 1 is there; NaN if one of them did not run, null for cells with
 * slices
 */
@JsonResult
public record LoopReport(int cells, int steps, List<Long> seeds, double load, @Nullable String drift,
		@Nullable Map<String, Limit> slices, @Nullable String answers, Map<String, PolicyResult> policies,
		@Nullable Estimate ceilingShare) {

	/**
	 * What a slice is promised.
	 *
	 * @param sNssai its S-NSSAI
	 * @param delayLimitMs largest admissible Delay in ms
	 */
	@JsonResult
	public record Limit(String sNssai, double delayLimitMs) {
	}

	/**
	 * One policy over all networks.
	 *
	 * @param rewardMean of an interval
	 * @param rewardBySeed the same for each network
	 * @param delayOverLimit share of intervals with a Delay over the limit, 0..1
	 * @param prbsMean in force
	 * @param alternating share of intervals that take back a change of the allocation,
	 * both by more than one PRB, 0..1
	 * @param cellsOverLimit share of the cells' intervals in which a slice had a Delay
	 * over its limit; null for cells without slices
	 * @param slices by name; null for cells without slices
	 */
	@JsonResult
	public record PolicyResult(double rewardMean, List<Double> rewardBySeed, double delayOverLimit, double prbsMean,
			double alternating, @Nullable Double cellsOverLimit, @Nullable Map<String, SliceResult> slices) {
	}

	/** The same figures of one slice. */
	@JsonResult
	public record SliceResult(double rewardMean, double delayOverLimit, double prbsMean, double alternating) {
	}

	/**
	 * The report.
	 * @param answers null if the model reads nothing of neighbours
	 * @param outcomes of each contender, one a seed
	 */
	static LoopReport of(Scenario scenario, int steps, List<Long> seeds, @Nullable Answers answers,
			Map<Contender, List<LoopOutcome>> outcomes) {
		Map<String, PolicyResult> policies = new LinkedHashMap<>();
		outcomes.forEach((contender, results) -> policies.put(contender.toString(), policy(scenario, results)));
		return new LoopReport(scenario.network().cells(), steps, seeds, scenario.load(),
				(scenario.drift() != Drift.NONE) ? scenario.drift().name().toLowerCase(Locale.ROOT) : null,
				scenario.sliced() ? limits(scenario) : null, (answers != null) ? answers.toString() : null, policies,
				scenario.sliced() ? null : ceilingShare(outcomes));
	}

	private static Map<String, Limit> limits(Scenario scenario) {
		Map<String, Limit> limits = new LinkedHashMap<>();
		for (SliceTraffic slice : scenario.network().slices()) {
			limits.put(slice.name(), new Limit(slice.sNssai(), scenario.delayLimitMs(slice)));
		}
		return limits;
	}

	private static PolicyResult policy(Scenario scenario, List<LoopOutcome> results) {
		return new PolicyResult(mean(results, (r) -> r.mean(LoopOutcome.Slice::reward)),
				results.stream().map((r) -> rounded(r.mean(LoopOutcome.Slice::reward))).toList(),
				mean(results, (r) -> r.mean(LoopOutcome.Slice::delayOverLimit)),
				mean(results, (r) -> r.mean(LoopOutcome.Slice::prbs)),
				mean(results, (r) -> r.mean(LoopOutcome.Slice::alternating)),
				scenario.sliced() ? mean(results, LoopOutcome::cellsOverLimit) : null,
				scenario.sliced() ? slices(scenario, results) : null);
	}

	private static Map<String, SliceResult> slices(Scenario scenario, List<LoopOutcome> results) {
		Map<String, SliceResult> slices = new LinkedHashMap<>();
		List<SliceTraffic> all = scenario.network().slices();
		for (int s = 0; s < all.size(); s++) {
			int index = s;
			slices.put(all.get(s).name(),
					new SliceResult(mean(results, (r) -> r.slices().get(index).reward()),
							mean(results, (r) -> r.slices().get(index).delayOverLimit()),
							mean(results, (r) -> r.slices().get(index).prbs()),
							mean(results, (r) -> r.slices().get(index).alternating())));
		}
		return slices;
	}

	/** How far the loop goes from the best rule to the ceiling; NaN without them. */
	private static Estimate ceilingShare(Map<Contender, List<LoopOutcome>> outcomes) {
		return Estimate.shareOfWay(rewards(outcomes, Contender.PRESAGE), rewards(outcomes, Contender.BEST_RULE),
				rewards(outcomes, Contender.ORACLE));
	}

	private static double[] rewards(Map<Contender, List<LoopOutcome>> outcomes, Contender contender) {
		return RivalResults.rewards(outcomes.getOrDefault(contender, List.of()));
	}

	private static double average(List<LoopOutcome> results, ToDoubleFunction<LoopOutcome> figure) {
		return results.stream().mapToDouble(figure).average().orElse(Double.NaN);
	}

	private static double mean(List<LoopOutcome> results, ToDoubleFunction<LoopOutcome> figure) {
		return rounded(average(results, figure));
	}

	private static double rounded(double value) {
		return Rounding.to(4, value);
	}

}

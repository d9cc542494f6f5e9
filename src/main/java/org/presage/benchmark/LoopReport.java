package org.presage.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.sim.SliceTraffic;

/** Outcomes in the layout of {@code evaluate --closed-loop}. */
final class LoopReport {

	private LoopReport() {
	}

	/**
	 * The report.
	 * @param outcomes of each contender, one a seed
	 */
	static Map<String, Object> of(Scenario scenario, int steps, List<Long> seeds,
			Map<Contender, List<LoopOutcome>> outcomes) {
		Map<String, Object> policies = new LinkedHashMap<>();
		outcomes.forEach((contender, results) -> policies
			.put(contender.name().toLowerCase(Locale.ROOT).replace('_', '-'), policy(scenario, results)));
		Map<String, Object> report = new LinkedHashMap<>();
		report.put("cells", scenario.network().cells());
		report.put("steps", steps);
		report.put("seeds", seeds);
		if (scenario.sliced()) {
			report.put("slices", limits(scenario));
		}
		report.put("policies", policies);
		if (!scenario.sliced()) {
			report.put("ceiling_share", rounded(ceilingShare(outcomes)));
		}
		return report;
	}

	private static Map<String, Object> limits(Scenario scenario) {
		Map<String, Object> limits = new LinkedHashMap<>();
		for (SliceTraffic slice : scenario.network().slices()) {
			limits.put(slice.name(), Map.of("s_nssai", slice.sNssai(), "delay_limit_ms", scenario.delayLimitMs(slice)));
		}
		return limits;
	}

	private static Map<String, Object> policy(Scenario scenario, List<LoopOutcome> results) {
		Map<String, Object> policy = new LinkedHashMap<>();
		policy.put("reward_mean", rounded(mean(results, (r) -> r.mean(LoopOutcome.Slice::reward))));
		policy.put("reward_by_seed", results.stream().map((r) -> rounded(r.mean(LoopOutcome.Slice::reward))).toList());
		policy.put("delay_over_limit", rounded(mean(results, (r) -> r.mean(LoopOutcome.Slice::delayOverLimit))));
		policy.put("prbs_mean", rounded(mean(results, (r) -> r.mean(LoopOutcome.Slice::prbs))));
		if (scenario.sliced()) {
			policy.put("cells_over_limit", rounded(mean(results, LoopOutcome::cellsOverLimit)));
			Map<String, Object> slices = new LinkedHashMap<>();
			List<SliceTraffic> all = scenario.network().slices();
			for (int s = 0; s < all.size(); s++) {
				slices.put(all.get(s).name(), slice(results, s));
			}
			policy.put("slices", slices);
		}
		return policy;
	}

	private static Map<String, Object> slice(List<LoopOutcome> results, int index) {
		Map<String, Object> slice = new LinkedHashMap<>();
		slice.put("reward_mean", rounded(mean(results, (r) -> r.slices().get(index).reward())));
		slice.put("delay_over_limit", rounded(mean(results, (r) -> r.slices().get(index).delayOverLimit())));
		slice.put("prbs_mean", rounded(mean(results, (r) -> r.slices().get(index).prbs())));
		return slice;
	}

	/** How far the loop goes from the best simple policy to the ceiling. */
	private static double ceilingShare(Map<Contender, List<LoopOutcome>> outcomes) {
		double simple = Math.max(reward(outcomes, Contender.HOLD_LAST),
				Math.max(reward(outcomes, Contender.ALL_PRBS), reward(outcomes, Contender.BUFFER_PROPORTIONAL)));
		return (reward(outcomes, Contender.PRESAGE) - simple) / (reward(outcomes, Contender.ORACLE_CEM) - simple);
	}

	private static double reward(Map<Contender, List<LoopOutcome>> outcomes, Contender contender) {
		return mean(outcomes.getOrDefault(contender, List.of()), (r) -> r.mean(LoopOutcome.Slice::reward));
	}

	private static double mean(List<LoopOutcome> results, ToDoubleFunction<LoopOutcome> figure) {
		return results.stream().mapToDouble(figure).average().orElse(Double.NaN);
	}

	private static Object rounded(double value) {
		return Double.isNaN(value) ? "NaN" : (Object) (Math.round(value * 1e4) / 1e4);
	}

}

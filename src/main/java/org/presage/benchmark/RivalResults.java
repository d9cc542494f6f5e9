/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.presage.base.Rounding;
import org.presage.benchmark.RivalFamily.Outcomes;

/** Makes {@link RivalsReport} from outcomes. */
final class RivalResults {

	private RivalResults() {
	}

	static double[] rewards(List<LoopOutcome> outcomes) {
		return values(outcomes, LoopOutcome.Slice::reward);
	}

	private static double[] values(List<LoopOutcome> outcomes, ToDoubleFunction<LoopOutcome.Slice> figure) {
		return outcomes.stream().mapToDouble((outcome) -> outcome.mean(figure)).toArray();
	}

	private static double[] differences(double[] one, double[] other) {
		double[] differences = new double[one.length];
		Arrays.setAll(differences, (i) -> one[i] - other[i]);
		return differences;
	}

	private static RivalsReport.Point point(double knob, List<LoopOutcome> outcomes) {
		return new RivalsReport.Point(Rounding.to(4, knob), Estimate.of(rewards(outcomes)),
				Estimate.of(values(outcomes, LoopOutcome.Slice::delayOverLimit)),
				Estimate.of(values(outcomes, LoopOutcome.Slice::prbs)));
	}

	/**
	 * Every family with its default, the best rule in hindsight, and the oracle; Presage
	 * first.
	 * @param oracle empty if it did not run
	 */
	static Map<String, RivalsReport.Policy> policies(List<Outcomes> all, List<LoopOutcome> oracle) {
		double[] presage = rewards(all.getFirst().standard());
		Map<String, RivalsReport.Policy> policies = new LinkedHashMap<>();
		for (Outcomes outcomes : all) {
			RivalFamily family = outcomes.family();
			policies.put(family.policy(),
					policy(family.name(), family.standard().knob(), outcomes.standard(), presage));
		}
		policies.put(RivalStudy.BEST_RULE,
				policy(RivalStudy.BEST_RULE, Double.NaN, RivalFamily.bestRule(all), presage));
		if (!oracle.isEmpty()) {
			policies.put(RivalStudy.ORACLE, policy(RivalStudy.ORACLE, Double.NaN, oracle, presage));
		}
		return policies;
	}

	private static RivalsReport.Policy policy(String curve, double knob, List<LoopOutcome> outcomes, double[] presage) {
		double[] own = rewards(outcomes);
		return new RivalsReport.Policy(curve, point(knob, outcomes), Rounding.to(4, own),
				Estimate.of(differences(presage, own)));
	}

	/**
	 * Every family, sorted by its knob, the best rule in hindsight and the oracle.
	 * @param oracle empty if it did not run
	 */
	static Map<String, List<RivalsReport.Point>> curves(List<Outcomes> all, List<LoopOutcome> oracle) {
		Map<String, List<RivalsReport.Point>> curves = new LinkedHashMap<>();
		for (Outcomes outcomes : all) {
			List<RivalsReport.Point> points = new ArrayList<>();
			for (int i = 0; i < outcomes.outcomes().size(); i++) {
				points.add(point(outcomes.family().settings().get(i).knob(), outcomes.outcomes().get(i)));
			}
			points.sort(Comparator.comparingDouble(RivalsReport.Point::knob));
			curves.put(outcomes.family().name(), points);
		}
		curves.put(RivalStudy.BEST_RULE, List.of(point(Double.NaN, RivalFamily.bestRule(all))));
		if (!oracle.isEmpty()) {
			curves.put(RivalStudy.ORACLE, List.of(point(Double.NaN, oracle)));
		}
		return curves;
	}

	/**
	 * The oracle beside the others.
	 * @param all with all settings of the rules; Presage first
	 */
	static RivalsReport.Ceiling ceiling(int cells, int steps, List<Outcomes> all, List<LoopOutcome> oracle) {
		Map<String, double[]> rewards = new LinkedHashMap<>();
		all.forEach((outcomes) -> rewards.put(outcomes.family().policy(), rewards(outcomes.standard())));
		double[] rule = rewards(RivalFamily.bestRule(all));
		rewards.put(RivalStudy.BEST_RULE, rule);
		double[] ceiling = rewards(oracle);
		Map.Entry<String, double[]> best = rewards.entrySet()
			.stream()
			.max(Comparator.comparingDouble((entry) -> mean(entry.getValue())))
			.orElseThrow();
		rewards.put(RivalStudy.ORACLE, ceiling);
		Map<String, Estimate> estimates = new LinkedHashMap<>();
		Map<String, Estimate> shares = new LinkedHashMap<>();
		rewards.forEach((name, values) -> {
			estimates.put(name, Estimate.of(values));
			shares.put(name, Estimate.shareOfWay(values, rule, ceiling));
		});
		return new RivalsReport.Ceiling(cells, steps, estimates, shares,
				Estimate.of(differences(ceiling, best.getValue())), best.getKey(),
				Estimate.shareOfWay(rewards(all.getFirst().standard()), rule, ceiling));
	}

	private static double mean(double[] values) {
		return Arrays.stream(values).average().orElse(Double.NaN);
	}

}

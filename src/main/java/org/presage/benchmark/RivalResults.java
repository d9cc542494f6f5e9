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

import org.jspecify.annotations.Nullable;

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

	/** Every family with its default, and the best rule in hindsight; Presage first. */
	static Map<String, RivalsReport.Policy> policies(List<Outcomes> all) {
		double[] presage = rewards(all.getFirst().standard());
		Map<String, RivalsReport.Policy> policies = new LinkedHashMap<>();
		for (Outcomes outcomes : all) {
			RivalFamily family = outcomes.family();
			policies.put(family.policy(),
					policy(family.name(), family.standard().knob(), outcomes.standard(), presage));
		}
		policies.put(RivalStudy.BEST_RULE, policy(null, Double.NaN, RivalFamily.bestRule(all), presage));
		return policies;
	}

	private static RivalsReport.Policy policy(@Nullable String curve, double knob, List<LoopOutcome> outcomes,
			double[] presage) {
		double[] own = rewards(outcomes);
		return new RivalsReport.Policy(curve, point(knob, outcomes), Rounding.to(4, own),
				Estimate.of(differences(presage, own)));
	}

	/** Every family that has a knob, sorted by it. */
	static Map<String, List<RivalsReport.Point>> curves(List<Outcomes> all) {
		Map<String, List<RivalsReport.Point>> curves = new LinkedHashMap<>();
		for (Outcomes outcomes : all) {
			List<RivalsReport.Point> points = new ArrayList<>();
			for (int i = 0; i < outcomes.outcomes().size(); i++) {
				points.add(point(outcomes.family().settings().get(i).knob(), outcomes.outcomes().get(i)));
			}
			points.sort(Comparator.comparingDouble(RivalsReport.Point::knob));
			curves.put(outcomes.family().name(), points);
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
		Map<String, Estimate> estimates = new LinkedHashMap<>();
		rewards.forEach((name, values) -> estimates.put(name, Estimate.of(values)));
		estimates.put(RivalStudy.ORACLE, Estimate.of(ceiling));
		return new RivalsReport.Ceiling(cells, steps, estimates, Estimate.of(differences(ceiling, best.getValue())),
				best.getKey(), Rounding.to(4, Estimate.shareOfWay(rewards(all.getFirst().standard()), rule, ceiling)));
	}

	private static double mean(double[] values) {
		return Arrays.stream(values).average().orElse(Double.NaN);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;

/**
 * A screening for machines; docs/screening.md describes the fields. A number that is not
 * known is null.
 *
 * @param scenarios by name, then by policy
 */
@JsonResult
public record ScreeningJson(Model model, Data data, List<String> notes,
		Map<String, Map<String, PolicyEstimates>> scenarios) {

	/** The model that was asked. */
	@JsonResult
	public record Model(String version, String architecture) {
	}

	/** The windows, see {@link ScreeningReport}. */
	@JsonResult
	public record Data(int population, int windows, int horizon, long stepMs, List<String> kpis, List<String> units,
			double tailShare, double stress, int bootstrapBlocks) {
	}

	/**
	 * One policy; {@code stressed} is omitted if the windows were drawn from all alike.
	 */
	@JsonResult
	public record PolicyEstimates(Estimate natural, @Nullable Estimate stressed, List<Worst> worst) {
	}

	/** Expectations, see {@link ScreeningReport.Estimate}; bounds are low and high. */
	@JsonResult
	@JsonInclude(JsonInclude.Include.ALWAYS)
	public record Estimate(@Nullable Double reward, @Nullable Double rewardGain,
			List<@Nullable Double> rewardGainBounds, @Nullable Double violation, List<@Nullable Double> violationBounds,
			@Nullable Double violationGain, List<@Nullable Double> violationGainBounds, @Nullable Double prbs,
			Map<String, @Nullable Double> kpis, @Nullable Double epistemic, @Nullable Double outside,
			@Nullable Double unfamiliar, boolean far, long nonFinite) {
	}

	/** One of the worst cases, see {@link ScreeningReport.WorstCase}. */
	@JsonResult
	@JsonInclude(JsonInclude.Include.ALWAYS)
	public record Worst(String series, int row, long timeMs, @Nullable Double reward, @Nullable Double violation,
			List<Float> prbs) {
	}

	/** The report as it is written. */
	public static ScreeningJson of(ScreeningReport report) {
		Map<String, Map<String, PolicyEstimates>> scenarios = new LinkedHashMap<>();
		for (ScreeningReport.Scenario scenario : report.scenarios()) {
			Map<String, PolicyEstimates> policies = new LinkedHashMap<>();
			scenario.policies().forEach((policy) -> policies.put(policy.policy(), policy(report, policy)));
			scenarios.put(scenario.name(), policies);
		}
		return new ScreeningJson(new Model(report.model(), report.architecture()),
				new Data(report.population(), report.windows(), report.horizon(), report.stepMs(), report.kpis(),
						report.units(), report.tailShare(), report.stress(), report.blocks()),
				report.notes(), scenarios);
	}

	private static PolicyEstimates policy(ScreeningReport report, ScreeningReport.PolicyReport policy) {
		ScreeningReport.Estimate stressed = policy.stressed();
		List<Worst> worst = new ArrayList<>();
		policy.worst()
			.forEach((one) -> worst
				.add(new Worst(one.series(), one.row(), one.timeMs(), known(one.reward()), known(one.violation()),
						IntStream.range(0, one.plan().length).mapToObj((h) -> one.plan()[h]).toList())));
		return new PolicyEstimates(estimate(report, policy.natural()),
				(stressed != null) ? estimate(report, stressed) : null, worst);
	}

	private static Estimate estimate(ScreeningReport report, ScreeningReport.Estimate estimate) {
		Map<String, @Nullable Double> kpis = new LinkedHashMap<>();
		for (int y = 0; y < report.kpis().size(); y++) {
			kpis.put(report.kpis().get(y), known(estimate.kpis()[y]));
		}
		return new Estimate(known(estimate.reward()), known(estimate.rewardGain()), bounds(estimate.rewardGainBounds()),
				known(estimate.violation()), bounds(estimate.violationBounds()), known(estimate.violationGain()),
				bounds(estimate.violationGainBounds()), known(estimate.prbs()), kpis, known(estimate.epistemic()),
				known(estimate.outside()), known(estimate.unfamiliar()), estimate.far(), estimate.nonFinite());
	}

	private static List<@Nullable Double> bounds(Interval interval) {
		return Arrays.asList(known(interval.low()), known(interval.high()));
	}

	private static @Nullable Double known(double value) {
		return Double.isFinite(value) ? value : null;
	}

}

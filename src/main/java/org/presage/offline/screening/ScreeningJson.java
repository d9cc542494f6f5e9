package org.presage.offline.screening;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** A screening for machines; docs/screening.md names the fields. */
public final class ScreeningJson {

	private ScreeningJson() {
	}

	/** The report as maps and lists; a number that is not known is null. */
	public static Map<String, @Nullable Object> of(ScreeningReport report) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("model", Map.of("version", report.model(), "architecture", report.architecture()));
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("population", report.population());
		data.put("windows", report.windows());
		data.put("horizon", report.horizon());
		data.put("step_ms", report.stepMs());
		data.put("kpis", report.kpis());
		data.put("units", report.units());
		data.put("tail_share", report.tailShare());
		data.put("stress", report.stress());
		data.put("bootstrap_blocks", report.blocks());
		map.put("data", data);
		map.put("notes", report.notes());
		Map<String, @Nullable Object> scenarios = new LinkedHashMap<>();
		for (ScreeningReport.Scenario scenario : report.scenarios()) {
			Map<String, @Nullable Object> policies = new LinkedHashMap<>();
			scenario.policies().forEach((policy) -> policies.put(policy.policy(), policy(report, policy)));
			scenarios.put(scenario.name(), policies);
		}
		map.put("scenarios", scenarios);
		return map;
	}

	private static Map<String, @Nullable Object> policy(ScreeningReport report, ScreeningReport.PolicyReport policy) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("natural", estimate(report, policy.natural()));
		ScreeningReport.Estimate stressed = policy.stressed();
		if (stressed != null) {
			map.put("stressed", estimate(report, stressed));
		}
		map.put("worst", policy.worst().stream().map(ScreeningJson::worst).toList());
		return map;
	}

	private static Map<String, @Nullable Object> estimate(ScreeningReport report, ScreeningReport.Estimate estimate) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("reward", number(estimate.reward()));
		map.put("reward_gain", number(estimate.rewardGain()));
		map.put("reward_gain_bounds", bounds(estimate.rewardGainBounds()));
		map.put("violation", number(estimate.violation()));
		map.put("violation_bounds", bounds(estimate.violationBounds()));
		map.put("violation_gain", number(estimate.violationGain()));
		map.put("violation_gain_bounds", bounds(estimate.violationGainBounds()));
		map.put("prbs", number(estimate.prbs()));
		Map<String, @Nullable Object> kpis = new LinkedHashMap<>();
		for (int y = 0; y < report.kpis().size(); y++) {
			kpis.put(report.kpis().get(y), number(estimate.kpis()[y]));
		}
		map.put("kpis", kpis);
		map.put("epistemic", number(estimate.epistemic()));
		map.put("outside", number(estimate.outside()));
		map.put("unfamiliar", number(estimate.unfamiliar()));
		map.put("far", estimate.far());
		map.put("non_finite", estimate.nonFinite());
		return map;
	}

	private static Map<String, @Nullable Object> worst(ScreeningReport.WorstCase worst) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("series", worst.series());
		map.put("row", worst.row());
		map.put("time_ms", worst.timeMs());
		map.put("reward", number(worst.reward()));
		map.put("violation", number(worst.violation()));
		map.put("prbs", IntStream.range(0, worst.plan().length).mapToObj((h) -> worst.plan()[h]).toList());
		return map;
	}

	private static List<@Nullable Double> bounds(Interval interval) {
		return Arrays.asList(number(interval.low()), number(interval.high()));
	}

	private static @Nullable Double number(double value) {
		return Double.isFinite(value) ? value : null;
	}

}

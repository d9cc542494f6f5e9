package org.presage.offline.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;

/**
 * Scores in the layout of {@code evaluate --json} (docs/evaluation.md); a value that
 * could not be had is "NaN".
 *
 * @param scores of the forecaster
 * @param persistence of the baseline on the same windows, if it was judged
 * @param varx of the baseline on the same windows, if it was judged
 */
record ScoreMap(Scores scores, @Nullable Scores persistence, @Nullable Scores varx) {

	/** The figures that a model package carries. */
	Map<String, Object> summary() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.putAll(totals(Subset.ALL));
		map.put("rmse_on_action_change", number(this.scores.rmseOnActionChange()));
		Map<String, Object> perKpi = new LinkedHashMap<>();
		for (int y : this.scores.targets()) {
			perKpi.put(kpi(y), Map.of("rmse", number(this.scores.rmse(-1, y)), "mae", number(this.scores.mae(-1, y)),
					"coverage90", number(this.scores.all().coverage(ninety(), -1, y))));
		}
		map.put("per_kpi", perKpi);
		return map;
	}

	/** All figures. */
	Map<String, Object> full() {
		Map<String, Object> map = summary();
		map.put("per_kpi", perKpi(Subset.ALL));
		Map<String, Object> onChange = new LinkedHashMap<>();
		onChange.put("windows", this.scores.windowsOnChange());
		onChange.putAll(totals(Subset.ON_CHANGE));
		onChange.put("per_kpi", perKpi(Subset.ON_CHANGE));
		map.put("on_action_change", onChange);
		map.put("pit", numbers(this.scores.pit().shares(-1)));
		map.put("rolling_coverage90", rolling());
		map.put("coverage_by_action", byAction());
		return map;
	}

	private enum Subset {

		ALL, ON_CHANGE;

		ErrorSums of(Scores scores) {
			return (this == ALL) ? scores.all() : scores.onChange();
		}

	}

	private Map<String, Object> totals(Subset subset) {
		ErrorSums sums = subset.of(this.scores);
		Map<String, Object> map = new LinkedHashMap<>();
		for (Measure measure : Measure.values()) {
			map.put(name(measure), number(sums.average(measure, -1, -1)));
		}
		map.put("rmse_by_step", bySteps((h) -> sums.average(Measure.RMSE, h, -1)));
		map.put("mae_by_step", bySteps((h) -> sums.average(Measure.MAE, h, -1)));
		map.put("crps_by_step", bySteps((h) -> sums.average(Measure.CRPS, h, -1)));
		map.put("coverage90_by_step", bySteps((h) -> sums.coverage(ninety(), h, -1)));
		map.put("coverage", byLevel((level) -> sums.coverage(level, -1, -1)));
		map.put("width", byLevel((level) -> sums.width(level, -1, -1)));
		skills(map, subset, -1);
		return map;
	}

	private Map<String, Object> perKpi(Subset subset) {
		ErrorSums sums = subset.of(this.scores);
		Map<String, Object> perKpi = new LinkedHashMap<>();
		for (int y : this.scores.targets()) {
			Map<String, Object> map = new LinkedHashMap<>();
			for (Measure measure : Measure.values()) {
				map.put(name(measure), number(sums.average(measure, -1, y)));
			}
			map.put("coverage90", number(sums.coverage(ninety(), -1, y)));
			map.put("coverage", byLevel((level) -> sums.coverage(level, -1, y)));
			map.put("width", byLevel((level) -> sums.width(level, -1, y)));
			skills(map, subset, y);
			map.put("by_step", kpiBySteps(subset, y));
			if (subset == Subset.ALL) {
				map.put("pit", numbers(this.scores.pit().shares(y)));
			}
			perKpi.put(kpi(y), map);
		}
		return perKpi;
	}

	private Map<String, Object> kpiBySteps(Subset subset, int target) {
		ErrorSums sums = subset.of(this.scores);
		Map<String, Object> map = new LinkedHashMap<>();
		for (Measure measure : List.of(Measure.RMSE, Measure.MAE, Measure.CRPS)) {
			map.put(name(measure), bySteps((h) -> sums.average(measure, h, target)));
		}
		map.put("coverage90", bySteps((h) -> sums.coverage(ninety(), h, target)));
		map.put("skill_vs_persistence", bySteps((h) -> skill(this.persistence, subset, h, target)));
		map.put("skill_vs_varx", bySteps((h) -> skill(this.varx, subset, h, target)));
		return map;
	}

	private void skills(Map<String, Object> map, Subset subset, int target) {
		map.put("skill_vs_persistence", number(skill(this.persistence, subset, -1, target)));
		map.put("skill_vs_varx", number(skill(this.varx, subset, -1, target)));
		if (target < 0) {
			map.put("skill_vs_persistence_by_step", bySteps((h) -> skill(this.persistence, subset, h, -1)));
			map.put("skill_vs_varx_by_step", bySteps((h) -> skill(this.varx, subset, h, -1)));
		}
	}

	private double skill(@Nullable Scores baseline, Subset subset, int step, int target) {
		return (baseline == null) ? Double.NaN : 1 - subset.of(this.scores).average(Measure.RMSE, step, target)
				/ subset.of(baseline).average(Measure.RMSE, step, target);
	}

	private Map<String, Object> rolling() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("span", CoverageOverTime.SPAN);
		map.putAll(rolling(-1));
		Map<String, Object> perKpi = new LinkedHashMap<>();
		for (int y : this.scores.targets()) {
			perKpi.put(kpi(y), rolling(y));
		}
		map.put("per_kpi", perKpi);
		return map;
	}

	private Map<String, Object> rolling(int target) {
		Map<String, Object> map = new LinkedHashMap<>();
		CoverageOverTime overTime = this.scores.overTime();
		for (CoverageOverTime.Mode mode : CoverageOverTime.Mode.values()) {
			map.put(mode.name().toLowerCase(java.util.Locale.ROOT), Map.of("mean", number(overTime.mean(mode, target)),
					"min", number(overTime.min(mode, target)), "max", number(overTime.max(mode, target))));
		}
		return map;
	}

	private List<Object> byAction() {
		ActionBins bins = this.scores.actionBins();
		Dataset data = this.scores.data();
		int action = data.schema().actionIndex();
		List<Object> list = new ArrayList<>();
		for (int b = 0; b < bins.size(); b++) {
			Map<String, Object> bin = new LinkedHashMap<>();
			bin.put("from", number(data.scaler().physical(action, bins.from(b))));
			bin.put("to", number(data.scaler().physical(action, bins.to(b))));
			bin.put("forecasts", bins.count(b));
			bin.put("coverage90", number(bins.coverage(b)));
			list.add(bin);
		}
		return list;
	}

	private String kpi(int target) {
		Dataset data = this.scores.data();
		return data.schema().kpi(data.schema().frameIndex(target)).name();
	}

	private int ninety() {
		return this.scores.calibration().indexOf(0.9);
	}

	private List<Object> bySteps(IntToDoubleFunction value) {
		return IntStream.range(0, this.scores.data().horizon())
			.mapToObj((h) -> number(value.applyAsDouble(h)))
			.toList();
	}

	private Map<String, Object> byLevel(IntToDoubleFunction value) {
		Map<String, Object> map = new LinkedHashMap<>();
		double[] levels = this.scores.calibration().levels();
		for (int level = 0; level < levels.length; level++) {
			map.put(Long.toString(Math.round(100 * levels[level])), number(value.applyAsDouble(level)));
		}
		return map;
	}

	private static String name(Measure measure) {
		return measure.name().toLowerCase(java.util.Locale.ROOT);
	}

	private static List<Object> numbers(double[] values) {
		return Arrays.stream(values).mapToObj(ScoreMap::number).toList();
	}

	/**
	 * A millionth is enough; "NaN" is what JSON has for a value that there is none of.
	 */
	static Object number(double value) {
		return Double.isFinite(value) ? (Object) (Math.round(value * 1e6) / 1e6) : "NaN";
	}

}

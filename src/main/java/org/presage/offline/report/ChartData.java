package org.presage.offline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.presage.kpi.Kpi;
import org.presage.offline.evaluation.Comparison;
import org.presage.offline.evaluation.CoverageOverTime;
import org.presage.offline.evaluation.ErrorSums;
import org.presage.offline.evaluation.Measure;
import org.presage.offline.evaluation.PitHistogram;
import org.presage.offline.evaluation.Scores;

/** What the page's charts show, as plain data; {@code report.js} draws it. */
final class ChartData {

	/** Key of the average over all KPIs. */
	private static final String ALL = "";

	private final Comparison comparison;

	private ChartData(Comparison comparison) {
		this.comparison = comparison;
	}

	static Map<String, Object> of(SetReport set) {
		Comparison comparison = set.comparison();
		ChartData charts = new ChartData(comparison);
		List<Map<String, String>> kpis = new ArrayList<>();
		for (int y : targets(comparison)) {
			Kpi kpi = charts.kpi(y);
			kpis.add(Map.of("name", kpi.name(), "unit", kpi.unit()));
		}
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("kpis", kpis);
		map.put("models", List.copyOf(comparison.scores().keySet()));
		map.put("horizon", comparison.data().horizon());
		map.put("stepMs", comparison.data().schema().stepMs());
		map.put("action", comparison.data().schema().action());
		map.put("errors", charts.perModel(charts::errors));
		map.put("reliability", charts.perModel(charts::reliability));
		map.put("pit", charts.perModel((scores) -> charts.perKpi((y) -> scores.pit().shares(y))));
		map.put("rolling", charts.perModel(charts::rolling));
		map.put("fans", Rollouts.of(comparison));
		map.put("response", ActionResponse.of(comparison, set.fit()));
		return map;
	}

	/** The targets that are shown. */
	static int[] targets(Comparison comparison) {
		return comparison.scores().values().iterator().next().targets();
	}

	private Kpi kpi(int target) {
		return this.comparison.data().schema().kpi(this.comparison.data().schema().frameIndex(target));
	}

	private interface Part {

		Object of(Scores scores);

	}

	private Map<String, Object> perModel(Part part) {
		Map<String, Object> map = new LinkedHashMap<>();
		this.comparison.scores().forEach((name, scores) -> map.put(name, part.of(scores)));
		return map;
	}

	private Map<String, Object> perKpi(IntFunction<Object> value) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put(ALL, value.apply(-1));
		for (int y : targets(this.comparison)) {
			map.put(kpi(y).name(), value.apply(y));
		}
		return map;
	}

	private Object errors(Scores scores) {
		int horizon = this.comparison.data().horizon();
		return perKpi((y) -> {
			Map<String, Object> map = new LinkedHashMap<>();
			for (Measure measure : Measure.values()) {
				map.put(measure.name(), Physical.series(horizon, (h) -> scores.all().average(measure, h, y)));
				map.put(measure.name() + " where the action changes",
						Physical.series(horizon, (h) -> scores.onChange().average(measure, h, y)));
			}
			return map;
		});
	}

	/**
	 * Coverage of the calibrated levels, and of central intervals of the uncalibrated
	 * Gaussian, which the histogram of transforms holds.
	 */
	private Object reliability(Scores scores) {
		ErrorSums all = scores.all();
		return perKpi((y) -> {
			double[] shares = scores.pit().shares(y);
			int half = PitHistogram.BINS / 2;
			return Map.of("levels", scores.calibration().levels(), "calibrated",
					Physical.series(scores.calibration().levels().length, (level) -> all.coverage(level, -1, y)), "raw",
					Physical.series(half - 1, (k) -> {
						double inside = 0;
						for (int b = half - 1 - k; b <= half + k; b++) {
							inside += shares[b];
						}
						return inside;
					}));
		});
	}

	private Object rolling(Scores scores) {
		List<CoverageOverTime.Point> curve = scores.overTime().curve();
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("rows", curve.stream().map(CoverageOverTime.Point::row).toList());
		for (CoverageOverTime.Mode mode : CoverageOverTime.Mode.values()) {
			Map<String, Object> ofMode = new LinkedHashMap<>();
			for (int y : targets(this.comparison)) {
				ofMode.put(kpi(y).name(),
						Physical.series(curve.size(), (i) -> curve.get(i).coverage()[mode.ordinal()][y]));
			}
			map.put(mode.name(), ofMode);
		}
		return map;
	}

}

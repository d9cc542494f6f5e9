/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

import com.fasterxml.jackson.annotation.JsonAnyGetter;

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

	/**
	 * Everything, by model, then by KPI; the KPI without a name is the average over all.
	 */
	record Charts(List<ShownKpi> kpis, List<String> models, int horizon, long stepMs, String action,
			Map<String, Map<String, Map<String, double[]>>> errors, Map<String, Map<String, Reliability>> reliability,
			Map<String, Map<String, double[]>> pit, Map<String, Rolling> rolling, List<Rollouts.Fan> fans,
			ActionResponse.Curves response) {
	}

	/** A KPI that can be chosen. */
	record ShownKpi(String name, String unit) {
	}

	/** Coverage of each level, and of the Gaussian without calibration. */
	record Reliability(double[] levels, double[] calibrated, double[] raw) {
	}

	/** Coverage by mode and KPI, at each of the rows. */
	record Rolling(List<Integer> rows, @JsonAnyGetter Map<String, Map<String, double[]>> modes) {
	}

	static Charts of(SetReport set) {
		Comparison comparison = set.comparison();
		ChartData charts = new ChartData(comparison);
		List<ShownKpi> kpis = Arrays.stream(targets(comparison))
			.mapToObj(charts::kpi)
			.map((kpi) -> new ShownKpi(kpi.name(), kpi.unit()))
			.toList();
		return new Charts(kpis, List.copyOf(comparison.scores().keySet()), comparison.data().horizon(),
				comparison.data().schema().stepMs(), comparison.data().schema().action(),
				charts.perModel(charts::errors), charts.perModel(charts::reliability),
				charts.perModel((scores) -> charts.perKpi((y) -> scores.pit().shares(y))),
				charts.perModel(charts::rolling), Rollouts.of(comparison), ActionResponse.of(comparison, set.fit()));
	}

	/** The targets that are shown. */
	static int[] targets(Comparison comparison) {
		return comparison.scores().values().iterator().next().targets();
	}

	private Kpi kpi(int target) {
		return this.comparison.data().schema().kpi(this.comparison.data().schema().frameIndex(target));
	}

	private <T> Map<String, T> perModel(Function<Scores, T> part) {
		Map<String, T> map = new LinkedHashMap<>();
		this.comparison.scores().forEach((name, scores) -> map.put(name, part.apply(scores)));
		return map;
	}

	private <T> Map<String, T> perKpi(IntFunction<T> value) {
		Map<String, T> map = new LinkedHashMap<>();
		map.put(ALL, value.apply(-1));
		for (int y : targets(this.comparison)) {
			map.put(kpi(y).name(), value.apply(y));
		}
		return map;
	}

	private Map<String, Map<String, double[]>> errors(Scores scores) {
		int horizon = this.comparison.data().horizon();
		return perKpi((y) -> {
			Map<String, double[]> map = new LinkedHashMap<>();
			for (Measure measure : Measure.values()) {
				map.put(measure.label(), Physical.series(horizon, (h) -> scores.all().average(measure, h, y)));
				map.put(measure.label() + " where the action changes",
						Physical.series(horizon, (h) -> scores.onChange().average(measure, h, y)));
			}
			return map;
		});
	}

	/**
	 * Coverage of the calibrated levels, and of central intervals of the uncalibrated
	 * Gaussian, which the histogram of transforms holds.
	 */
	private Map<String, Reliability> reliability(Scores scores) {
		ErrorSums all = scores.all();
		return perKpi((y) -> {
			double[] shares = scores.pit().shares(y);
			int half = PitHistogram.BINS / 2;
			return new Reliability(scores.calibration().levels(),
					Physical.series(scores.calibration().levels().length, (level) -> all.coverage(level, -1, y)),
					Physical.series(half - 1, (k) -> {
						double inside = 0;
						for (int b = half - 1 - k; b <= half + k; b++) {
							inside += shares[b];
						}
						return inside;
					}));
		});
	}

	private Rolling rolling(Scores scores) {
		List<CoverageOverTime.Point> curve = scores.overTime().curve();
		Map<String, Map<String, double[]>> modes = new LinkedHashMap<>();
		for (CoverageOverTime.Mode mode : CoverageOverTime.Mode.values()) {
			Map<String, double[]> ofMode = new LinkedHashMap<>();
			for (int y : targets(this.comparison)) {
				ofMode.put(kpi(y).name(),
						Physical.series(curve.size(), (i) -> curve.get(i).coverage()[mode.ordinal()][y]));
			}
			modes.put(mode.name(), ofMode);
		}
		return new Rolling(curve.stream().map(CoverageOverTime.Point::row).toList(), modes);
	}

}

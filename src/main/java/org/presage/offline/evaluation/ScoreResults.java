/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.Rounding;
import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;

/**
 * Makes {@link ModelResult}s of scores; figures have six decimals.
 *
 * @param scores of the forecaster
 * @param persistence of the baseline on the same windows, if it was judged
 * @param varx of the baseline on the same windows, if it was judged
 */
record ScoreResults(Scores scores, @Nullable Scores persistence, @Nullable Scores varx) {

	private static final int DECIMALS = 6;

	/** The figures that a model package carries. */
	ModelResult.Summary summary() {
		return new ModelResult.Summary(totals(Subset.ALL), rounded(this.scores.rmseOnActionChange()),
				perKpi((y) -> new ModelResult.KpiSummary(rounded(this.scores.rmse(-1, y)),
						rounded(this.scores.mae(-1, y)), rounded(this.scores.all().coverage(ninety(), -1, y)))));
	}

	/** All figures. */
	ModelResult full(@Nullable PackageResult model, Map<String, ModelResult.Tests> tests) {
		return new ModelResult(totals(Subset.ALL), rounded(this.scores.rmseOnActionChange()),
				perKpi((y) -> kpi(Subset.ALL, y)),
				new ModelResult.OnChange(this.scores.windowsOnChange(), totals(Subset.ON_CHANGE),
						perKpi((y) -> kpi(Subset.ON_CHANGE, y))),
				rounded(this.scores.pit().shares(-1)),
				new ModelResult.Rolling(CoverageOverTime.SPAN, rolling(-1), perKpi(this::rolling)), byAction(), model,
				tests);
	}

	private enum Subset {

		ALL, ON_CHANGE;

		ErrorSums of(Scores scores) {
			return (this == ALL) ? scores.all() : scores.onChange();
		}

	}

	private ModelResult.Totals totals(Subset subset) {
		ErrorSums sums = subset.of(this.scores);
		return new ModelResult.Totals(average(subset, Measure.RMSE, -1), average(subset, Measure.MAE, -1),
				average(subset, Measure.CRPS, -1), average(subset, Measure.CALIBRATED_CRPS, -1),
				average(subset, Measure.WINKLER90, -1), steps(subset, Measure.RMSE, -1), steps(subset, Measure.MAE, -1),
				steps(subset, Measure.CRPS, -1), bySteps((h) -> sums.coverage(ninety(), h, -1)),
				byLevel((level) -> sums.coverage(level, -1, -1)), byLevel((level) -> sums.width(level, -1, -1)),
				rounded(skill(this.persistence, subset, -1, -1)), rounded(skill(this.varx, subset, -1, -1)),
				bySteps((h) -> skill(this.persistence, subset, h, -1)),
				bySteps((h) -> skill(this.varx, subset, h, -1)));
	}

	private ModelResult.KpiResult kpi(Subset subset, int target) {
		ErrorSums sums = subset.of(this.scores);
		return new ModelResult.KpiResult(average(subset, Measure.RMSE, target), average(subset, Measure.MAE, target),
				average(subset, Measure.CRPS, target), average(subset, Measure.CALIBRATED_CRPS, target),
				average(subset, Measure.WINKLER90, target), rounded(sums.coverage(ninety(), -1, target)),
				byLevel((level) -> sums.coverage(level, -1, target)), byLevel((level) -> sums.width(level, -1, target)),
				rounded(skill(this.persistence, subset, -1, target)), rounded(skill(this.varx, subset, -1, target)),
				new ModelResult.KpiSteps(steps(subset, Measure.RMSE, target), steps(subset, Measure.MAE, target),
						steps(subset, Measure.CRPS, target), bySteps((h) -> sums.coverage(ninety(), h, target)),
						bySteps((h) -> skill(this.persistence, subset, h, target)),
						bySteps((h) -> skill(this.varx, subset, h, target))),
				(subset == Subset.ALL) ? rounded(this.scores.pit().shares(target)) : null);
	}

	private double average(Subset subset, Measure measure, int target) {
		return rounded(subset.of(this.scores).average(measure, -1, target));
	}

	private List<Double> steps(Subset subset, Measure measure, int target) {
		return bySteps((h) -> subset.of(this.scores).average(measure, h, target));
	}

	private double skill(@Nullable Scores baseline, Subset subset, int step, int target) {
		return (baseline == null) ? Double.NaN : 1 - subset.of(this.scores).average(Measure.RMSE, step, target)
				/ subset.of(baseline).average(Measure.RMSE, step, target);
	}

	private ModelResult.Modes rolling(int target) {
		return new ModelResult.Modes(range(CoverageOverTime.Mode.FIXED, target),
				range(CoverageOverTime.Mode.ONLINE, target));
	}

	private ModelResult.Range range(CoverageOverTime.Mode mode, int target) {
		CoverageOverTime overTime = this.scores.overTime();
		return new ModelResult.Range(rounded(overTime.mean(mode, target)), rounded(overTime.min(mode, target)),
				rounded(overTime.max(mode, target)));
	}

	private List<ModelResult.ActionBin> byAction() {
		ActionBins bins = this.scores.actionBins();
		Dataset data = this.scores.data();
		int action = data.schema().actionIndex();
		return IntStream.range(0, bins.size())
			.mapToObj((b) -> new ModelResult.ActionBin(rounded(data.scaler().physical(action, bins.from(b))),
					rounded(data.scaler().physical(action, bins.to(b))), bins.count(b), rounded(bins.coverage(b))))
			.toList();
	}

	/** By name, in the order of the targets. */
	<T> Map<String, T> perKpi(IntFunction<T> value) {
		Dataset data = this.scores.data();
		Map<String, T> perKpi = new LinkedHashMap<>();
		for (int y : this.scores.targets()) {
			perKpi.put(data.schema().kpi(data.schema().frameIndex(y)).name(), value.apply(y));
		}
		return perKpi;
	}

	private int ninety() {
		return this.scores.calibration().indexOf(0.9);
	}

	private List<Double> bySteps(IntToDoubleFunction value) {
		return IntStream.range(0, this.scores.data().horizon())
			.mapToObj((h) -> rounded(value.applyAsDouble(h)))
			.toList();
	}

	private Map<String, Double> byLevel(IntToDoubleFunction value) {
		Map<String, Double> map = new LinkedHashMap<>();
		double[] levels = this.scores.calibration().levels();
		for (int level = 0; level < levels.length; level++) {
			map.put(Long.toString(Math.round(100 * levels[level])), rounded(value.applyAsDouble(level)));
		}
		return map;
	}

	private static List<Double> rounded(double[] values) {
		return Rounding.to(DECIMALS, values);
	}

	static double rounded(double value) {
		return Rounding.to(DECIMALS, value);
	}

}

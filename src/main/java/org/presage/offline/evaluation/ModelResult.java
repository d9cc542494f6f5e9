/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;

/**
 * Scores of one forecaster in {@code evaluate --json} (docs/evaluation.md): errors in
 * train standard deviations, root mean square per KPI and step first, then averaged;
 * shares 0..1; lists have one entry a step; NaN for a value that does not exist.
 *
 * @param totals over all KPIs
 * @param rmseOnActionChange the same where the action changes
 * @param perKpi by name of the KPI
 * @param onActionChange all figures where the action changes
 * @param pit histogram of the probability integral transform
 * @param rollingCoverage90 of the next step over time
 * @param coverageByAction for bins of the action
 * @param model the package; null for a baseline
 * @param dieboldMariano tests against the baselines, by {@code vs_NAME}
 */
@JsonResult
public record ModelResult(@JsonUnwrapped Totals totals, double rmseOnActionChange, Map<String, KpiResult> perKpi,
		OnChange onActionChange, List<Double> pit, Rolling rollingCoverage90, List<ActionBin> coverageByAction,
		@JsonProperty("package") @Nullable PackageResult model, Map<String, Tests> dieboldMariano) {

	/**
	 * Averages over all KPIs.
	 *
	 * @param crps before calibration
	 * @param crpsCalibrated after calibration, {@link Measure#CALIBRATED_CRPS}
	 * @param coverage of the calibrated intervals, by level in percent
	 * @param width of these intervals, by level in percent
	 * @param skillVsPersistence share of the baseline's RMSE that is saved
	 */
	@JsonResult
	public record Totals(double rmse, double mae, double crps, double crpsCalibrated, double winkler90,
			List<Double> rmseByStep, List<Double> maeByStep, List<Double> crpsByStep, List<Double> coverage90ByStep,
			Map<String, Double> coverage, Map<String, Double> width, double skillVsPersistence, double skillVsVarx,
			List<Double> skillVsPersistenceByStep, List<Double> skillVsVarxByStep) {
	}

	/**
	 * One KPI.
	 *
	 * @param pit null where the action changes
	 */
	@JsonResult
	public record KpiResult(double rmse, double mae, double crps, double crpsCalibrated, double winkler90,
			double coverage90, Map<String, Double> coverage, Map<String, Double> width, double skillVsPersistence,
			double skillVsVarx, KpiSteps byStep, @Nullable List<Double> pit) {
	}

	/** One KPI, step by step. */
	@JsonResult
	public record KpiSteps(List<Double> rmse, List<Double> mae, List<Double> crps, List<Double> coverage90,
			List<Double> skillVsPersistence, List<Double> skillVsVarx) {
	}

	/** The windows in which the action changes. */
	@JsonResult
	public record OnChange(long windows, @JsonUnwrapped Totals totals, Map<String, KpiResult> perKpi) {
	}

	/**
	 * Coverage over time.
	 *
	 * @param span consecutive windows that it is taken over
	 * @param modes over all KPIs
	 * @param perKpi by name of the KPI
	 */
	@JsonResult
	public record Rolling(int span, @JsonUnwrapped Modes modes, Map<String, Modes> perKpi) {
	}

	/** Coverage with both ways to calibrate, {@link CoverageOverTime.Mode}. */
	@JsonResult
	public record Modes(Range fixed, Range online) {
	}

	/** Coverage over all windows, and the lowest and highest of any span. */
	@JsonResult
	public record Range(double mean, double min, double max) {
	}

	/** Forecasts whose first action lies in a bin, in the action's unit. */
	@JsonResult
	public record ActionBin(double from, double to, long forecasts, double coverage90) {
	}

	/** Tests against one baseline. */
	@JsonResult
	public record Tests(@JsonUnwrapped Test all, Test onActionChange, Map<String, Test> perKpi, List<Test> byStep) {
	}

	/** One test, see {@link DieboldMariano.Result}. */
	@JsonResult
	public record Test(double statistic, double pValue, int lag, long windows) {
	}

	/** The short form that a package's manifest carries. */
	@JsonResult
	record Summary(@JsonUnwrapped Totals totals, double rmseOnActionChange, Map<String, KpiSummary> perKpi) {
	}

	/** One KPI in the short form. */
	@JsonResult
	record KpiSummary(double rmse, double mae, double coverage90) {
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.TextTable;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;

/**
 * Prints scores for people: a summary, then errors per KPI and step, models side by side.
 */
public final class ScoreTable {

	/** In place of a number that cannot be computed. */
	private static final String NONE = "–";

	private ScoreTable() {
	}

	/**
	 * Scores on the test part, on the validation part if there is none.
	 * @param details also errors and coverage of each KPI and step
	 */
	public static void print(Dataset data, Map<String, Scores> scores, boolean details, PrintWriter out) {
		print(data, Split.valueOf(data.judgedPart().name()), scores, details, out);
		if (!data.rule().tests()) {
			out.printf("%nThese rows chose the epoch and calibrated the intervals, so the figures flatter the model:%n"
					+ "judge it on other files, with 'presage evaluate --split all --fit' of the training files.%n");
			out.flush();
		}
	}

	/**
	 * Scores, then tests and interval scores.
	 * @param details also errors and coverage of each KPI and step
	 */
	public static void print(Comparison comparison, boolean details, PrintWriter out) {
		print(comparison.data(), comparison.split(), comparison.scores(), details, out);
		out.printf(
				"%n90 %% intervals: interval score, width, and lowest and highest coverage of the next step in any %d "
						+ "windows%nof a series with fixed and with online calibration; Diebold–Mariano statistic (p), "
						+ "negative if better%n",
				CoverageOverTime.SPAN);
		TextTable table = new TextTable("model", ">Winkler", ">width", ">fixed", ">online",
				">vs " + Baselines.PERSISTENCE, ">vs " + Baselines.VARX);
		comparison.scores()
			.forEach((name, score) -> table.row(name, digits(4, score.all().average(Measure.WINKLER90, -1, -1)),
					digits(4, score.all().width(2, -1, -1)), range(score.overTime(), CoverageOverTime.Mode.FIXED),
					range(score.overTime(), CoverageOverTime.Mode.ONLINE),
					test(comparison.tests(name, Baselines.PERSISTENCE)), test(comparison.tests(name, Baselines.VARX))));
		table.print(out);
		boolean few = comparison.scores()
			.values()
			.stream()
			.anyMatch((score) -> Double.isNaN(score.overTime().min(CoverageOverTime.Mode.FIXED, -1)));
		if (few) {
			out.printf("%s: no series has %d windows%n", NONE, CoverageOverTime.SPAN);
		}
		out.flush();
	}

	private static String digits(int decimals, double value) {
		return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

	private static String range(CoverageOverTime overTime, CoverageOverTime.Mode mode) {
		double min = overTime.min(mode, -1);
		return Double.isNaN(min) ? NONE : String.format(Locale.ROOT, "%.3f to %.3f", min, overTime.max(mode, -1));
	}

	private static String test(@Nullable PairedTests tests) {
		return (tests == null || Double.isNaN(tests.all().statistic())) ? NONE
				: String.format(Locale.ROOT, "%.2f (%.2g)", tests.all().statistic(), tests.all().pValue());
	}

	private static void print(Dataset data, Split split, Map<String, Scores> scores, boolean details, PrintWriter out) {
		out.printf("%nRows judged: %s; %,d stride-1 windows of %d + %d rows; errors in train standard deviations,%n"
				+ "root mean square per KPI and step first, then averaged. CRPS is of the mean and the calibrated%n"
				+ "intervals; cov50 to cov95 are the coverage of these.%n%n", split, split.windows(data), data.window(),
				data.horizon());
		TextTable table = new TextTable("model", ">RMSE", ">MAE", ">CRPS", ">RMSE at change", ">cov50", ">cov80",
				">cov90", ">cov95");
		scores.forEach((name, score) -> table.row(name, digits(4, score.rmse()), digits(4, score.mae()),
				digits(4, score.calibratedCrps()), digits(4, score.rmseOnActionChange()),
				digits(3, score.coverage(0, -1)), digits(3, score.coverage(1, -1)), digits(3, score.coverage(2, -1)),
				digits(3, score.coverage(3, -1))));
		table.print(out);
		if (scores.values().stream().anyMatch((score) -> Double.isNaN(score.rmseOnActionChange()))) {
			out.printf("%s at change: the action does not change in these rows%n", NONE);
		}
		if (details) {
			details(data, scores, out);
		}
		out.flush();
	}

	private static void details(Dataset data, Map<String, Scores> scores, PrintWriter out) {
		errors(data, scores, "RMSE", Scores::rmse, out);
		errors(data, scores, "MAE", Scores::mae, out);
		out.printf("%nCRPS of the Gaussian before calibration%n");
		TextTable gaussian = new TextTable("model", ">CRPS");
		scores.forEach((name, score) -> gaussian.row(name, digits(4, score.crps())));
		gaussian.print(out);
		out.printf("%nCoverage of 90 %% intervals%n");
		TextTable coverage = new TextTable(
				Stream.concat(Stream.of("KPI"), scores.keySet().stream().map((name) -> '>' + name)));
		for (int y = 0; y < data.schema().targets(); y++) {
			if (data.targetObserved(y)) {
				int target = y;
				coverage.row(Stream.concat(Stream.of(kpi(data, y)),
						scores.values().stream().map((score) -> digits(3, score.coverage(2, target)))));
			}
		}
		coverage.print(out);
	}

	private interface Error {

		double of(Scores scores, int step, int target);

	}

	private static void errors(Dataset data, Map<String, Scores> scores, String title, Error error, PrintWriter out) {
		out.printf("%n%s per KPI and step%n", title);
		TextTable table = new TextTable(Stream.concat(Stream.of("KPI", "model", ">mean"),
				IntStream.rangeClosed(1, data.horizon()).mapToObj((step) -> ">+" + step)));
		for (int y = 0; y < data.schema().targets(); y++) {
			int target = y;
			if (data.targetObserved(y)) {
				scores.forEach((name, score) -> table
					.row(Stream.concat(Stream.of(kpi(data, target), name, digits(4, error.of(score, -1, target))),
							IntStream.range(0, data.horizon())
								.mapToObj((step) -> digits(3, error.of(score, step, target))))));
			}
		}
		table.print(out);
	}

	private static String kpi(Dataset data, int target) {
		return data.schema().kpi(data.schema().frameIndex(target)).name();
	}

}

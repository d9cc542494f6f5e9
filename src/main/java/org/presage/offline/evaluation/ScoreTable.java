package org.presage.offline.evaluation;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;

/**
 * Prints scores for people: a summary, then errors per KPI and step, models side by side.
 */
public final class ScoreTable {

	private ScoreTable() {
	}

	/** Scores on the test part. */
	public static void print(Dataset data, Map<String, Scores> scores, PrintWriter out) {
		print(data, Split.TEST, scores, out);
	}

	/** Scores, then tests and interval scores. */
	public static void print(Comparison comparison, PrintWriter out) {
		print(comparison.data(), comparison.split(), comparison.scores(), out);
		out.printf(
				"%n90 %% intervals: interval score, width, and lowest and highest coverage of the next step in any %d "
						+ "windows%nof a series with fixed and with online calibration; Diebold–Mariano statistic (p), "
						+ "negative if better%n%-12s %8s %8s %15s %15s %22s %22s%n",
				CoverageOverTime.SPAN, "model", "Winkler", "width", "fixed", "online", "vs " + Baselines.PERSISTENCE,
				"vs " + Baselines.VARX);
		comparison.scores()
			.forEach((name, score) -> out.printf(Locale.ROOT, "%-12s %8.4f %8.4f %15s %15s %22s %22s%n", name,
					score.all().average(Measure.WINKLER90, -1, -1), score.all().width(2, -1, -1),
					range(score.overTime(), CoverageOverTime.Mode.FIXED),
					range(score.overTime(), CoverageOverTime.Mode.ONLINE),
					test(comparison.tests(name, Baselines.PERSISTENCE)), test(comparison.tests(name, Baselines.VARX))));
		out.flush();
	}

	private static String range(CoverageOverTime overTime, CoverageOverTime.Mode mode) {
		return String.format(Locale.ROOT, "%.3f to %.3f", overTime.min(mode, -1), overTime.max(mode, -1));
	}

	private static String test(@Nullable PairedTests tests) {
		return (tests == null) ? "-"
				: String.format(Locale.ROOT, "%.2f (%.2g)", tests.all().statistic(), tests.all().pValue());
	}

	private static void print(Dataset data, Split split, Map<String, Scores> scores, PrintWriter out) {
		out.printf(
				"%nRows judged: %s; %,d stride-1 windows of %d + %d rows; errors in train standard deviations,%n"
						+ "root mean square per KPI and step first, then averaged.%n%n",
				split, split.windows(data), data.window(), data.horizon());
		out.printf("%-12s %8s %8s %8s %14s %8s %8s %8s %8s%n", "model", "RMSE", "MAE", "CRPS", "RMSE at change",
				"cov50", "cov80", "cov90", "cov95");
		scores.forEach(
				(name, score) -> out.printf(Locale.ROOT, "%-12s %8.4f %8.4f %8.4f %14.4f %8.3f %8.3f %8.3f %8.3f%n",
						name, score.rmse(), score.mae(), score.crps(), score.rmseOnActionChange(),
						score.coverage(0, -1), score.coverage(1, -1), score.coverage(2, -1), score.coverage(3, -1)));
		errors(data, scores, "RMSE", Scores::rmse, out);
		errors(data, scores, "MAE", Scores::mae, out);
		out.printf("%nCoverage of 90 %% intervals%n%-14s", "KPI");
		scores.keySet().forEach((name) -> out.printf(" %12s", name));
		for (int y = 0; y < data.schema().targets(); y++) {
			if (data.targetObserved(y)) {
				out.printf("%n%-14s", kpi(data, y));
				for (Scores score : scores.values()) {
					out.printf(Locale.ROOT, " %12.3f", score.coverage(2, y));
				}
			}
		}
		out.println();
		out.flush();
	}

	private interface Error {

		double of(Scores scores, int step, int target);

	}

	private static void errors(Dataset data, Map<String, Scores> scores, String title, Error error, PrintWriter out) {
		out.printf("%n%s per KPI and step%n%-14s %-12s %8s", title, "KPI", "model", "mean");
		for (int h = 0; h < data.horizon(); h++) {
			out.printf(" %7s", "+" + (h + 1));
		}
		for (int y = 0; y < data.schema().targets(); y++) {
			int target = y;
			if (data.targetObserved(y)) {
				scores.forEach((name, score) -> {
					out.printf(Locale.ROOT, "%n%-14s %-12s %8.4f", kpi(data, target), name,
							error.of(score, -1, target));
					for (int h = 0; h < data.horizon(); h++) {
						out.printf(Locale.ROOT, " %7.3f", error.of(score, h, target));
					}
				});
			}
		}
		out.println();
	}

	private static String kpi(Dataset data, int target) {
		return data.schema().kpi(data.schema().frameIndex(target)).name();
	}

}

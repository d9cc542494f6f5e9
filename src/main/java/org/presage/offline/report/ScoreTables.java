/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Comparison;
import org.presage.offline.evaluation.CoverageOverTime;
import org.presage.offline.evaluation.DieboldMariano;
import org.presage.offline.evaluation.ErrorSums;
import org.presage.offline.evaluation.Measure;
import org.presage.offline.evaluation.PairedTests;
import org.presage.offline.evaluation.Scores;

/** The tables of scores, tests and coverage. */
final class ScoreTables {

	private static final String NOTHING = "–";

	private final Comparison comparison;

	private final Dataset data;

	private final int[] targets;

	ScoreTables(Comparison comparison) {
		this.comparison = comparison;
		this.data = comparison.data();
		this.targets = ChartData.targets(comparison);
	}

	String scores() {
		return totals("All windows", false) + totals("Windows in which the action changes at the first step", true)
				+ intervals();
	}

	private String totals(String caption, boolean onChange) {
		HtmlTable table = new HtmlTable(caption, "model", "windows", "RMSE", "MAE", "CRPS", "CRPS before calibration",
				"Winkler 90 %", "skill vs " + Baselines.PERSISTENCE, "skill vs " + Baselines.VARX, "coverage 90 %");
		this.comparison.scores().forEach((name, scores) -> {
			ErrorSums sums = sums(scores, onChange);
			table.row(name, onChange ? scores.windowsOnChange() : scores.windows(), sums.average(Measure.RMSE, -1, -1),
					sums.average(Measure.MAE, -1, -1), sums.average(Measure.CALIBRATED_CRPS, -1, -1),
					sums.average(Measure.CRPS, -1, -1), sums.average(Measure.WINKLER90, -1, -1),
					HtmlTable.percent(skill(scores, Baselines.PERSISTENCE, onChange, -1, -1)),
					HtmlTable.percent(skill(scores, Baselines.VARX, onChange, -1, -1)),
					HtmlTable.percent(sums.coverage(ninety(scores), -1, -1)));
		});
		return table.html();
	}

	private String intervals() {
		HtmlTable table = new HtmlTable("Intervals: coverage and mean width in train standard deviations", "model",
				"50 %", "80 %", "90 %", "95 %", "width 50 %", "width 80 %", "width 90 %", "width 95 %");
		this.comparison.scores().forEach((name, scores) -> {
			List<Object> cells = new ArrayList<>();
			int levels = scores.calibration().levels().length;
			IntStream.range(0, levels)
				.forEach((level) -> cells.add(HtmlTable.percent(scores.all().coverage(level, -1, -1))));
			IntStream.range(0, levels).forEach((level) -> cells.add(scores.all().width(level, -1, -1)));
			table.row(name, cells.toArray());
		});
		return table.html();
	}

	private static ErrorSums sums(Scores scores, boolean onChange) {
		return onChange ? scores.onChange() : scores.all();
	}

	private double skill(Scores scores, String baseline, boolean onChange, int step, int target) {
		return 1 - sums(scores, onChange).average(Measure.RMSE, step, target)
				/ sums(this.comparison.scores(baseline), onChange).average(Measure.RMSE, step, target);
	}

	private static int ninety(Scores scores) {
		return scores.calibration().indexOf(0.9);
	}

	/** Each model against each baseline. */
	String tests() {
		HtmlTable table = new HtmlTable(
				"Diebold–Mariano: a negative statistic means that the model lost less than the baseline", "model",
				"against", "windows", "lag", "statistic", "p", "statistic at change", "p at change");
		StringBuilder folded = new StringBuilder();
		this.comparison.scores().keySet().forEach((name) -> {
			for (String baseline : Baselines.NAMES) {
				PairedTests tests = this.comparison.tests(name, baseline);
				if (tests != null) {
					DieboldMariano.Result all = tests.all();
					table.row(name, baseline, all.windows(), all.lag(), statistic(all),
							HtmlTable.probability(all.pValue()), statistic(tests.onChange()),
							HtmlTable.probability(tests.onChange().pValue()));
					folded.append(parts(name + " against " + baseline, tests));
				}
			}
		});
		return table.html() + HtmlTable.folded("Tests per KPI and per step", folded.toString());
	}

	private String parts(String caption, PairedTests tests) {
		HtmlTable table = new HtmlTable(caption, "over", "windows", "statistic", "p");
		for (int y : this.targets) {
			part(table, kpi(y), tests.target(y));
		}
		for (int h = 0; h < this.data.horizon(); h++) {
			part(table, "step +" + (h + 1), tests.step(h));
		}
		return table.html();
	}

	private static void part(HtmlTable table, String over, DieboldMariano.Result result) {
		table.row(over, result.windows(), statistic(result), HtmlTable.probability(result.pValue()));
	}

	private static String statistic(DieboldMariano.Result result) {
		return Double.isNaN(result.statistic()) ? NOTHING : String.format(Locale.ROOT, "%.2f", result.statistic());
	}

	private interface Value {

		Object of(Scores scores, boolean onChange, int step, int target);

	}

	/**
	 * KPIs and steps, models side by side, over all windows and where the action changes.
	 */
	String perKpiAndStep() {
		Map<String, Value> values = new java.util.LinkedHashMap<>();
		for (Measure measure : Measure.values()) {
			values.put(measure.label(), (scores, change, h, y) -> sums(scores, change).average(measure, h, y));
		}
		values.put("Coverage of 90 % intervals",
				(scores, change, h, y) -> HtmlTable.percent(sums(scores, change).coverage(ninety(scores), h, y)));
		for (String baseline : Baselines.NAMES) {
			values.put("Skill vs " + baseline,
					(scores, change, h, y) -> HtmlTable.percent(skill(scores, baseline, change, h, y)));
		}
		StringBuilder html = new StringBuilder();
		values.forEach((title, value) -> {
			for (boolean change : new boolean[] { false, true }) {
				String where = title + (change ? ", where the action changes" : "");
				html.append(HtmlTable.folded(where, matrix(where, value, change)));
			}
		});
		return html.toString();
	}

	private String matrix(String caption, Value value, boolean onChange) {
		int horizon = this.data.horizon();
		List<String> headers = new ArrayList<>(List.of("KPI", "model", "mean"));
		IntStream.range(0, horizon).forEach((h) -> headers.add("+" + (h + 1)));
		HtmlTable table = new HtmlTable(caption, headers.toArray(String[]::new));
		for (int y : IntStream.concat(IntStream.of(-1), IntStream.of(this.targets)).toArray()) {
			this.comparison.scores().forEach((name, scores) -> {
				List<Object> cells = new ArrayList<>(List.of(name));
				IntStream.range(-1, horizon).forEach((h) -> cells.add(value.of(scores, onChange, h, y)));
				table.row((y < 0) ? "all" : kpi(y), cells.toArray());
			});
		}
		return table.html();
	}

	/** Worst coverage along the series, and coverage by action. */
	String coverage() {
		HtmlTable table = new HtmlTable(
				"Coverage of the next step's 90 % interval: over all windows, and the worst KPI in any "
						+ CoverageOverTime.SPAN + " consecutive windows of a series",
				"model", "fixed", "fixed, lowest", "fixed, highest", "online", "online, lowest", "online, highest");
		this.comparison.scores().forEach((name, scores) -> table.row(name, rolling(scores, -1)));
		StringBuilder html = new StringBuilder(table.html());
		StringBuilder folded = new StringBuilder();
		this.comparison.scores().forEach((name, scores) -> {
			HtmlTable ofModel = new HtmlTable(name, "KPI", "fixed", "fixed, lowest", "fixed, highest", "online",
					"online, lowest", "online, highest");
			for (int y : this.targets) {
				ofModel.row(kpi(y), rolling(scores, y));
			}
			folded.append(ofModel.html());
		});
		return html.append(HtmlTable.folded("Worst coverage per KPI", folded.toString())).append(byAction()).toString();
	}

	private static Object[] rolling(Scores scores, int target) {
		List<Object> cells = new ArrayList<>();
		CoverageOverTime overTime = scores.overTime();
		for (CoverageOverTime.Mode mode : CoverageOverTime.Mode.values()) {
			cells.add(HtmlTable.percent(overTime.mean(mode, target)));
			cells.add(HtmlTable.percent(overTime.min(mode, target)));
			cells.add(HtmlTable.percent(overTime.max(mode, target)));
		}
		return cells.toArray();
	}

	private String byAction() {
		int action = this.data.schema().actionIndex();
		ActionBins any = this.comparison.scores(Baselines.PERSISTENCE).actionBins();
		if (any.size() == 0) {
			return "<p>The data have no action: there is no coverage by action.</p>";
		}
		List<String> headers = new ArrayList<>(List.of(this.data.schema().action(), "forecasts"));
		headers.addAll(this.comparison.scores().keySet());
		HtmlTable table = new HtmlTable("Coverage of 90 % intervals by the action in force (quintiles of training)",
				headers.toArray(String[]::new));
		for (int b = 0; b < any.size(); b++) {
			int bin = b;
			List<Object> cells = new ArrayList<>(List.of(any.count(b)));
			this.comparison.scores()
				.values()
				.forEach((scores) -> cells.add(HtmlTable.percent(scores.actionBins().coverage(bin))));
			table.row(String.format(Locale.ROOT, "%.4g to %.4g", this.data.scaler().physical(action, any.from(b)),
					this.data.scaler().physical(action, any.to(b))), cells.toArray());
		}
		return table.html();
	}

	private String kpi(int target) {
		return this.data.schema().kpi(this.data.schema().frameIndex(target)).name();
	}

}

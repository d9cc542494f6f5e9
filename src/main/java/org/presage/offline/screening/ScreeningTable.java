/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.TextTable;

/** A screening for people. */
public final class ScreeningTable {

	private ScreeningTable() {
	}

	/** Prints the whole report. */
	public static void print(ScreeningReport report, PrintWriter out) {
		out.printf(Locale.ROOT, "%,d of %,d windows, %d steps of %d ms each, as model %s (%s) imagines them%n",
				report.windows(), report.population(), report.horizon(), report.stepMs(), report.model(),
				report.architecture());
		if (report.stress() > 0) {
			out.printf(Locale.ROOT, "%.0f %% of them from the tail, which is %.1f %% of all%n", 100 * report.stress(),
					100 * report.tailShare());
		}
		out.printf("95 %% bounds by bootstrap over %d blocks of windows%n", report.blocks());
		report.notes().forEach((note) -> out.println("note: " + note));
		for (ScreeningReport.Scenario scenario : report.scenarios()) {
			scenario(report, scenario, out);
		}
		out.flush();
	}

	/** Prints one scenario. */
	private static void scenario(ScreeningReport report, ScreeningReport.Scenario scenario, PrintWriter out) {
		out.printf("%n== %s%n", scenario.name());
		estimates(report, scenario, ScreeningReport.PolicyReport::natural, out);
		if (report.stress() > 0) {
			out.println("\nthe same, over the stressed windows as they are");
			estimates(report, scenario, ScreeningReport.PolicyReport::stressed, out);
		}
		worst(scenario, out);
	}

	private static void estimates(ScreeningReport report, ScreeningReport.Scenario scenario,
			Function<ScreeningReport.PolicyReport, ScreeningReport.@Nullable Estimate> which, PrintWriter out) {
		TextTable table = new TextTable("policy", ">reward", ">against hold-last", ">SLA broken, % of steps", ">PRBs",
				">unfamiliar", "");
		TextTable means = new TextTable(
				Stream.concat(Stream.of("means"), report.kpis().stream().map((kpi) -> '>' + kpi)));
		means.row(Stream.concat(Stream.of(""), report.units().stream()));
		for (ScreeningReport.PolicyReport policy : scenario.policies()) {
			ScreeningReport.Estimate estimate = which.apply(policy);
			if (estimate != null) {
				table.row(policy.policy(), number(estimate.reward(), 1, 2),
						interval(estimate.rewardGain(), estimate.rewardGainBounds(), 1),
						interval(estimate.violation(), estimate.violationBounds(), 100), number(estimate.prbs(), 1, 1),
						number(estimate.unfamiliar(), 100, 1) + " %", remark(estimate));
				means.row(Stream.concat(Stream.of(policy.policy()),
						Arrays.stream(estimate.kpis()).mapToObj(ScreeningTable::kpi)));
			}
		}
		table.print(out);
		out.println();
		means.print(out);
	}

	private static String remark(ScreeningReport.Estimate estimate) {
		String remark = estimate.far() ? "FAR from what the model knows" : "";
		return (estimate.nonFinite() > 0) ? remark + ", " + estimate.nonFinite() + " windows not finite" : remark;
	}

	private static void worst(ScreeningReport.Scenario scenario, PrintWriter out) {
		List<ScreeningReport.PolicyReport> listed = scenario.policies()
			.stream()
			.filter((policy) -> !policy.worst().isEmpty())
			.toList();
		if (listed.isEmpty()) {
			return;
		}
		out.println();
		TextTable table = new TextTable("worst cases", "series", ">row", ">time ms", ">reward", ">SLA %", "PRBs");
		for (ScreeningReport.PolicyReport policy : listed) {
			for (ScreeningReport.WorstCase worst : policy.worst()) {
				table.row(policy.policy(), worst.series(), worst.row(), worst.timeMs(), number(worst.reward(), 1, 2),
						number(worst.violation(), 100, 1), plan(worst.plan()));
			}
		}
		table.print(out);
	}

	private static String plan(float[] plan) {
		StringBuilder text = new StringBuilder();
		for (float prbs : plan) {
			text.append(text.isEmpty() ? "" : " ").append(Math.round(prbs));
		}
		return text.toString();
	}

	private static String interval(double value, Interval bounds, double scale) {
		int digits = (scale > 1) ? 1 : 2;
		return number(value, scale, digits) + " (" + number(bounds.low(), scale, digits) + " to "
				+ number(bounds.high(), scale, digits) + ")";
	}

	private static String number(double value, double scale, int digits) {
		return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", scale * value);
	}

	private static String kpi(double value) {
		return Double.isNaN(value) ? "-" : (Math.abs(value) >= 1000) ? String.format(Locale.ROOT, "%,.0f", value)
				: String.format(Locale.ROOT, "%.3g", value);
	}

}

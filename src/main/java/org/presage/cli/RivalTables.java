/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.presage.base.TextTable;
import org.presage.benchmark.Estimate;
import org.presage.benchmark.RivalStudy;
import org.presage.benchmark.RivalsReport;
import org.presage.offline.report.ParetoChart;
import org.presage.offline.report.RivalsPage.Table;

/** {@link RivalsReport} for people. */
final class RivalTables {

	private static final List<String> HEADERS = List.of("policy", "reward", "95 % interval", "presage is better by",
			"95 % interval", "Delay over limit %", "95 % interval", "PRBs", "95 % interval");

	private static final List<String> KNOBS = List.of("policy", "knob", "reward", "95 % interval", "Delay over limit %",
			"95 % interval", "PRBs", "95 % interval");

	private static final List<String> CEILING = List.of("policy", "reward", "95 % interval");

	/** Where there is no way to the oracle that a share could be of. */
	static final String NO_WAY = "the oracle is not above the best rule with confidence";

	private static final String SHARE = "share of the way";

	private RivalTables() {
	}

	/** Prints the policies at one load. */
	static void print(RivalStudy.Size size, RivalsReport.LoadResult load, PrintWriter out) {
		for (Table table : defaults(size.cells(), size.steps(), size.seeds().size(), load)) {
			out.printf("%n%s%n%n", table.caption());
			TextTable text = new TextTable(
					table.headers().stream().map((header) -> header.equals("policy") ? header : ">" + header));
			table.rows().forEach((row) -> text.row(row.toArray()));
			text.print(out);
		}
		out.flush();
	}

	/** What was tuned and learnt, a sentence each. */
	static List<String> notes(RivalsReport report) {
		RivalsReport.DelayTarget gains = report.delayTarget();
		List<String> notes = new ArrayList<>();
		notes.add("Rewards are in train standard deviations, per interval and cell. Intervals are over networks.");
		notes.add(format("delay-target: %s ms, %s up, %s down; tuned on networks that are not judged.",
				gains.targetMs(), gains.up(), gains.down()));
		learned(report).forEach((name, learnt) -> notes.add(format(
				"%s: the policy after %,d of %,d samples, the best on networks that are not judged. There presage has a "
						+ "reward of %.3f; %s %s.",
				name, learnt.chosenAfter(), learnt.samples(), learnt.presageReward(), name,
				(learnt.samplesToPresage() != null) ? format("reaches it after %,d samples", learnt.samplesToPresage())
						: "does not reach it")));
		return notes;
	}

	private static Map<String, RivalsReport.Learning> learned(RivalsReport report) {
		Map<String, RivalsReport.Learning> learned = new LinkedHashMap<>();
		learned.put("ppo", report.ppo());
		learned.put("sac", report.sac());
		return learned;
	}

	/** All tables of the page. */
	static List<Table> tables(RivalsReport report) {
		List<Table> tables = new ArrayList<>();
		for (RivalsReport.LoadResult load : report.loads()) {
			tables.addAll(defaults(report.cells(), report.steps(), report.seeds().size(), load));
			List<List<String>> rows = new ArrayList<>();
			load.curves().forEach((name, points) -> points.forEach((point) -> {
				List<String> row = new ArrayList<>(List.of(name, knob(point.knob())));
				row.addAll(figures(point.reward(), 3, 1));
				row.addAll(figures(point.delayOverLimit(), 1, 100));
				row.addAll(figures(point.prbs(), 1, 1));
				rows.add(row);
			}));
			tables.add(new Table("Load " + load.load() + ": every knob", KNOBS, rows));
		}
		learned(report).forEach((name,
				learnt) -> tables.add(new Table("Learning of " + name + ", on networks that are not judged",
						List.of("samples", "reward"),
						learnt.curve()
							.stream()
							.map((point) -> List.of(format("%,d", point.samples()), digits(3, point.reward())))
							.toList())));
		return tables;
	}

	private static List<Table> defaults(int cells, int steps, int networks, RivalsReport.LoadResult load) {
		RivalsReport.Ceiling ceiling = load.ceiling();
		boolean together = ceiling != null && load.policies().containsKey(RivalStudy.ORACLE);
		List<List<String>> rows = new ArrayList<>();
		load.policies().forEach((name, policy) -> {
			List<String> row = new ArrayList<>(List.of(name));
			row.addAll(figures(policy.point().reward(), 3, 1));
			row.addAll(name.equals(RivalStudy.PRESAGE) ? List.of("", "") : figures(policy.presageGain(), 3, 1));
			row.addAll(figures(policy.point().delayOverLimit(), 1, 100));
			row.addAll(figures(policy.point().prbs(), 1, 1));
			rows.add(row);
		});
		String caption = format("Load %s: %d cells, %,d intervals, %d networks", load.load(), cells, steps, networks);
		if (ceiling == null) {
			return List.of(new Table(caption, HEADERS, rows));
		}
		if (together) {
			return List.of(shared(caption + "; " + way(ceiling), HEADERS, rows, ceiling));
		}
		return List.of(new Table(caption, HEADERS, rows), ceiling(load.load(), networks, ceiling));
	}

	private static Table ceiling(double load, int networks, RivalsReport.Ceiling ceiling) {
		List<List<String>> rows = new ArrayList<>();
		for (Map.Entry<String, Estimate> policy : ceiling.policies().entrySet()) {
			List<String> row = new ArrayList<>(List.of(policy.getKey()));
			row.addAll(figures(policy.getValue(), 3, 1));
			rows.add(row);
		}
		List<String> gain = new ArrayList<>(List.of("oracle less " + ceiling.best()));
		gain.addAll(figures(ceiling.oracleGain(), 3, 1));
		rows.add(gain);
		return shared(format("Load %s, beside the oracle: %d cells, %,d intervals, %d networks; %s", load,
				ceiling.cells(), ceiling.steps(), networks, way(ceiling)), CEILING, rows, ceiling);
	}

	/** How far Presage goes, or that nothing can be said of it. */
	private static String way(RivalsReport.Ceiling ceiling) {
		return Double.isNaN(ceiling.ceilingShare().mean()) ? NO_WAY
				: format("presage goes %.2f (%.2f to %.2f) of the way from the best rule to the oracle",
						ceiling.ceilingShare().mean(), ceiling.ceilingShare().low(), ceiling.ceilingShare().high());
	}

	/** A table with the share of each policy, where there is one. */
	private static Table shared(String caption, List<String> headers, List<List<String>> rows,
			RivalsReport.Ceiling ceiling) {
		if (Double.isNaN(ceiling.ceilingShare().mean())) {
			return new Table(caption, headers, rows);
		}
		List<String> all = new ArrayList<>(headers);
		all.addAll(List.of(SHARE, "95 % interval"));
		rows.forEach((row) -> {
			Estimate share = ceiling.shares().get(row.getFirst());
			row.addAll((share != null) ? figures(share, 2, 1) : List.of("", ""));
		});
		return new Table(caption, all, rows);
	}

	/** Share of intervals over the limit against PRBs, a panel a load. */
	static String chart(RivalsReport report) {
		List<ParetoChart.Panel> panels = new ArrayList<>();
		for (RivalsReport.LoadResult load : report.loads()) {
			List<ParetoChart.Curve> curves = new ArrayList<>();
			load.curves().forEach((name, points) -> {
				double standard = load.policies()
					.values()
					.stream()
					.filter((policy) -> name.equals(policy.curve()))
					.mapToDouble((policy) -> policy.point().knob())
					.findFirst()
					.orElse(Double.NaN);
				curves.add(new ParetoChart.Curve(name,
						points.stream()
							.map((point) -> new ParetoChart.Point("knob " + knob(point.knob()), point.prbs().mean(),
									100 * point.delayOverLimit().mean(), 100 * point.delayOverLimit().low(),
									100 * point.delayOverLimit().high(), Double.compare(point.knob(), standard) == 0))
							.toList()));
			});
			panels.add(new ParetoChart.Panel("Load " + load.load(), curves));
		}
		return new ParetoChart("PRBs, mean", "intervals over the limit, %").svg(panels);
	}

	private static String knob(double knob) {
		return Double.isNaN(knob) ? "–" : (knob == Math.rint(knob)) ? format("%.0f", knob) : String.valueOf(knob);
	}

	private static List<String> figures(Estimate estimate, int decimals, double factor) {
		return List.of(digits(decimals, factor * estimate.mean()),
				digits(decimals, factor * estimate.low()) + " to " + digits(decimals, factor * estimate.high()));
	}

	private static String digits(int decimals, double value) {
		return Double.isNaN(value) ? "–" : format("%." + decimals + "f", value);
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}

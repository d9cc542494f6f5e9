/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes a proposed schema as YAML with comments. */
final class SchemaText {

	private static final int[] CARRIERS = { 6, 11, 15, 18, 24, 25, 31, 38, 50, 51, 52, 65, 75, 78, 79, 100, 106, 133,
			135, 160, 162, 189, 216, 217, 245, 264, 270, 273 };

	private static final long DEFAULT_STEP_MS = 100;

	/** KPIs that an SLA usually bounds. */
	private static final List<String> USUAL = List.of("Delay", KpiGuess.THROUGHPUT, "BLER", "SINR");

	/** Bounds of the example, in the KPIs' units. */
	private static final Map<String, Double> BOUNDS = Map.of("Delay", 100.0, KpiGuess.THROUGHPUT, 1.0, "BLER", 0.1,
			"SINR", 0.0, "Buffer", 1e6, "RSRP", -110.0, "RSRQ", -15.0, "RSSI", -95.0);

	private final SchemaProposal found;

	private final StringBuilder text = new StringBuilder();

	private final List<KpiGuess> guesses = new ArrayList<>();

	private final Set<String> names = new LinkedHashSet<>(Set.of("PRBs"));

	private final List<String> entries = new ArrayList<>();

	SchemaText(SchemaProposal found) {
		this.found = found;
	}

	String text() {
		action();
		List<String> omitted = kpis();
		if (this.names.size() < 2) {
			throw new DataException(this.found.file().toString(),
					"a column of numbers that change, beside time and action", "none");
		}
		line("# Proposed by presage schema init for %s, from %,d rows. Names, units and ranges are guesses:",
				this.found.file().getFileName(), this.found.rows());
		line("# check each line, then run presage train --dry-run. docs/schema.md explains every key.");
		this.found.notes().forEach((note) -> line("# Found: %s.", note));
		line("name: %s", quoted(this.found.file().getFileName().toString().replaceFirst("\\..*", "")));
		order();
		layout();
		line("");
		line("# The KPI that is decided: a number of PRBs. Models learn what it does to the others.");
		line("action: PRBs");
		line("");
		line("kpis:");
		this.entries.forEach((entry) -> line("  - %s", entry));
		if (!omitted.isEmpty()) {
			line("");
			line("# Columns that are not used:");
			omitted.forEach((column) -> line("#   %s", column));
		}
		ending();
		return this.text.toString();
	}

	private void line(String format, Object... values) {
		this.text.append(String.format(Locale.ROOT, format, values)).append('\n');
	}

	private void order() {
		TimeGuess time = this.found.time();
		line("");
		if (this.found.stepMs() > 0) {
			line("stepMs: %-8d # median time between the rows of a series", this.found.stepMs());
		}
		else {
			line("stepMs: %-8d # TODO: no time was found; write the time between two rows in ms", DEFAULT_STEP_MS);
		}
		if (time != null) {
			line("timeColumn: %s", quoted(time.column()));
			if (time.unit() != TextLayout.TimeUnit.MS) {
				line("timeUnit: %s", time.unit());
			}
			if (time.format() != null) {
				line("timeFormat: %s", quoted(time.format()));
			}
			if (time.format() != null || this.found.notes().stream().anyMatch((note) -> note.contains("(timeZone)"))) {
				line("timeZone: UTC    # of times without an offset: check");
			}
		}
		String series = this.found.series();
		if (series != null) {
			line("seriesColumn: %s", quoted(series));
		}
		else {
			line("# seriesColumn: none was found; all rows are one series");
		}
		if (this.found.repeatedTimes() > 0) {
			line("# TODO: %,d rows have a time that their series has already; name a column that tells them apart",
					this.found.repeatedTimes());
		}
	}

	private void layout() {
		for (String note : this.found.notes()) {
			if (note.startsWith("fields are separated by ")) {
				line("delimiter: %s", note.endsWith("tabs") ? "tab" : note.endsWith("bars") ? "\"|\"" : "\";\"");
			}
			if (note.startsWith("is read as ")) {
				line("encoding: %s", note.substring("is read as ".length()));
			}
		}
		boolean groups = this.found.columns().values().stream().anyMatch(ColumnProfile::hasGroups);
		if (groups || this.found.columns().values().stream().anyMatch(ColumnProfile::hasCommas)) {
			line("decimal: \",\"");
		}
		if (groups) {
			line("thousands: \".\"");
		}
		Set<String> absent = new TreeSet<>();
		this.found.columns()
			.values()
			.forEach((column) -> column.sentinels().keySet().forEach((value) -> absent.add(number(value))));
		if (!absent.isEmpty()) {
			line("missing: [%s]    # taken for absent: check", String.join(", ", absent));
		}
	}

	private void action() {
		String action = this.found.actionColumn();
		if (action == null) {
			this.entries
				.add("{name: PRBs, max: 273, column: \"TODO\"}    # no column looks like an allocation of PRBs");
			return;
		}
		ColumnProfile column = this.found.columns().get(action);
		int most = 275;
		if (column != null) {
			for (int i = CARRIERS.length - 1; i >= 0 && CARRIERS[i] >= column.max(); i--) {
				most = CARRIERS[i];
			}
			this.entries.add("{name: PRBs, max: " + most + at("PRBs", action) + "}    # " + range(column)
					+ "; max is the PRBs of the carrier: check"
					+ (column.isConstant() ? "; it is constant, so nothing can be learnt about it" : "")
					+ (this.found.otherActions().isEmpty() ? ""
							: "; or is " + String.join(" or ", this.found.otherActions())
									+ " what was commanded? Then use --action"));
		}
	}

	/** Adds the other KPIs; the columns that are none, and why. */
	private List<String> kpis() {
		List<String> omitted = new ArrayList<>();
		TimeGuess time = this.found.time();
		Set<String> used = new HashSet<>();
		for (ColumnProfile column : this.found.columns().values()) {
			boolean taken = column.name().equals(this.found.series()) || column.name().equals(this.found.actionColumn())
					|| (time != null && column.name().equals(time.column()));
			String name = quoted(column.name());
			if (taken || !used.add(column.name())) {
				continue;
			}
			if (column.isEmpty()) {
				omitted.add(name + ": empty");
			}
			else if (column.isTimestamp()) {
				omitted.add(name + ": a time");
			}
			else if (column.isText()) {
				omitted.add(name + ": text, as " + quoted(column.first()));
			}
			else if (column.isConstant()) {
				omitted.add(name + ": always " + number(column.max()));
			}
			else {
				entry(column);
			}
		}
		return omitted;
	}

	private void entry(ColumnProfile column) {
		KpiGuess guess = KpiGuess.of(column, this.names);
		this.names.add(guess.name());
		this.guesses.add(guess);
		String own = guess.standard() ? ""
				: ", unit: " + quoted(guess.unit()) + ", min: " + number(lower(column.min() * guess.scale()))
						+ ", max: " + number(most(column.max() * guess.scale(), guess));
		String scale = (guess.scale() != 1) ? ", scale: " + number(guess.scale()) : "";
		this.entries.add("{name: " + quoted(guess.name()) + own + at(guess.name(), column.name()) + scale + "}    # "
				+ range(column) + ((guess.scale() != 1) ? " in the column's unit" : "")
				+ (guess.doubts().isEmpty() ? "" : "; " + guess.doubts()));
	}

	/** A share has a largest value of its own. */
	private static double most(double value, KpiGuess guess) {
		double whole = guess.unit().equals("%") ? 100 : guess.unit().equals("ratio") ? 1 : Double.NaN;
		return (value <= whole) ? whole : upper(value);
	}

	private static String at(String name, String column) {
		return name.equals(column) ? "" : ", column: " + quoted(column);
	}

	private static String range(ColumnProfile column) {
		String absent = (column.absentShare() > 0)
				? String.format(Locale.ROOT, ", %.2g %% absent", 100 * column.absentShare()) : "";
		return number(column.min()) + " to " + number(column.max()) + absent;
	}

	/** A round number at or below, with room. */
	private static double lower(double value) {
		return (value >= 0) ? 0 : -upper(-value);
	}

	/** A round number with room above: 1, 2 or 5 with zeros, at least twice the value. */
	private static double upper(double value) {
		if (!(value > 0)) {
			return 1;
		}
		double wanted = 2 * value;
		double unit = Math.pow(10, Math.floor(Math.log10(wanted)));
		for (double step : new double[] { 1, 2, 5, 10 }) {
			if (step * unit >= wanted) {
				return step * unit;
			}
		}
		return 10 * unit;
	}

	private void ending() {
		String targets = this.guesses.stream().map(KpiGuess::name).collect(Collectors.joining(", "));
		KpiGuess best = this.guesses.stream().min(Comparator.comparingInt(SchemaText::rank)).orElseThrow();
		String name = quoted(best.name());
		line("");
		line("# Optional, over %s:", targets);
		line("# reward: {%s: %s, PRBs: -0.2}    # what the planner maximises, per standard deviation%s", name,
				(best.direction() < 0) ? "-1.0" : "1.0", (best.direction() == 0) ? "; negative if less is better" : "");
		line("# sla: [{kpi: %s, %s: %s}]    # what a frame must meet%s", name, (best.direction() < 0) ? "max" : "min",
				number(BOUNDS.getOrDefault(best.name(), 1.0)),
				(best.direction() == 0) ? "; or max if less is better" : "");
	}

	/** KPIs that an SLA usually has come first, those without a known direction last. */
	private static int rank(KpiGuess guess) {
		int usual = USUAL.indexOf(guess.name());
		return (usual >= 0) ? usual : USUAL.size() + ((guess.direction() != 0) ? 0 : 1);
	}

	private static String number(double value) {
		return (value == Math.rint(value) && Math.abs(value) < 1e15) ? Long.toString((long) value)
				: Float.toString((float) value);
	}

	/** As YAML reads it back. */
	private static String quoted(String text) {
		return text.matches("[A-Za-z][A-Za-z0-9_.+-]*") && !text.matches("(?i)(y|n|yes|no|on|off|true|false|null)")
				? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
	}

}

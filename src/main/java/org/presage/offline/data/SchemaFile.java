/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.YamlFile;
import org.presage.kpi.CellWindows;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.kpi.SlaRule;
import org.presage.kpi.Transform;

/** The keys of a schema file; {@code docs/schema.md} describes them. */
record SchemaFile(@Nullable String name, @Nullable Long stepMs, @Nullable Integer gapSteps, @Nullable String action,
		@Nullable String seriesColumn, @Nullable String groupColumn, @Nullable String groupPattern,
		@Nullable String timeColumn, @Nullable List<KpiEntry> kpis, @Nullable List<SlaRule> sla,
		@Nullable Map<String, @Nullable Double> reward, @Nullable OutageRule outage, TraceSchema.@Nullable Busy busy,
		@Nullable String delimiter, @Nullable String decimal, @Nullable String thousands,
		@Nullable List<@Nullable String> missing, TextLayout.@Nullable TimeUnit timeUnit, @Nullable String timeFormat,
		@Nullable String timeZone, @Nullable String encoding, @Nullable Integer skipLines) {

	/** A carrier of any size; a schema usually names its own. */
	static final int MOST_PRBS = 275;

	/** As presage.loop.gap-steps. */
	private static final int MOST_GAP_STEPS = 1000;

	/** See {@link TraceSchema#read}. */
	static TraceSchema read(Path file) {
		try {
			SchemaFile read = YamlFile.read("schema file", file, SchemaFile.class);
			try {
				return read.build().from(file);
			}
			catch (InvalidInputException ex) {
				throw ex.inside(where(file, ex.field()));
			}
		}
		catch (InvalidInputException ex) {
			throw new DataException(ex);
		}
	}

	/** The beginning of a message about a key of a file. */
	static String where(Path file, String key) {
		return "schema file " + file + YamlFile.place(file, key) + ": ";
	}

	/**
	 * One KPI.
	 *
	 * @param column in which it is; its name if null
	 * @param scale from the column's unit to the KPI's; 1 if null
	 */
	record KpiEntry(@Nullable String name, @Nullable String unit, @Nullable Double min, @Nullable Double max,
			@Nullable Transform transform, @Nullable String column, @Nullable Double scale) {

		/** The entry, with what it omits taken from the standard KPI of its name. */
		Kpi kpi(@Nullable Kpi standard) {
			if (this.name == null) {
				throw new InvalidInputException("kpis[].name", "a name", "nothing");
			}
			if (standard == null && (this.unit == null || this.min == null || this.max == null)) {
				throw new InvalidInputException("kpis[" + this.name + "]",
						"unit, min and max (it is not a standard KPI)", "one of them missing");
			}
			Kpi base = (standard != null) ? standard : new Kpi(this.name, "", 0, 1, null);
			return new Kpi(this.name, (this.unit != null) ? this.unit : base.unit(),
					(this.min != null) ? this.min : base.min(), (this.max != null) ? this.max : base.max(),
					(this.transform != null) ? this.transform : base.transform());
		}

		TraceSchema.Column in() {
			double factor = (this.scale != null) ? this.scale : 1;
			if (!Double.isFinite(factor) || factor == 0) {
				throw new InvalidInputException("kpis[" + this.name + "].scale", "a finite number other than 0",
						factor);
			}
			return new TraceSchema.Column((this.column != null) ? this.column : String.valueOf(this.name), factor);
		}

	}

	private TraceSchema build() {
		if (this.stepMs == null || this.action == null || this.kpis == null) {
			throw new InvalidInputException(
					(this.stepMs == null) ? "stepMs" : (this.action == null) ? "action" : "kpis", "a value", "nothing");
		}
		List<Kpi> built = new ArrayList<>();
		List<TraceSchema.Column> columns = new ArrayList<>();
		Map<String, Kpi> standard = new HashMap<>();
		KpiSchema.standard(this.stepMs, MOST_PRBS).kpis().forEach((kpi) -> standard.put(kpi.name(), kpi));
		for (KpiEntry entry : this.kpis) {
			built.add(entry.kpi(standard.get(entry.name)));
			columns.add(entry.in());
		}
		List<String> names = built.stream().map(Kpi::name).toList();
		KpiSchema schema = new KpiSchema(this.name, this.stepMs, this.action, built, this.sla, reward(names),
				this.outage);
		if (this.busy != null) {
			requireKpi("busy.kpi", this.busy.kpi(), names);
			if (!(this.busy.share() >= 0 && this.busy.share() <= 1)) {
				throw new InvalidInputException("busy.share", "0 to 1", this.busy.share());
			}
		}
		return new TraceSchema(schema, this.seriesColumn, groups(), this.timeColumn, columns, gap(), this.busy,
				layout(), null);
	}

	private TraceSchema.@Nullable Groups groups() {
		if (this.groupColumn != null && this.groupPattern != null) {
			throw new InvalidInputException("groupPattern", "groupColumn or groupPattern", "both");
		}
		try {
			return (this.groupColumn != null) ? new TraceSchema.Groups(this.groupColumn, null)
					: (this.groupPattern != null) ? new TraceSchema.Groups(null, Pattern.compile(this.groupPattern))
							: null;
		}
		catch (PatternSyntaxException ex) {
			throw new InvalidInputException("groupPattern", "a regular expression, as ^[^/]+",
					this.groupPattern + " (" + ex.getDescription() + ")", ex);
		}
	}

	private int gap() {
		int steps = (this.gapSteps != null) ? this.gapSteps : CellWindows.GAP_STEPS;
		if (steps < 1 || steps > MOST_GAP_STEPS) {
			throw new InvalidInputException("gapSteps", "1 to " + MOST_GAP_STEPS, steps);
		}
		return steps;
	}

	/** The weights of the file; null for those of the publication. */
	private @Nullable Map<String, Double> reward(List<String> names) {
		if (this.reward == null) {
			return null;
		}
		Map<String, Double> weights = new HashMap<>();
		this.reward.forEach((kpi, weight) -> {
			requireKpi("reward", kpi, names);
			if (weight == null) {
				throw new InvalidInputException("reward." + kpi, "a finite number", "nothing");
			}
			weights.put(kpi, weight);
		});
		return weights;
	}

	private static void requireKpi(String key, @Nullable String kpi, List<String> names) {
		if (kpi == null || !names.contains(kpi)) {
			throw InvalidInputException.unknown(key, "one of the KPIs", names, kpi);
		}
	}

	private TextLayout layout() {
		Character between = "tab".equalsIgnoreCase(this.delimiter) ? Character.valueOf('\t')
				: sign("delimiter", this.delimiter, "one character, or tab");
		Character point = sign("decimal", this.decimal, "\".\" or \",\"");
		Character groups = sign("thousands", this.thousands, "one character, as \".\" or \" \"");
		if (point != null && point != '.' && point != ',') {
			throw new InvalidInputException("decimal", "\".\" or \",\"", "\"" + point + "\"");
		}
		if (groups != null && (Character.isLetterOrDigit(groups) || Objects.equals(groups, point))) {
			throw new InvalidInputException("thousands", "a sign other than decimal", "\"" + groups + "\"");
		}
		int skipped = (this.skipLines != null) ? this.skipLines : 0;
		if (skipped < 0) {
			throw new InvalidInputException("skipLines", "0 or more", skipped);
		}
		List<String> absent = new ArrayList<>();
		if (this.missing != null) {
			this.missing.forEach((text) -> absent.add(String.valueOf(text)));
		}
		return new TextLayout(between, point, groups, List.copyOf(absent),
				(this.timeUnit != null) ? this.timeUnit : TextLayout.TimeUnit.MS, checkedFormat(), zone(),
				checkedEncoding(), skipped);
	}

	private static @Nullable Character sign(String key, @Nullable String text, String expected) {
		if (text == null) {
			return null;
		}
		if (text.length() != 1) {
			throw new InvalidInputException(key, expected, "\"" + text + "\"");
		}
		return text.charAt(0);
	}

	private @Nullable String checkedFormat() {
		try {
			if (this.timeFormat != null) {
				DateTimeFormatter.ofPattern(this.timeFormat, Locale.ENGLISH);
			}
			return this.timeFormat;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidInputException("timeFormat", "a pattern as dd.MM.yyyy HH:mm:ss", this.timeFormat, ex);
		}
	}

	private ZoneId zone() {
		try {
			return ZoneId.of((this.timeZone != null) ? this.timeZone : "UTC");
		}
		catch (DateTimeException ex) {
			throw new InvalidInputException("timeZone", "a zone as UTC or Europe/Berlin", this.timeZone, ex);
		}
	}

	private @Nullable String checkedEncoding() {
		try {
			if (this.encoding == null || Charset.isSupported(this.encoding)) {
				return this.encoding;
			}
		}
		catch (IllegalArgumentException ex) {
			// Named below.
		}
		throw new InvalidInputException("encoding", "a name as UTF-8, UTF-16 or windows-1252", this.encoding);
	}

}

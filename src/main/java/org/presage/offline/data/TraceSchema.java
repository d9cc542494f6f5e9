/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;

/**
 * A schema file: the KPIs, and the columns of a trace in which they stand.
 *
 * @param schema the frames that the trace becomes
 * @param seriesColumn names the series of a row; null if the file is one series
 * @param groups tells which series belong together; null if nothing does
 * @param timeColumn end of the interval in ms; null if rows follow each other at the
 * schema's step
 * @param columns per KPI, in the schema's order
 * @param gapSteps no window reaches over a pause of more than this many steps
 * @param busy leaves idle series out; null keeps all
 * @param layout how numbers and times are written in CSV files
 * @param source the schema file; null for the tidy layout
 */
public record TraceSchema(KpiSchema schema, @Nullable String seriesColumn, @Nullable Groups groups,
		@Nullable String timeColumn, List<Column> columns, int gapSteps, @Nullable Busy busy, TextLayout layout,
		@Nullable Path source) {

	/**
	 * Which series belong together, as those of an experiment or a campaign. One of the
	 * two is given.
	 *
	 * @param column holds the group of a row; the same in all rows of a series
	 * @param pattern finds the group in a series' name: its first capturing group, or all
	 * of it where it has none
	 */
	public record Groups(@Nullable String column, @Nullable Pattern pattern) {

		/** The group of a series, by its name. */
		@Nullable String of(String series) {
			if (this.pattern == null) {
				return null;
			}
			Matcher matcher = this.pattern.matcher(series);
			if (!matcher.find()) {
				throw new InvalidInputException("groupPattern",
						"a pattern that finds a group in every series' name, as in " + series, this.pattern.pattern());
			}
			return matcher.group(Math.min(1, matcher.groupCount()));
		}

	}

	/**
	 * Which series are worth learning from.
	 *
	 * @param kpi that tells whether a row is busy
	 * @param above busy is a value above this, in the KPI's unit
	 * @param share of a series' rows that must be busy, 0 to 1
	 */
	public record Busy(String kpi, double above, double share) {

		boolean holds(Series series, KpiSchema schema) {
			int at = schema.indexOf(this.kpi);
			long busy = IntStream.range(0, series.rows())
				.filter((row) -> series.values()[row * schema.size() + at] > this.above)
				.count();
			return busy >= this.share * series.rows();
		}

	}

	/**
	 * Where a KPI stands.
	 *
	 * @param name of the column
	 * @param scale from the column's unit to the KPI's
	 */
	public record Column(String name, double scale) {
	}

	/** All columns that a trace must have, in the order of messages. */
	List<String> required() {
		List<String> required = new ArrayList<>();
		this.columns.forEach((column) -> required.add(column.name()));
		if (this.seriesColumn != null) {
			required.add(this.seriesColumn);
		}
		if (this.groups != null && this.groups.column() != null) {
			required.add(this.groups.column());
		}
		if (this.timeColumn != null) {
			required.add(this.timeColumn);
		}
		return required;
	}

	/** The same, read from a file. */
	TraceSchema from(Path file) {
		return new TraceSchema(this.schema, this.seriesColumn, this.groups, this.timeColumn, this.columns,
				this.gapSteps, this.busy, this.layout, file);
	}

	/**
	 * Checks that a file has all columns.
	 * @param header where its columns are named
	 * @throws DataException naming the line of the schema file, or saying that a schema
	 * file is missing
	 */
	void requireColumns(Path file, String header, List<String> found) {
		for (int k = 0; k < this.columns.size(); k++) {
			requireColumn("kpis[" + this.schema.kpi(k).name() + "].column", this.columns.get(k).name(), file, header,
					found);
		}
		requireColumn("seriesColumn", this.seriesColumn, file, header, found);
		requireColumn("groupColumn", (this.groups != null) ? this.groups.column() : null, file, header, found);
		requireColumn("timeColumn", this.timeColumn, file, header, found);
	}

	private void requireColumn(String key, @Nullable String column, Path file, String header, List<String> found) {
		if (column == null || found.contains(column)) {
			return;
		}
		if (this.source == null) {
			throw new DataException(new InvalidInputException(file + header, "a column " + column, found)
				.hinted("Without --schema FILE, columns are named as the KPIs, beside series and t_ms; "
						+ "'presage schema init " + file + "' proposes a schema file for these"));
		}
		throw new DataException(
				InvalidInputException.unknown(key, "one of the columns of " + file + header + ',', found, column)
					.inside(SchemaFile.where(this.source, key)));
	}

	/** The tidy layout of {@code presage simulate}: columns are named as the KPIs. */
	public static TraceSchema tidy(KpiSchema schema) {
		return new TraceSchema(schema, "series", null, "t_ms",
				schema.kpis().stream().map((kpi) -> new Column(kpi.name(), 1)).toList(), CellWindows.GAP_STEPS, null,
				TextLayout.FOUND, null);
	}

	/** The schema file if there is one, the tidy layout of {@code otherwise} if not. */
	public static TraceSchema of(@Nullable Path file, KpiSchema otherwise) {
		return (file != null) ? read(file) : tidy(otherwise);
	}

	/**
	 * Reads a schema file; {@code docs/schema.md} describes its keys.
	 * @throws DataException naming file, line and key if something is missing or wrong
	 */
	public static TraceSchema read(Path file) {
		return SchemaFile.read(file);
	}

}

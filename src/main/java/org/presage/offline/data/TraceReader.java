/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;

/**
 * Reads traces: CSV in any common layout, packed or not, and Parquet, both through
 * DuckDB; and the reference layout, a folder with {@code x.npy} and {@code y.npy}. An
 * empty field is an absent value. Rows may be in any order.
 */
public final class TraceReader {

	private final TraceSchema schema;

	private final List<String> notes = new ArrayList<>();

	private final List<Series> series = new ArrayList<>();

	private final long[] outOfRange;

	private final String[] firstOutOfRange;

	private TraceReader(TraceSchema schema) {
		this.schema = schema;
		this.outOfRange = new long[schema.schema().size()];
		this.firstOutOfRange = new String[schema.schema().size()];
	}

	/**
	 * Reads all files into one trace.
	 * @throws DataException naming file, line, column, expected and found
	 */
	public static Trace read(TraceSchema schema, List<Path> files) {
		TraceReader reader = new TraceReader(schema);
		MessageDigest digest = sha256();
		for (Path file : files) {
			if (!Files.exists(file)) {
				throw new DataException(file.toString(), "a file", "none");
			}
			if (Files.isDirectory(file)) {
				reader.series.addAll(NpyReader.read(schema.schema(), file));
			}
			else {
				int first = reader.series.size();
				reader.table(file);
				reader.requireStep(file, first);
				reader.digest(file, digest);
			}
		}
		for (int k = 0; k < reader.outOfRange.length; k++) {
			if (reader.outOfRange[k] > 0) {
				reader.notes.add(reader.outOfRange[k] + " values of " + schema.schema().kpi(k).name()
						+ " outside its range were treated as absent; the first: " + reader.firstOutOfRange[k]);
			}
		}
		reader.leaveOutIdle();
		reader.group();
		return new Trace(schema.schema(), List.copyOf(reader.series), HexFormat.of().formatHex(digest.digest()),
				List.copyOf(reader.notes), schema.gapSteps());
	}

	private void requireStep(Path file, int first) {
		if (this.schema.timeColumn() != null) {
			this.series.subList(first, this.series.size())
				.forEach((one) -> Steps.require(file + ": column " + this.schema.timeColumn(),
						this.schema.schema().stepMs(), one));
		}
	}

	/** Series whose group is a part of their names. */
	private void group() {
		TraceSchema.Groups groups = this.schema.groups();
		if (groups != null && groups.pattern() != null) {
			this.series.replaceAll((one) -> new Series(one.name(), one.timesMs(), one.values(), groups.of(one.name())));
		}
	}

	private void leaveOutIdle() {
		TraceSchema.Busy busy = this.schema.busy();
		int before = this.series.size();
		if (busy != null && this.series.removeIf((each) -> !busy.holds(each, this.schema.schema()))) {
			this.notes.add((before - this.series.size()) + " of " + before + " series were left out: fewer than "
					+ busy.share() + " of their rows have " + busy.kpi() + " above " + busy.above());
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void digest(Path file, MessageDigest digest) {
		try (InputStream in = Files.newInputStream(file)) {
			byte[] buffer = new byte[1 << 16];
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				digest.update(buffer, 0, n);
			}
		}
		catch (IOException ex) {
			throw new DataException(file.toString(), "a file that can be read", "one that cannot", ex);
		}
	}

	private void table(Path file) {
		List<String> selected = new ArrayList<>();
		this.schema.columns().forEach((column) -> selected.add(column.name()));
		int seriesAt = selected.size();
		if (this.schema.seriesColumn() != null) {
			selected.add(this.schema.seriesColumn());
		}
		int groupAt = selected.size();
		if (this.schema.groups() != null && this.schema.groups().column() != null) {
			selected.add(this.schema.groups().column());
		}
		int timeAt = selected.size();
		if (this.schema.timeColumn() != null) {
			selected.add(this.schema.timeColumn());
		}
		try (Table table = Table.open(file, this.schema.layout(), this.schema.required())) {
			this.schema.requireColumns(file, table.header(), table.columns());
			Row row = new Row(file, table, new Places((seriesAt < groupAt) ? seriesAt : -1,
					(groupAt < timeAt) ? groupAt : -1, (timeAt < selected.size()) ? timeAt : -1));
			table.read(selected, row);
			List<String> found = new ArrayList<>(table.notes());
			row.finish(found);
			found.forEach((note) -> this.notes.add(file.getFileName() + ": " + note));
		}
	}

	/**
	 * Where what is no KPI stands among the fields of a row; −1 for what there is not.
	 */
	private record Places(int series, int group, int time) {
	}

	/** Takes the rows of one file. */
	private final class Row implements Table.RowVisitor {

		private final Path file;

		private final Table table;

		private final Places at;

		private final boolean timestamp;

		private final NumberReader numbers;

		/** Reads columns that hold numbers and no texts. */
		private final NumberReader typed;

		/** Per KPI. */
		private final List<NumberReader> readers;

		private final TimeReader times;

		private final List<TraceSchema.Column> columns = TraceReader.this.schema.columns();

		private final SeriesRows rows = new SeriesRows(this.columns.size());

		Row(Path file, Table table, Places at) {
			this.file = file;
			this.table = table;
			this.at = at;
			String column = TraceReader.this.schema.timeColumn();
			this.timestamp = column != null && table.isTimestamp(column);
			TextLayout layout = TraceReader.this.schema.layout();
			this.numbers = new NumberReader(layout, table.commaSeparates());
			this.typed = new NumberReader(layout.ofNumbers(), false);
			this.readers = this.columns.stream()
				.map((one) -> table.isNumber(one.name()) ? this.typed : this.numbers)
				.toList();
			this.times = new TimeReader(layout, (column != null && table.isNumber(column)) ? this.typed : this.numbers);
		}

		@Override
		public void row(int row, @Nullable String[] fields) {
			String group = group(row, fields);
			SeriesRows.Rows series = this.rows.of(name(row, fields), group);
			requireGroup(row, group, series);
			int offset = series.add(time(row, fields, series.size()), row);
			for (int k = 0; k < this.columns.size(); k++) {
				series.values()[offset + k] = ranged(row, k, value(row, k, fields[k]));
			}
		}

		private String name(int row, @Nullable String[] fields) {
			return (this.at.series() < 0) ? ""
					: text(row, fields[this.at.series()], TraceReader.this.schema.seriesColumn(), "a series");
		}

		/** The group of a row by its column; null if the schema names none. */
		private @Nullable String group(int row, @Nullable String[] fields) {
			TraceSchema.Groups groups = TraceReader.this.schema.groups();
			return (groups == null || this.at.group() < 0) ? null
					: text(row, fields[this.at.group()], groups.column(), "a group");
		}

		private void requireGroup(int row, @Nullable String group, SeriesRows.Rows series) {
			TraceSchema.Groups groups = TraceReader.this.schema.groups();
			if (groups != null && group != null && !group.equals(series.group())) {
				throw error(row, groups.column(), new InvalidInputException("",
						series.group() + ", as in the rows of the series before it", group));
			}
		}

		private String text(int row, @Nullable String field, @Nullable String column, String what) {
			if (field == null || field.isBlank()) {
				throw error(row, column, new InvalidInputException("", "the name of " + what, "an empty field"));
			}
			return field.strip();
		}

		private long time(int row, @Nullable String[] fields, int before) {
			if (this.at.time() < 0) {
				return before * TraceReader.this.schema.schema().stepMs();
			}
			try {
				return this.times.read(fields[this.at.time()], this.timestamp);
			}
			catch (InvalidInputException ex) {
				throw error(row, TraceReader.this.schema.timeColumn(), ex);
			}
		}

		private float value(int row, int k, @Nullable String field) {
			TraceSchema.Column column = this.columns.get(k);
			boolean percent = column.scale() != 1 || isPercent(TraceReader.this.schema.schema().kpi(k).unit());
			try {
				return (float) (this.readers.get(k).read(field, percent) * column.scale());
			}
			catch (InvalidInputException ex) {
				throw error(row, column.name(), ex);
			}
		}

		private static boolean isPercent(String unit) {
			return unit.equals("%") || unit.equalsIgnoreCase("percent");
		}

		private float ranged(int row, int k, float value) {
			Kpi kpi = TraceReader.this.schema.schema().kpi(k);
			if (kpi.admits(value)) {
				return value;
			}
			if (TraceReader.this.outOfRange[k]++ == 0) {
				TraceReader.this.firstOutOfRange[k] = place(row) + ": column " + this.columns.get(k).name()
						+ ": expected " + kpi.min() + " to " + kpi.max() + " " + kpi.unit() + ", found " + value;
			}
			return Float.NaN;
		}

		private String place(int row) {
			return this.file + ": " + this.table.place(row);
		}

		private DataException error(int row, @Nullable String column, InvalidInputException problem) {
			String last = this.table.isLast(row) ? "; it is the last line: is it a total, or truncated?" : "";
			return new DataException(place(row) + ": column " + column, problem.expected(), problem.found() + last);
		}

		private void finish(List<String> found) {
			if (this.rows.isEmpty()) {
				throw new DataException(this.file.toString(), "rows after the header", "none");
			}
			String column = String.valueOf(TraceReader.this.schema.timeColumn());
			TraceReader.this.series.addAll(this.rows.build(this::place, column, found));
			this.times.notes(column, found);
			this.numbers.notes(found);
			this.typed.notes(found);
		}

	}

}

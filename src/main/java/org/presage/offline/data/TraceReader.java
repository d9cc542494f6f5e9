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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.presage.kpi.Kpi;

/**
 * Reads traces through DuckDB: CSV, gzip CSV and Parquet; and the reference layout, a
 * folder with {@code x.npy} and {@code y.npy}. An empty field is an absent value.
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
		return new Trace(schema.schema(), List.copyOf(reader.series), HexFormat.of().formatHex(digest.digest()),
				List.copyOf(reader.notes));
	}

	private void requireStep(Path file, int first) {
		if (this.schema.timeColumn() != null) {
			this.series.subList(first, this.series.size())
				.forEach((one) -> Steps.require(file + ": column " + this.schema.timeColumn(),
						this.schema.schema().stepMs(), one));
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
			throw new DataException(file + ": cannot be read: " + ex, ex);
		}
	}

	private void table(Path file) {
		boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
		String quoted = "'" + file.toString().replace("'", "''") + "'";
		// All text at first, so that a field that is not a number can be named with its
		// line.
		String source = parquet ? "read_parquet(" + quoted + ")"
				: "read_csv(" + quoted + ", header = true, all_varchar = true, delim = ',', quote = '\"')";
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
				Statement statement = connection.createStatement()) {
			statement.execute("SET preserve_insertion_order = true");
			checkColumns(file, statement, source);
			try (ResultSet rows = statement
				.executeQuery("SELECT " + String.join(", ", selected()) + " FROM " + source)) {
				collect(file, rows);
			}
		}
		catch (SQLException ex) {
			throw new DataException(file + ": " + firstLines(String.valueOf(ex.getMessage())), ex);
		}
	}

	/** DuckDB ends its messages with advice about its own options. */
	private static String firstLines(String message) {
		int advice = message.indexOf("\nPossible");
		return ((advice > 0) ? message.substring(0, advice) : message).strip();
	}

	private void checkColumns(Path file, Statement statement, String source) throws SQLException {
		Set<String> found = new LinkedHashSet<>();
		try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
			while (columns.next()) {
				found.add(columns.getString(1));
			}
		}
		List<String> required = new ArrayList<>();
		this.schema.columns().forEach((column) -> required.add(column.name()));
		if (this.schema.seriesColumn() != null) {
			required.add(this.schema.seriesColumn());
		}
		if (this.schema.timeColumn() != null) {
			required.add(this.schema.timeColumn());
		}
		for (String column : required) {
			if (!found.contains(column)) {
				throw new DataException(file + ": line 1", "a column " + column, found);
			}
		}
	}

	private List<String> selected() {
		List<String> columns = new ArrayList<>();
		columns.add((this.schema.seriesColumn() != null) ? quoted(this.schema.seriesColumn()) : "''");
		columns.add((this.schema.timeColumn() != null) ? "CAST(" + quoted(this.schema.timeColumn()) + " AS VARCHAR)"
				: "NULL");
		this.schema.columns().forEach((column) -> columns.add("CAST(" + quoted(column.name()) + " AS VARCHAR)"));
		return columns;
	}

	private static String quoted(String column) {
		return '"' + column.replace("\"", "\"\"") + '"';
	}

	private void collect(Path file, ResultSet rows) throws SQLException {
		int kpis = this.schema.schema().size();
		SeriesBuilder builder = null;
		Set<String> closed = new LinkedHashSet<>();
		long line = 1;
		while (rows.next()) {
			line++;
			String name = String.valueOf(rows.getString(1));
			if (builder == null || !builder.name.equals(name)) {
				if (builder != null) {
					closed.add(builder.name);
					this.series.add(builder.build());
				}
				if (closed.contains(name)) {
					throw error(file, line, String.valueOf(this.schema.seriesColumn()), "rows grouped by series",
							name + " again after another series");
				}
				builder = new SeriesBuilder(name, kpis);
			}
			long time = (this.schema.timeColumn() != null)
					? (long) number(file, line, this.schema.timeColumn(), rows.getString(2), true)
					: builder.size * this.schema.schema().stepMs();
			if (builder.size > 0 && time <= builder.lastTime()) {
				throw error(file, line, String.valueOf(this.schema.timeColumn()),
						"a time after " + builder.lastTime() + " in series " + name, time);
			}
			float[] row = builder.next(time);
			for (int k = 0; k < kpis; k++) {
				TraceSchema.Column column = this.schema.columns().get(k);
				double value = number(file, line, column.name(), rows.getString(3 + k), false) * column.scale();
				row[builder.offset() + k] = ranged(file, line, k, (float) value);
			}
		}
		if (builder == null) {
			throw new DataException(file.toString(), "rows after the header", "none");
		}
		this.series.add(builder.build());
	}

	private float ranged(Path file, long line, int k, float value) {
		Kpi kpi = this.schema.schema().kpi(k);
		if (kpi.admits(value)) {
			return value;
		}
		if (this.outOfRange[k]++ == 0) {
			this.firstOutOfRange[k] = file + ": line " + line + ": column " + this.schema.columns().get(k).name()
					+ ": expected " + kpi.min() + " to " + kpi.max() + " " + kpi.unit() + ", found " + value;
		}
		return Float.NaN;
	}

	private static double number(Path file, long line, String column, String text, boolean required) {
		if (text == null || text.isBlank()) {
			if (required) {
				throw error(file, line, column, "a number", "an empty field");
			}
			return Double.NaN;
		}
		try {
			double value = Double.parseDouble(text);
			if (required && !Double.isFinite(value)) {
				throw error(file, line, column, "a finite number", text);
			}
			return value;
		}
		catch (NumberFormatException ex) {
			throw error(file, line, column, "a number", "\"" + text + "\"");
		}
	}

	private static DataException error(Path file, long line, String column, String expected, Object found) {
		return new DataException(file + ": line " + line + ": column " + column, expected, found);
	}

	/** Grows one series row by row. */
	private static final class SeriesBuilder {

		private final String name;

		private final int kpis;

		private long[] times = new long[1024];

		private float[] values;

		private int size;

		SeriesBuilder(String name, int kpis) {
			this.name = name;
			this.kpis = kpis;
			this.values = new float[1024 * kpis];
		}

		long lastTime() {
			return this.times[this.size - 1];
		}

		/** Appends a row; its values are to be written from {@link #offset} on. */
		float[] next(long time) {
			if (this.size == this.times.length) {
				this.times = Arrays.copyOf(this.times, 2 * this.size);
				this.values = Arrays.copyOf(this.values, 2 * this.size * this.kpis);
			}
			this.times[this.size++] = time;
			return this.values;
		}

		int offset() {
			return (this.size - 1) * this.kpis;
		}

		Series build() {
			return new Series(this.name, Arrays.copyOf(this.times, this.size),
					Arrays.copyOf(this.values, this.size * this.kpis));
		}

	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A Parquet file, read by DuckDB. */
final class ParquetTable implements Table {

	private static final Pattern NUMBERS = Pattern.compile("U?[A-Z]*INT|INTEGER|UINTEGER|FLOAT|DOUBLE|DECIMAL.*");

	private final Path file;

	private final String source;

	private final List<String> columns = new ArrayList<>();

	private final List<Boolean> timestamps = new ArrayList<>();

	private final List<Boolean> zoned = new ArrayList<>();

	private final List<Boolean> numbers = new ArrayList<>();

	ParquetTable(Path file) {
		this.file = file;
		this.source = "read_parquet(" + quoted(file.toString(), '\'') + ")";
		try (Connection connection = Table.connect();
				Statement statement = connection.createStatement();
				ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + this.source)) {
			while (described.next()) {
				this.columns.add(described.getString(1));
				String type = described.getString(2);
				this.timestamps.add(type.startsWith("TIMESTAMP") || type.equals("DATE"));
				this.numbers.add(NUMBERS.matcher(type).matches());
				this.zoned.add(type.equals("TIMESTAMP WITH TIME ZONE"));
			}
		}
		catch (SQLException ex) {
			throw damaged(ex);
		}
		Table.requireFew(file, "", this.columns);
	}

	private DataException damaged(SQLException ex) {
		return new DataException(this.file.toString(), "a complete Parquet file", "a truncated or damaged one", ex);
	}

	static String quoted(String text, char quote) {
		return quote + text.replace("" + quote, "" + quote + quote) + quote;
	}

	@Override
	public List<String> columns() {
		return List.copyOf(this.columns);
	}

	@Override
	public String header() {
		return "";
	}

	@Override
	public boolean isTimestamp(String column) {
		return this.timestamps.get(Table.position(this.file, "", this.columns, column));
	}

	@Override
	public boolean isNumber(String column) {
		return this.numbers.get(Table.position(this.file, "", this.columns, column));
	}

	@Override
	public boolean commaSeparates() {
		return false;
	}

	@Override
	public List<String> notes() {
		return List.of();
	}

	@Override
	public void read(List<String> chosen, RowVisitor visitor) {
		chosen.forEach((column) -> Table.position(this.file, "", this.columns, column));
		String selected = chosen.stream().map(this::text).collect(Collectors.joining(", "));
		try (Connection connection = Table.connect(); Statement statement = connection.createStatement()) {
			statement.execute("SET preserve_insertion_order = true");
			try (ResultSet rows = statement.executeQuery("SELECT " + selected + " FROM " + this.source)) {
				@Nullable String[] fields = new @Nullable String[chosen.size()];
				for (int row = 0; rows.next(); row++) {
					for (int i = 0; i < fields.length; i++) {
						fields[i] = rows.getString(i + 1);
					}
					visitor.row(row, fields);
				}
			}
		}
		catch (SQLException ex) {
			throw damaged(ex);
		}
	}

	private String text(String column) {
		String name = quoted(column, '"');
		// A cast to a time without a zone would be to the zone of this machine.
		return this.zoned.get(this.columns.indexOf(column)) ? "CAST(epoch_ms(" + name + ") AS VARCHAR)"
				: "CAST(" + name + " AS VARCHAR)";
	}

	@Override
	public String place(int row) {
		return "row " + (row + 1);
	}

	@Override
	public boolean isLast(int row) {
		return false;
	}

	@Override
	public void close() {
		// Each query has a connection of its own.
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A CSV file, read by DuckDB with everything fixed that it would guess: the delimiter is
 * the one that gives the header its columns, all fields are text, and rows that do not
 * fit the header are found by their line.
 */
final class CsvTable implements Table {

	private static final String DELIMITERS = ",;\t|";

	private static final Map<Character, String> NAMES = Map.of(';', "semicolons", '\t', "tabs", '|', "bars");

	private final Path file;

	private final CsvText text;

	private final List<String> notes;

	/** Lines up to the header, that one included. */
	private final int headerLine;

	private final char delimiter;

	private final List<String> columns;

	private CsvTable(Path file, CsvText text, TextLayout layout, Collection<String> wanted) throws IOException {
		this.file = file;
		this.text = text;
		this.notes = new ArrayList<>(text.notes());
		int line = 0;
		String header = null;
		Character given = layout.delimiter();
		try (BufferedReader reader = new BufferedReader(text.reader())) {
			for (String read = reader.readLine(); read != null && header == null; read = reader.readLine()) {
				line++;
				if (line > layout.skipLines() && !read.isBlank()) {
					if (read.strip().matches("(?i)\"?sep=.\"?")) {
						given = (given != null) ? given : Character.valueOf(read.replace("\"", "").strip().charAt(4));
					}
					else {
						header = read;
					}
				}
			}
		}
		if (header == null) {
			throw new DataException(file.toString(), "a header line and rows", "blank lines");
		}
		this.headerLine = line;
		this.delimiter = (given != null) ? given : delimiter(header, wanted);
		this.columns = split(header, this.delimiter);
		if (this.columns.size() < 2) {
			throw new DataException(file + ": line " + line,
					"names of columns with commas, semicolons, tabs or bars between them", header);
		}
		Table.requireFew(file, ": line " + line, this.columns);
		if (NAMES.containsKey(this.delimiter) && layout.delimiter() == null) {
			this.notes.add("fields are separated by " + NAMES.get(this.delimiter));
		}
	}

	/** See {@link Table#open}. */
	static CsvTable open(Path file, TextLayout layout, Collection<String> wanted) {
		CsvText text = CsvText.open(file, layout.encoding());
		try {
			return new CsvTable(file, text, layout, wanted);
		}
		catch (IOException ex) {
			text.close();
			throw new DataException(file.toString(), "a file that can be read", ex.getMessage(), ex);
		}
		catch (RuntimeException ex) {
			text.close();
			throw ex;
		}
	}

	private static char delimiter(String header, Collection<String> wanted) {
		char best = ',';
		long most = -1;
		for (char candidate : DELIMITERS.toCharArray()) {
			Collection<String> columns = new HashSet<>(split(header, candidate));
			long fits = 1_000_000L * wanted.stream().filter(columns::contains).count() + columns.size();
			if (fits > most) {
				most = fits;
				best = candidate;
			}
		}
		return best;
	}

	/** Fields of a line, without quotes and blanks around them. */
	static List<String> split(String line, char delimiter) {
		List<String> fields = new ArrayList<>();
		StringBuilder field = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			char sign = line.charAt(i);
			if (sign == '"') {
				boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
				if (twice) {
					field.append('"');
					i++;
				}
				else {
					quoted = !quoted;
				}
			}
			else if (sign == delimiter && !quoted) {
				fields.add(field.toString().strip());
				field.setLength(0);
			}
			else {
				field.append(sign);
			}
		}
		fields.add(field.toString().strip());
		return fields;
	}

	@Override
	public List<String> columns() {
		return List.copyOf(this.columns);
	}

	@Override
	public String header() {
		return ": " + line(this.headerLine);
	}

	@Override
	public boolean isTimestamp(String column) {
		return false;
	}

	@Override
	public boolean isNumber(String column) {
		return false;
	}

	@Override
	public boolean commaSeparates() {
		return this.delimiter == ',';
	}

	@Override
	public List<String> notes() {
		return this.notes;
	}

	char delimiter() {
		return this.delimiter;
	}

	@Override
	public void read(List<String> chosen, RowVisitor visitor) {
		String selected = chosen.stream()
			.map((column) -> "c" + Table.position(this.file, header(), this.columns, column))
			.collect(Collectors.joining(", "));
		String all = IntStream.range(0, this.columns.size())
			.mapToObj((i) -> "'c" + i + "': 'VARCHAR'")
			.collect(Collectors.joining(", "));
		String source = "read_csv(" + ParquetTable.quoted(this.text.path().toString(), '\'')
				+ ", auto_detect = false, header = false, skip = " + this.headerLine + ", delim = "
				+ ParquetTable.quoted("" + this.delimiter, '\'') + ", quote = '\"', escape = '\"', nullstr = '', "
				+ "strict_mode = true, store_rejects = true, compression = '" + (this.text.isPacked() ? "gzip" : "none")
				+ "', columns = {" + all + "})";
		try (Connection connection = Table.connect(); Statement statement = connection.createStatement()) {
			statement.execute("SET preserve_insertion_order = true");
			try (ResultSet rows = statement.executeQuery("SELECT " + selected + " FROM " + source)) {
				requireWhole(connection);
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
			throw new DataException(this.file.toString(), "rows of CSV", "some that cannot be read", ex);
		}
	}

	/** The result is complete by now: so is the list of rows that are not in it. */
	private void requireWhole(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet rejected = statement.executeQuery(
						"SELECT line, column_idx, CAST(error_type AS VARCHAR) FROM reject_errors ORDER BY line LIMIT 1")) {
			if (!rejected.next()) {
				return;
			}
			int line = rejected.getInt(1);
			int column = rejected.getInt(2);
			String where = this.file + ": " + line(line);
			String fields = this.columns.size() + " fields, as in the header";
			throw switch (rejected.getString(3)) {
				case "MISSING COLUMNS" -> new DataException(where, fields, column
						+ ((line == this.text.lastLine()) ? "; the file may be truncated, or end with a total" : ""));
				case "TOO MANY COLUMNS" -> new DataException(where, fields, "more");
				case "UNQUOTED VALUE" -> new DataException(where + ": column " + name(column), "quotes in pairs",
						"a quote that is not closed, or text after it");
				case "LINE SIZE OVER MAXIMUM" ->
					new DataException(where, "at most " + CsvText.LONGEST + " characters in a row", "more");
				default -> new DataException(where, fields, "a row that cannot be read");
			};
		}
	}

	private String name(int column) {
		return (column > 0 && column <= this.columns.size()) ? this.columns.get(column - 1) : Integer.toString(column);
	}

	@Override
	public boolean isLast(int row) {
		return place(row).equals(line(this.text.lastLine()));
	}

	private static String line(int number) {
		return "line " + number;
	}

	@Override
	public String place(int row) {
		int number = 0;
		int rows = 0;
		boolean quoted = false;
		try (BufferedReader reader = new BufferedReader(this.text.reader())) {
			for (String read = reader.readLine(); read != null; read = reader.readLine()) {
				number++;
				if (number > this.headerLine && (quoted || !read.isEmpty())) {
					if (!quoted && rows++ == row) {
						return line(number);
					}
					quoted ^= read.chars().filter((sign) -> sign == '"').count() % 2 == 1;
				}
			}
		}
		catch (IOException ex) {
			// It was read a moment ago; the row says where as well.
		}
		return "row " + (row + 1);
	}

	@Override
	public void close() {
		this.text.close();
	}

}

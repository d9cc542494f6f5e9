/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.UnpackedLibraries;

/** The rows of one file, CSV or Parquet, as text. */
interface Table extends AutoCloseable {

	/** Receives rows in the order of the file. */
	@FunctionalInterface
	interface RowVisitor {

		/**
		 * @param row from 0
		 * @param fields of the chosen columns, null for an absent one; reused for the
		 * next row
		 */
		void row(int row, @Nullable String[] fields);

	}

	/** Most columns: what is read is searched by their names. */
	int MOST_COLUMNS = 10_000;

	/**
	 * Opens a file; what is in it decides what it is, not its name.
	 * @param layout how it is written, as far as that is known
	 * @param wanted columns that it should have; they help to find the delimiter
	 * @throws DataException if it is no table, naming file, line, expected and found
	 */
	static Table open(Path file, TextLayout layout, Collection<String> wanted) {
		return switch (FileKind.of(file)) {
			case PARQUET -> new ParquetTable(file);
			case TEXT, GZIP -> CsvTable.open(file, layout, wanted);
		};
	}

	/** Names of the columns in their order. */
	List<String> columns();

	/** Where they are named, as {@code : line 1}; empty where that is no line. */
	String header();

	/**
	 * Whether the column holds times of a type of its own; their text is ms since 1970,
	 * or ISO 8601 without an offset where the type has no zone.
	 */
	boolean isTimestamp(String column);

	/**
	 * Whether the column holds numbers of a type of its own; their text has a point and
	 * no groups, whatever the schema says of texts.
	 */
	boolean isNumber(String column);

	/** Whether a comma separates fields, so that it is no decimal sign. */
	boolean commaSeparates();

	/** What was found about the file, one sentence each. */
	List<String> notes();

	/**
	 * Reads columns of all rows.
	 * @throws DataException if a column is not there or there twice, or a row is damaged
	 */
	void read(List<String> chosen, RowVisitor visitor);

	/** Where a row is, as {@code line 7}. */
	String place(int row);

	/** Whether a row is in the last line, which totals and truncation make different. */
	boolean isLast(int row);

	@Override
	void close();

	/** A database in memory, which reads CSV and Parquet. */
	static Connection connect() throws SQLException {
		Connection connection = DriverManager.getConnection("jdbc:duckdb:");
		UnpackedLibraries.delete();
		return connection;
	}

	/** Checks the number of columns. */
	static void requireFew(Path file, String header, List<String> columns) {
		if (columns.size() > MOST_COLUMNS) {
			throw new DataException(file + header, "at most " + MOST_COLUMNS + " columns", columns.size());
		}
	}

	/** Position of a column that must be there once. */
	static int position(Path file, String header, List<String> columns, String column) {
		int at = columns.indexOf(column);
		if (at < 0) {
			throw new DataException(file + header, "a column " + column, columns);
		}
		if (columns.lastIndexOf(column) != at) {
			throw new DataException(file + header, "one column " + column,
					"it in positions " + (at + 1) + " and " + (columns.lastIndexOf(column) + 1));
		}
		return at;
	}

}

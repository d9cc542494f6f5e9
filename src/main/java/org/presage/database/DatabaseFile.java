/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.UnpackedLibraries;

/**
 * A DuckDB file with known tables. One program has it open for writing at a time.
 */
public final class DatabaseFile implements AutoCloseable {

	private final Path file;

	private final Connection connection;

	/** Device and inode where there are such, when it was opened. */
	private final @Nullable Object identity;

	private DatabaseFile(Path file, Connection connection) {
		this.file = file;
		this.connection = connection;
		this.identity = identity(file).orElse(null);
	}

	/**
	 * A table.
	 *
	 * @param columns name and type of each, as DuckDB lists them, separated by a comma
	 */
	public record Table(String name, String columns) {
	}

	/** Writes rows. */
	@FunctionalInterface
	public interface Rows {

		void append(DuckDBAppender to) throws SQLException;

	}

	/** Takes a row. */
	@FunctionalInterface
	public interface RowReader {

		void read(ResultSet row) throws SQLException;

	}

	private static Optional<Object> identity(Path file) {
		try {
			return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Opens a file for writing, with one thread and little memory; makes it, and the
	 * tables, if there are none.
	 * @throws InvalidInputException if its tables have other columns
	 */
	public static DatabaseFile write(Path file, List<Table> tables) throws SQLException {
		DatabaseFile database = connect(file, new Properties());
		try {
			// The other cores and the memory are the loop's.
			database.execute("SET threads = 1");
			database.execute("SET memory_limit = '256MB'");
			database.refuseForeign(tables);
			for (Table table : tables) {
				database.execute("CREATE TABLE IF NOT EXISTS " + table.name() + " (" + table.columns() + ")");
			}
			database.check(tables);
			return database;
		}
		catch (SQLException | InvalidInputException ex) {
			closeQuietly(database);
			throw ex;
		}
	}

	/**
	 * Opens a file for reading.
	 * @throws InvalidInputException if there is none, or its tables have other columns
	 */
	public static DatabaseFile read(Path file, List<Table> tables) throws SQLException {
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException(file.toString(), "a file", "none");
		}
		Properties readOnly = new Properties();
		readOnly.setProperty("duckdb.read_only", "true");
		DatabaseFile database = connect(file, readOnly);
		try {
			database.check(tables);
			return database;
		}
		catch (SQLException | InvalidInputException ex) {
			closeQuietly(database);
			throw ex;
		}
	}

	private static DatabaseFile connect(Path file, Properties properties) throws SQLException {
		if (file.toString().contains(";")) {
			throw new InvalidInputException(file.toString(), "a name without a semicolon", "one");
		}
		DatabaseFile opened = new DatabaseFile(file, DriverManager.getConnection("jdbc:duckdb:" + file, properties));
		UnpackedLibraries.delete();
		return opened;
	}

	/** Refuses a file that has tables, and none of these. */
	private void refuseForeign(List<Table> tables) throws SQLException {
		List<String> found = new ArrayList<>();
		each("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name",
				(row) -> found.add(row.getString(1)));
		List<String> names = tables.stream().map(Table::name).toList();
		if (!found.isEmpty() && found.stream().noneMatch(names::contains)) {
			throw new InvalidInputException(this.file + ": tables", String.join(", ", names), String.join(", ", found));
		}
	}

	/** Refuses tables of another program or version. */
	private void check(List<Table> tables) throws SQLException {
		for (Table table : tables) {
			List<String> columns = new ArrayList<>();
			try (PreparedStatement query = prepare("SELECT column_name || ' ' || data_type FROM duckdb_columns() "
					+ "WHERE table_name = ? AND NOT internal ORDER BY column_index")) {
				query.setString(1, table.name());
				try (ResultSet rows = query.executeQuery()) {
					while (rows.next()) {
						columns.add(rows.getString(1));
					}
				}
			}
			String found = String.join(", ", columns);
			if (!found.equals(table.columns())) {
				throw new InvalidInputException(this.file + ": table " + table.name(), table.columns(),
						found.isEmpty() ? "none" : found);
			}
		}
	}

	/** Where it is, or was when it was opened. */
	public Path path() {
		return this.file;
	}

	/**
	 * Whether its path still leads to the file that was opened: it may have been removed,
	 * renamed or replaced. True where files have no identity.
	 */
	public boolean isInPlace() {
		return this.identity == null || this.identity.equals(identity(this.file).orElse(null));
	}

	public PreparedStatement prepare(String sql) throws SQLException {
		return this.connection.prepareStatement(sql);
	}

	/** Reads all rows of a query without parameters. */
	public void each(String sql, RowReader reader) throws SQLException {
		try (PreparedStatement query = prepare(sql); ResultSet rows = query.executeQuery()) {
			while (rows.next()) {
				reader.read(rows);
			}
		}
	}

	public void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/**
	 * Copies all that has been committed to another file, which is made; what was there
	 * is replaced.
	 * @throws SQLException if it cannot be written; there may be a part of it then
	 */
	public void copyTo(Path to) throws SQLException {
		try {
			Files.deleteIfExists(to);
		}
		catch (IOException ex) {
			throw new SQLException(FileFailure.writing(to, ex).getMessage(), ex);
		}
		String[] own = { "" };
		each("SELECT current_database()", (row) -> own[0] = row.getString(1));
		execute("ATTACH '" + to.toString().replace("'", "''") + "' AS copy_of_all");
		try {
			execute("COPY FROM DATABASE \"" + own[0].replace("\"", "\"\"") + "\" TO copy_of_all");
		}
		finally {
			execute("DETACH copy_of_all");
		}
	}

	/** Adds rows to a table. */
	public void append(String table, Rows rows) throws SQLException {
		try (DuckDBAppender appender = this.connection.unwrap(DuckDBConnection.class).createAppender("main", table)) {
			rows.append(appender);
			// Closing an appender writes too, and says nothing of its failures.
			appender.flush();
		}
	}

	/** Begins a transaction, which ends with {@link #commit}. */
	public void begin() throws SQLException {
		// Without auto-commit a transaction would begin with the first statement, and an
		// appender is none.
		execute("BEGIN TRANSACTION");
	}

	/**
	 * Ends a transaction. If this or anything before it fails, nothing of it is there.
	 */
	public void commit() throws SQLException {
		execute("COMMIT");
	}

	/**
	 * Why a file cannot be used, in one line.
	 * @param what it should be
	 */
	public static InvalidInputException unusable(Path file, String what, Throwable failure) {
		return (failure instanceof InvalidInputException problem) ? problem : new InvalidInputException(file.toString(),
				what, String.valueOf(failure.getMessage()).lines().findFirst().orElse(""), failure);
	}

	/** Closes what is given up because it failed. */
	public static void closeQuietly(@Nullable AutoCloseable opened) {
		try {
			if (opened != null) {
				opened.close();
			}
		}
		catch (Exception ex) {
			// It is given up because it failed: this adds nothing.
		}
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}

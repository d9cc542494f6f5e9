/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

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

import org.presage.base.InvalidInputException;
import org.presage.base.UnpackedLibraries;

/**
 * A DuckDB file with two tables: {@code runs}, one row for each start of a server, and
 * {@code decisions}; docs/audit.md has their columns. Owned by one thread.
 */
final class AuditDatabase implements AutoCloseable {

	private static final String RUNS = "run BIGINT, started TIMESTAMP_MS, settings VARCHAR";

	private final Path file;

	private final Connection connection;

	/** Device and inode where there are such, when it was opened. */
	private final @Nullable Object identity;

	private AuditDatabase(Path file, Connection connection) {
		this.file = file;
		this.connection = connection;
		this.identity = identity(file).orElse(null);
	}

	private static Optional<Object> identity(Path file) {
		try {
			return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/** Opens a file for writing; makes it if there is none. */
	static AuditDatabase write(Path file) throws SQLException {
		AuditDatabase database = connect(file, new Properties());
		try (Statement statement = database.connection.createStatement()) {
			// The other cores and the memory are the loop's.
			statement.execute("SET threads = 1");
			statement.execute("SET memory_limit = '256MB'");
			statement.execute("CREATE TABLE IF NOT EXISTS runs (" + RUNS + ")");
			statement.execute("CREATE TABLE IF NOT EXISTS decisions (" + DecisionRow.COLUMNS + ")");
			database.check();
			return database;
		}
		catch (SQLException | InvalidInputException ex) {
			closeQuietly(database);
			throw ex;
		}
	}

	/** Opens a file for reading. */
	static AuditDatabase read(Path file) throws SQLException {
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException(file.toString(), "a file", "none");
		}
		Properties readOnly = new Properties();
		readOnly.setProperty("duckdb.read_only", "true");
		AuditDatabase database = connect(file, readOnly);
		try {
			database.check();
			return database;
		}
		catch (SQLException | InvalidInputException ex) {
			closeQuietly(database);
			throw ex;
		}
	}

	/**
	 * Whether its path still leads to the file that was opened: it may have been removed,
	 * renamed or replaced. True where files have no identity.
	 */
	boolean isInPlace() {
		return this.identity == null || this.identity.equals(identity(this.file).orElse(null));
	}

	private static AuditDatabase connect(Path file, Properties properties) throws SQLException {
		if (file.toString().contains(";")) {
			throw new InvalidInputException(file.toString(), "a name without a semicolon", "one");
		}
		AuditDatabase opened = new AuditDatabase(file, DriverManager.getConnection("jdbc:duckdb:" + file, properties));
		UnpackedLibraries.delete();
		return opened;
	}

	private void check() throws SQLException {
		check("runs", RUNS);
		check("decisions", DecisionRow.COLUMNS);
	}

	/** Ignores tables of another program or version. */
	private void check(String table, String expected) throws SQLException {
		List<String> columns = new ArrayList<>();
		try (PreparedStatement query = this.connection
			.prepareStatement("SELECT column_name || ' ' || data_type FROM duckdb_columns() "
					+ "WHERE table_name = ? AND NOT internal ORDER BY column_index")) {
			query.setString(1, table);
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					columns.add(rows.getString(1));
				}
			}
		}
		String found = String.join(", ", columns);
		if (!found.equals(expected)) {
			throw new InvalidInputException(this.file + ": table " + table, expected, found.isEmpty() ? "none" : found);
		}
	}

	/** Number of the newest run; 0 for none. */
	long newestRun() throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT coalesce(max(run), 0) FROM runs")) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/** Begins a run, or goes on with it. */
	void begin(long run, long startedMs, String settings) throws SQLException {
		if (settings(run) != null) {
			return;
		}
		try (PreparedStatement insert = this.connection
			.prepareStatement("INSERT INTO runs VALUES (?, epoch_ms(?::BIGINT), ?)")) {
			insert.setLong(1, run);
			insert.setLong(2, startedMs);
			insert.setString(3, settings);
			insert.execute();
		}
	}

	/** Settings of a run; null if there is no such run. */
	@Nullable String settings(long run) throws SQLException {
		try (PreparedStatement query = this.connection.prepareStatement("SELECT settings FROM runs WHERE run = ?")) {
			query.setLong(1, run);
			try (ResultSet rows = query.executeQuery()) {
				return rows.next() ? rows.getString(1) : null;
			}
		}
	}

	/**
	 * Writes all of the decisions; after a failure none of them, and this is to be
	 * closed.
	 */
	void append(long run, List<KeptDecision> decisions) throws SQLException {
		this.connection.setAutoCommit(false);
		try (DuckDBAppender rows = this.connection.unwrap(DuckDBConnection.class).createAppender("main", "decisions")) {
			for (KeptDecision decision : decisions) {
				DecisionRow.append(rows, run, decision);
			}
			// Closing an appender writes too, and says nothing of its failures.
			rows.flush();
		}
		this.connection.commit();
		this.connection.setAutoCommit(true);
	}

	/** A decision of a run; null if there is no such. */
	@Nullable AuditRecord find(long run, long id) throws SQLException {
		try (PreparedStatement query = this.connection
			.prepareStatement("SELECT *, epoch_ms(time) AS time_ms FROM decisions WHERE run = ? AND id = ?")) {
			query.setLong(1, run);
			query.setLong(2, id);
			try (ResultSet rows = query.executeQuery()) {
				return rows.next() ? DecisionRow.read(rows) : null;
			}
		}
	}

	/** The first and the last number of a run's decisions, for humans. */
	String range(long run) throws SQLException {
		try (PreparedStatement query = this.connection
			.prepareStatement("SELECT count(*), min(id), max(id) FROM decisions WHERE run = ?")) {
			query.setLong(1, run);
			try (ResultSet rows = query.executeQuery()) {
				rows.next();
				return (rows.getLong(1) == 0) ? "the number of a decision of this run, which has none"
						: "one of " + rows.getLong(1) + " from " + rows.getLong(2) + " to " + rows.getLong(3);
			}
		}
	}

	/** Why the file cannot be used, in one line. */
	static InvalidInputException unusable(Path file, Throwable failure) {
		return (failure instanceof InvalidInputException problem) ? problem
				: new InvalidInputException(file.toString(), "a database of decisions",
						String.valueOf(failure.getMessage()).lines().findFirst().orElse(""), failure);
	}

	static void closeQuietly(@Nullable AuditDatabase database) {
		try {
			if (database != null) {
				database.close();
			}
		}
		catch (SQLException ex) {
			// It is given up because it failed: this adds nothing.
		}
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}

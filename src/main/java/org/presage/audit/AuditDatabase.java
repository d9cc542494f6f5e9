/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.database.BackgroundWriter;
import org.presage.database.DatabaseFile;

/**
 * A DuckDB file with two tables: {@code runs}, one row for each start of a server, and
 * {@code decisions}; docs/audit.md has their columns. Owned by one thread.
 */
final class AuditDatabase implements BackgroundWriter.Destination<KeptDecision> {

	/** What a file of it is, for error messages. */
	static final String KIND = "a database of decisions";

	private static final List<DatabaseFile.Table> TABLES = List.of(
			new DatabaseFile.Table("runs", "run BIGINT, started TIMESTAMP_MS, settings VARCHAR"),
			new DatabaseFile.Table("decisions", DecisionRow.COLUMNS));

	private final DatabaseFile file;

	/** That rows are written of; 0 before {@link #begin}. */
	private long run;

	private AuditDatabase(DatabaseFile file) {
		this.file = file;
	}

	/** Opens a file for writing; makes it if there is none. */
	static AuditDatabase write(Path file) throws SQLException {
		return new AuditDatabase(DatabaseFile.write(file, TABLES));
	}

	/** Opens a file for reading. */
	static AuditDatabase read(Path file) throws SQLException {
		return new AuditDatabase(DatabaseFile.read(file, TABLES));
	}

	@Override
	public boolean isInPlace() {
		return this.file.isInPlace();
	}

	/** Number of the newest run; 0 for none. */
	long newestRun() throws SQLException {
		long[] newest = new long[1];
		this.file.each("SELECT coalesce(max(run), 0) FROM runs", (row) -> newest[0] = row.getLong(1));
		return newest[0];
	}

	/** Begins a run, or goes on with it. */
	void begin(long number, long startedMs, String settings) throws SQLException {
		this.run = number;
		if (settings(number) != null) {
			return;
		}
		try (PreparedStatement insert = this.file.prepare("INSERT INTO runs VALUES (?, epoch_ms(?::BIGINT), ?)")) {
			insert.setLong(1, number);
			insert.setLong(2, startedMs);
			insert.setString(3, settings);
			insert.execute();
		}
	}

	/** Settings of a run; null if there is no such run. */
	@Nullable String settings(long of) throws SQLException {
		try (PreparedStatement query = this.file.prepare("SELECT settings FROM runs WHERE run = ?")) {
			query.setLong(1, of);
			try (ResultSet rows = query.executeQuery()) {
				return rows.next() ? rows.getString(1) : null;
			}
		}
	}

	@Override
	public void write(List<KeptDecision> decisions) throws SQLException {
		this.file.begin();
		this.file.append("decisions", (rows) -> {
			for (KeptDecision decision : decisions) {
				DecisionRow.append(rows, this.run, decision);
			}
		});
		this.file.commit();
	}

	/** A decision of a run; null if there is no such. */
	@Nullable AuditRecord find(long of, long id) throws SQLException {
		try (PreparedStatement query = this.file
			.prepare("SELECT *, epoch_ms(time) AS time_ms FROM decisions WHERE run = ? AND id = ?")) {
			query.setLong(1, of);
			query.setLong(2, id);
			try (ResultSet rows = query.executeQuery()) {
				return rows.next() ? DecisionRow.read(rows) : null;
			}
		}
	}

	/** The first and the last number of a run's decisions, for humans. */
	String range(long of) throws SQLException {
		try (PreparedStatement query = this.file
			.prepare("SELECT count(*), min(id), max(id) FROM decisions WHERE run = ?")) {
			query.setLong(1, of);
			try (ResultSet rows = query.executeQuery()) {
				rows.next();
				return (rows.getLong(1) == 0) ? "the number of a decision of this run, which has none"
						: "one of " + rows.getLong(1) + " from " + rows.getLong(2) + " to " + rows.getLong(3);
			}
		}
	}

	/** Why the file cannot be used, in one line. */
	static InvalidInputException unusable(Path file, Throwable failure) {
		return DatabaseFile.unusable(file, KIND, failure);
	}

	@Override
	public void close() throws SQLException {
		this.file.close();
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.database;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** All of a transaction is in a file, or nothing. */
class DatabaseFileTest {

	private static final List<DatabaseFile.Table> TABLES = List.of(new DatabaseFile.Table("a", "x BIGINT"),
			new DatabaseFile.Table("b", "x BIGINT"));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path path() {
		return this.folder.resolve("f.duckdb");
	}

	private static void append(DatabaseFile file, String table) throws SQLException {
		file.append(table, (rows) -> rows.beginRow().append(1L).endRow());
	}

	private long rows(String table) throws SQLException {
		try (DatabaseFile file = DatabaseFile.read(path(), TABLES);
				PreparedStatement query = file.prepare("SELECT count(*) FROM " + table);
				ResultSet rows = query.executeQuery()) {
			rows.next();
			return rows.getLong(1);
		}
	}

	@Test
	void committedRowsAreThere() throws SQLException {
		try (DatabaseFile file = DatabaseFile.write(path(), TABLES)) {
			file.begin();
			append(file, "a");
			append(file, "b");
			file.commit();
			file.begin();
			append(file, "a");
			file.commit();
		}
		assertThat(rows("a")).isEqualTo(2);
		assertThat(rows("b")).isEqualTo(1);
	}

	@Test
	void whatIsAppendedFirstIsPartOfTheTransaction() throws SQLException {
		try (DatabaseFile file = DatabaseFile.write(path(), TABLES)) {
			file.begin();
			append(file, "a");
			append(file, "b");
		}
		assertThat(rows("a")).isZero();
		assertThat(rows("b")).isZero();
	}

	@Test
	void fileOfAnotherProgramIsNotAddedTo() throws SQLException {
		List<DatabaseFile.Table> foreign = List.of(new DatabaseFile.Table("mine", "y VARCHAR"));
		DatabaseFile.write(path(), foreign).close();
		assertThatThrownBy(() -> DatabaseFile.write(path(), TABLES)).isInstanceOf(InvalidInputException.class)
			.hasMessage(path() + ": tables: expected a, b, found mine");
		DatabaseFile.read(path(), foreign).close();
	}

	@Test
	void tablesOfAnotherProgramAreRefused() throws SQLException {
		DatabaseFile.write(path(), List.of(new DatabaseFile.Table("a", "y VARCHAR"))).close();
		assertThatThrownBy(() -> DatabaseFile.write(path(), TABLES)).isInstanceOf(InvalidInputException.class)
			.hasMessage(path() + ": table a: expected x BIGINT, found y VARCHAR");
	}

}

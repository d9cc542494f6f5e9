/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.presage.base.InvalidInputException;
import org.presage.base.WholeFile;

/** Writes a tidy CSV file as Parquet. */
public final class ParquetCopy {

	private ParquetCopy() {
	}

	/**
	 * @param csv with a header and commas
	 * @throws org.presage.base.InvalidInputException if the Parquet file cannot be
	 * written
	 */
	public static void of(Path csv, Path parquet) throws IOException {
		WholeFile.replace(parquet, (part) -> copy(csv, part, parquet));
	}

	private static void copy(Path csv, Path part, Path parquet) {
		try (Connection connection = Table.connect(); Statement statement = connection.createStatement()) {
			statement.execute("COPY (SELECT * FROM read_csv(" + ParquetTable.quoted(csv.toString(), '\'')
					+ ", header = true, delim = ',', sample_size = -1)) TO "
					+ ParquetTable.quoted(part.toString(), '\'') + " (FORMAT parquet)");
		}
		catch (SQLException ex) {
			throw new InvalidInputException(parquet.toString(), "a file that can be written",
					"no room, or no right to write", ex);
		}
	}

}

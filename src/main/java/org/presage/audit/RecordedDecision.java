/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.nio.file.Path;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * A decision with the settings that it was made with.
 *
 * @param source file and run, or server, for humans
 * @param settings see {@link RecordedSettings}
 * @param record the decision
 */
public record RecordedDecision(String source, String settings, AuditRecord record) {

	/**
	 * Reads a decision from a file.
	 * @param run that it belongs to; null for the newest
	 * @throws InvalidInputException if there is none, or the file cannot be read
	 */
	public static RecordedDecision read(Path file, @Nullable Long run, long id) {
		try (AuditDatabase database = AuditDatabase.read(file)) {
			long newest = database.newestRun();
			long wanted = (run != null) ? run : newest;
			String settings = database.settings(wanted);
			if (settings == null) {
				throw new InvalidInputException(file + ": run",
						(newest > 0) ? "1 to " + newest : "the number of a run, but there is none", wanted);
			}
			AuditRecord record = database.find(wanted, id);
			if (record == null) {
				throw new InvalidInputException(file + ": decision of run " + wanted, database.range(wanted), id);
			}
			return new RecordedDecision("run " + wanted + " in " + file, settings, record);
		}
		catch (SQLException | IllegalArgumentException ex) {
			throw AuditDatabase.unusable(file, ex);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import io.micrometer.core.instrument.Counter;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.database.BackgroundWriter;
import org.presage.database.DatabaseFile;

/**
 * Writes decisions to a DuckDB file with a thread of its own. Who keeps a decision
 * neither locks nor waits: what the file does not take in time is dropped and counted.
 */
public final class DecisionFile implements AutoCloseable {

	/** A few seconds of the fastest loop. */
	static final int QUEUE = 16_384;

	private static final Duration REST = Duration.ofMillis(100);

	private final BackgroundWriter<KeptDecision> writer;

	private DecisionFile(BackgroundWriter<KeptDecision> writer) {
		this.writer = writer;
	}

	static DecisionFile open(Path path, String settings, Clock clock, Counter dropped) {
		return open(path, settings, clock, dropped, QUEUE);
	}

	/**
	 * Opens or makes the file, and begins a run in it.
	 * @param settings of all decisions
	 * @param dropped counts decisions that are not written
	 * @param capacity decisions that wait for the file at most
	 * @throws InvalidInputException if the file cannot be written
	 */
	static DecisionFile open(Path path, String settings, Clock clock, Counter dropped, int capacity) {
		Run run = new Run(path, settings, clock.epochMillis());
		return new DecisionFile(BackgroundWriter.open(
				new BackgroundWriter.Settings("audit-writer", path, AuditDatabase.KIND, "decisions", capacity, REST),
				run::open, clock, dropped));
	}

	/** A run, which goes on in whatever file is at the path. */
	private static final class Run {

		private final Path path;

		private final String settings;

		private final long startedMs;

		/** 0 before the first file is open. */
		private long number;

		Run(Path path, String settings, long startedMs) {
			this.path = path;
			this.settings = settings;
			this.startedMs = startedMs;
		}

		AuditDatabase open() throws SQLException {
			AuditDatabase opened = AuditDatabase.write(this.path);
			try {
				this.number = (this.number > 0) ? this.number : opened.newestRun() + 1;
				opened.begin(this.number, this.startedMs, this.settings);
				return opened;
			}
			catch (SQLException ex) {
				DatabaseFile.closeQuietly(opened);
				throw ex;
			}
		}

	}

	/** Begins to write. */
	void start() {
		this.writer.start();
	}

	void keep(KeptDecision decision) {
		this.writer.add(decision);
	}

	/** Writes what waits, and closes the file. */
	@Override
	public void close() {
		this.writer.close();
	}

}

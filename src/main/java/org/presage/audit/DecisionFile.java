/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.InvalidInputException;
import org.presage.base.Clock;

/**
 * Writes decisions to a DuckDB file with a thread of its own. Who keeps a decision
 * neither locks nor waits: what the file does not take in time is dropped and counted.
 */
public final class DecisionFile implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(DecisionFile.class);

	/** A few seconds of the fastest loop. */
	static final int QUEUE = 16_384;

	private static final int BATCH = 2048;

	private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long STOP_WAIT_MS = 10_000;

	/**
	 * A file that failed is tried again this much later: it may have to be recovered
	 * first.
	 */
	private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

	private final Path path;

	private final String settings;

	private final long startedMs;

	private final long run;

	private final int capacity;

	private final Counter dropped;

	private final Clock clock;

	private final Queue<KeptDecision> queue = new ConcurrentLinkedQueue<>();

	/** Decisions in the queue; its own size is computed each time. */
	private final AtomicInteger waiting = new AtomicInteger();

	private final Thread writer = Thread.ofPlatform().name("audit-writer").unstarted(this::work);

	private volatile boolean open = true;

	/** Null while it cannot be written. */
	private @Nullable AuditDatabase database;

	private long failedNs;

	/** Decisions that were not written since the file failed. */
	private long missing;

	private DecisionFile(Path path, String settings, Clock clock, AuditDatabase database, long run, int capacity,
			Counter dropped) {
		this.clock = clock;
		this.startedMs = clock.epochMillis();
		this.path = path;
		this.settings = settings;
		this.database = database;
		this.run = run;
		this.capacity = capacity;
		this.dropped = dropped;
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
		AuditDatabase database = null;
		try {
			database = AuditDatabase.write(path);
			long run = database.newestRun() + 1;
			DecisionFile opened = new DecisionFile(path, settings, clock, database, run, capacity, dropped);
			database.begin(run, opened.startedMs, settings);
			return opened;
		}
		catch (SQLException | InvalidInputException ex) {
			AuditDatabase.closeQuietly(database);
			throw AuditDatabase.unusable(path, ex);
		}
	}

	/** Begins to write. */
	void start() {
		this.writer.start();
	}

	void keep(KeptDecision decision) {
		if (!this.open || this.waiting.incrementAndGet() > this.capacity) {
			this.waiting.decrementAndGet();
			this.dropped.increment();
			return;
		}
		this.queue.add(decision);
	}

	private void work() {
		List<KeptDecision> batch = new ArrayList<>();
		while (this.open || !this.queue.isEmpty()) {
			for (KeptDecision next = this.queue.poll(); next != null; next = this.queue.poll()) {
				batch.add(next);
				if (batch.size() == BATCH) {
					break;
				}
			}
			if (batch.isEmpty()) {
				LockSupport.parkNanos(REST_NS);
				renewIfMoved();
				continue;
			}
			write(batch);
			this.waiting.addAndGet(-batch.size());
			batch.clear();
		}
		AuditDatabase.closeQuietly(this.database);
	}

	/**
	 * After a failure the file is opened again a second later, and only the first failure
	 * and the recovery are logged.
	 */
	private void write(List<KeptDecision> batch) {
		AuditDatabase use = this.database;
		if (use == null && this.open && this.clock.nanoTime() - this.failedNs < RETRY_NS) {
			drop(batch.size());
			return;
		}
		try {
			if (use == null || !use.isInPlace()) {
				use = reopen(use);
			}
			use.append(this.run, batch);
			if (!use.isInPlace()) {
				// Nobody may find them where they are: they are written once more.
				use = reopen(use);
				use.append(this.run, batch);
			}
			this.database = use;
			if (this.missing > 0) {
				LOG.info("decisions are written to {} again; {} are missing in it", this.path, this.missing);
				this.missing = 0;
			}
		}
		catch (SQLException | RuntimeException | Error ex) {
			fail(ex, batch.size());
			AuditDatabase.closeQuietly(use);
			this.database = null;
		}
	}

	private void fail(Throwable why, int decisions) {
		if (this.missing == 0) {
			LOG.error("decisions are not kept until the file can be written: {}",
					AuditDatabase.unusable(this.path, why).getMessage());
		}
		drop(decisions);
		this.failedNs = this.clock.nanoTime();
	}

	/** Whoever moved the file finds it closed soon, also if nothing is decided. */
	private void renewIfMoved() {
		AuditDatabase use = this.database;
		if (use != null && !use.isInPlace()) {
			write(List.of());
		}
	}

	/**
	 * Opens the file again, after a failure or because it is no longer at its path.
	 * @param moved to be closed first; null if there is none
	 */
	private AuditDatabase reopen(@Nullable AuditDatabase moved) throws SQLException {
		if (moved != null) {
			LOG.warn("{} was removed, renamed or replaced: decisions are written to a new file of that name",
					this.path);
			this.database = null;
			AuditDatabase.closeQuietly(moved);
		}
		AuditDatabase opened = AuditDatabase.write(this.path);
		opened.begin(this.run, this.startedMs, this.settings);
		return opened;
	}

	private void drop(int decisions) {
		this.dropped.increment(decisions);
		this.missing += decisions;
	}

	/** Writes what waits, and closes the file. */
	@Override
	public void close() {
		this.open = false;
		LockSupport.unpark(this.writer);
		try {
			this.writer.join(STOP_WAIT_MS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		int left = this.waiting.get();
		if (left > 0) {
			this.dropped.increment(left);
			LOG.error("{} decisions were not written to {} before the stop", left, this.path);
		}
	}

}

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

	private final Path path;

	private final String settings;

	private final long startedMs;

	private final long run;

	private final int capacity;

	private final Counter dropped;

	private final Queue<KeptDecision> queue = new ConcurrentLinkedQueue<>();

	/** Decisions in the queue; its own size is computed each time. */
	private final AtomicInteger waiting = new AtomicInteger();

	private final Thread writer = Thread.ofPlatform().name("audit-writer").unstarted(this::work);

	private volatile boolean open = true;

	/** Null while it cannot be written. */
	private @Nullable AuditDatabase database;

	private DecisionFile(Path path, String settings, long startedMs, AuditDatabase database, long run, int capacity,
			Counter dropped) {
		this.path = path;
		this.settings = settings;
		this.startedMs = startedMs;
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
			long nowMs = clock.epochMillis();
			database.begin(run, nowMs, settings);
			return new DecisionFile(path, settings, nowMs, database, run, capacity, dropped);
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
				continue;
			}
			write(batch);
			this.waiting.addAndGet(-batch.size());
			batch.clear();
		}
		AuditDatabase.closeQuietly(this.database);
	}

	/**
	 * After a failure the file is reopened for each batch, and only the first failure and
	 * the recovery are logged.
	 */
	private void write(List<KeptDecision> batch) {
		AuditDatabase use = this.database;
		try {
			if (use == null) {
				use = AuditDatabase.write(this.path);
				use.begin(this.run, this.startedMs, this.settings);
				LOG.info("decisions are written to {} again", this.path);
			}
			use.append(this.run, batch);
			this.database = use;
		}
		catch (SQLException | InvalidInputException ex) {
			this.dropped.increment(batch.size());
			if (this.database != null) {
				LOG.error("decisions are not kept until the file can be written: {}",
						AuditDatabase.unusable(this.path, ex).getMessage());
			}
			AuditDatabase.closeQuietly(use);
			this.database = null;
		}
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
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;

/**
 * Writes what the control loops give it, on a thread of its own: they add to a queue, and
 * neither wait nor touch the file. What it cannot accept, or cannot write, is dropped and
 * counted.
 *
 * @param <T> what is written
 */
public final class BackgroundWriter<T> implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(BackgroundWriter.class);

	private static final int BATCH = 2048;

	private static final long STOP_WAIT_MS = 10_000;

	/**
	 * A file that failed is tried again this much later: it may have to be recovered
	 * first.
	 */
	private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

	private final Settings settings;

	private final Opener<T> opener;

	private final Counter dropped;

	private final Clock clock;

	private final Queue<T> queue = new ConcurrentLinkedQueue<>();

	private final Queue<Asked<T>> tasks = new ConcurrentLinkedQueue<>();

	/** Entries in the queue; its own size is computed each time. */
	private final AtomicInteger waiting = new AtomicInteger();

	private final Thread thread;

	private volatile boolean open = true;

	/** Null while it cannot be written. */
	private @Nullable Destination<T> destination;

	private long failedNs;

	/** Entries that were not written since the file failed. */
	private long missing;

	private BackgroundWriter(Settings settings, Opener<T> opener, Destination<T> opened, Clock clock, Counter dropped) {
		this.settings = settings;
		this.opener = opener;
		this.destination = opened;
		this.clock = clock;
		this.dropped = dropped;
		this.thread = Thread.ofPlatform().name(settings.thread()).unstarted(this::work);
	}

	/**
	 * How it writes.
	 *
	 * @param thread name of its thread
	 * @param file that it writes to
	 * @param kind of file, for error messages: "a database of decisions"
	 * @param entries what is written, in the plural, for log lines
	 * @param capacity entries that wait at most
	 * @param rest between two looks at an empty queue
	 */
	public record Settings(String thread, Path file, String kind, String entries, int capacity, Duration rest) {
	}

	/** An open file. Used by one thread. */
	public interface Destination<T> extends AutoCloseable {

		/** Whether its path still leads to it, see {@link DatabaseFile#isInPlace}. */
		boolean isInPlace();

		/**
		 * Whether entries that went to a file which was moved meanwhile can be written to
		 * the next one too.
		 */
		default boolean isRepeatable() {
			return true;
		}

		/**
		 * Writes all of the entries; after a failure none of them, and this is closed.
		 */
		void write(List<T> entries) throws SQLException;

		@Override
		void close() throws SQLException;

	}

	/**
	 * Something else that is done with the open file.
	 *
	 * @param <T> what is written to it
	 */
	@FunctionalInterface
	public interface Task<T> {

		void run(Destination<T> file) throws SQLException;

	}

	private record Asked<T>(Task<T> task, boolean writes, CompletableFuture<@Nullable Void> done) {
	}

	/** Opens the file; again after a failure, or if it is no longer in its place. */
	@FunctionalInterface
	public interface Opener<T> {

		Destination<T> open() throws SQLException;

	}

	/**
	 * Opens or makes the file.
	 * @param dropped counts entries that are not written
	 * @throws InvalidInputException if the file cannot be written
	 */
	public static <T> BackgroundWriter<T> open(Settings settings, Opener<T> opener, Clock clock, Counter dropped) {
		try {
			return new BackgroundWriter<>(settings, opener, opener.open(), clock, dropped);
		}
		catch (SQLException | RuntimeException ex) {
			throw DatabaseFile.unusable(settings.file(), settings.kind(), ex);
		}
	}

	/** Begins to write. */
	public void start() {
		this.thread.start();
	}

	/** Adds an entry; does not wait. */
	public void add(T entry) {
		int waits = this.open ? this.waiting.incrementAndGet() : 0;
		if (waits > this.settings.capacity()) {
			this.waiting.decrementAndGet();
		}
		if (waits == 0 || waits > this.settings.capacity()) {
			this.dropped.increment();
			return;
		}
		this.queue.add(entry);
		if (waits == this.settings.capacity() / 2) {
			LockSupport.unpark(this.thread);
		}
	}

	/**
	 * Asks for something else to be done with the file, between two batches, on the
	 * thread that writes.
	 * @return done when it is; fails if it fails, or the file cannot be written now
	 */
	public CompletableFuture<@Nullable Void> ask(Task<T> task) {
		return ask(new Asked<>(task, false, new CompletableFuture<>()));
	}

	/**
	 * The same for something that writes to the file, which is opened again if it fails.
	 */
	public CompletableFuture<@Nullable Void> askToWrite(Task<T> task) {
		return ask(new Asked<>(task, true, new CompletableFuture<>()));
	}

	private CompletableFuture<@Nullable Void> ask(Asked<T> asked) {
		CompletableFuture<@Nullable Void> done = asked.done();
		this.tasks.add(asked);
		if (!this.open) {
			refuseTasks();
		}
		LockSupport.unpark(this.thread);
		return done;
	}

	private void runTasks() {
		for (Asked<T> next = this.tasks.poll(); next != null; next = this.tasks.poll()) {
			renewIfMoved();
			Destination<T> use = this.destination;
			if (use == null) {
				next.done()
					.completeExceptionally(new InvalidInputException(this.settings.file().toString(),
							this.settings.kind(), "a file that cannot be written now"));
				continue;
			}
			try {
				next.task().run(use);
				next.done().complete(null);
			}
			catch (SQLException | RuntimeException | Error ex) {
				if (next.writes()) {
					fail(ex, 0);
					DatabaseFile.closeQuietly(use);
					this.destination = null;
				}
				next.done()
					.completeExceptionally(DatabaseFile.unusable(this.settings.file(), this.settings.kind(), ex));
			}
		}
	}

	private void refuseTasks() {
		for (Asked<T> next = this.tasks.poll(); next != null; next = this.tasks.poll()) {
			next.done().cancel(false);
		}
	}

	private void work() {
		List<T> batch = new ArrayList<>();
		while (this.open || !this.queue.isEmpty()) {
			for (T next = this.queue.poll(); next != null; next = this.queue.poll()) {
				batch.add(next);
				if (batch.size() == BATCH) {
					break;
				}
			}
			runTasks();
			if (batch.isEmpty()) {
				LockSupport.parkNanos(this.settings.rest().toNanos());
				renewIfMoved();
				continue;
			}
			write(batch);
			this.waiting.addAndGet(-batch.size());
			batch.clear();
		}
		refuseTasks();
		DatabaseFile.closeQuietly(this.destination);
	}

	/**
	 * After a failure the file is opened again a second later, and only the first failure
	 * and the recovery are logged.
	 */
	private void write(List<T> batch) {
		Destination<T> use = this.destination;
		if (use == null && this.open && this.clock.nanoTime() - this.failedNs < RETRY_NS) {
			drop(batch.size());
			return;
		}
		try {
			if (use == null || !use.isInPlace()) {
				use = reopen(use);
			}
			use.write(batch);
			if (!use.isInPlace()) {
				use = reopen(use);
				if (use.isRepeatable()) {
					// Nobody may find them where they are.
					use.write(batch);
				}
			}
			this.destination = use;
			if (this.missing > 0) {
				LOG.info("{} are written to {} again; {} are missing in it", this.settings.entries(),
						this.settings.file(), this.missing);
				this.missing = 0;
			}
		}
		catch (SQLException | RuntimeException | Error ex) {
			fail(ex, batch.size());
			DatabaseFile.closeQuietly(use);
			this.destination = null;
		}
	}

	private void fail(Throwable why, int entries) {
		if (this.missing == 0) {
			LOG.error("{} are not kept until the file can be written: {}", this.settings.entries(),
					DatabaseFile.unusable(this.settings.file(), this.settings.kind(), why).getMessage());
		}
		drop(entries);
		this.failedNs = this.clock.nanoTime();
	}

	/** Whoever moved the file finds it closed soon, also if nothing is written. */
	private void renewIfMoved() {
		Destination<T> use = this.destination;
		if (use != null && !use.isInPlace()) {
			write(List.of());
		}
	}

	/**
	 * Opens the file again, after a failure or because it is no longer at its path.
	 * @param moved to be closed first; null if there is none
	 */
	private Destination<T> reopen(@Nullable Destination<T> moved) throws SQLException {
		if (moved != null) {
			LOG.warn("{} was removed, renamed or replaced: {} are written to a new file of that name",
					this.settings.file(), this.settings.entries());
			this.destination = null;
			DatabaseFile.closeQuietly(moved);
		}
		return this.opener.open();
	}

	private void drop(int entries) {
		this.dropped.increment(entries);
		this.missing += entries;
	}

	/** Writes what waits, and closes the file. */
	@Override
	public void close() {
		this.open = false;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(STOP_WAIT_MS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		int left = this.waiting.get();
		if (left > 0) {
			this.dropped.increment(left);
			LOG.error("{} {} were not written to {} before the stop", left, this.settings.entries(),
					this.settings.file());
		}
	}

}

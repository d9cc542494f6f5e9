/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;
import org.presage.control.ControlLoop;
import org.presage.control.ControlLoops;

/**
 * The threads that the control loops run on, one each. Nothing that is thrown ends one,
 * errors of the JVM neither. What cannot be survived, a call of the model that does not
 * return, or cycles that all fail, is in {@link #broken}. Thread-safe.
 */
public final class LoopThreads implements AutoCloseable {

	/** How their names begin. */
	public static final String NAME = "control-loop-";

	private static final Logger LOG = LoggerFactory.getLogger(LoopThreads.class);

	private static final long IDLE_WAIT_NS = 50_000_000;

	private static final long STOP_WAIT_MS = 5_000;

	/** A cycle takes milliseconds; the first one of a model on a GPU takes seconds. */
	static final long STUCK_NS = TimeUnit.SECONDS.toNanos(30);

	/** So long may cycles fail without one that does not. */
	static final long FAILING_NS = TimeUnit.SECONDS.toNanos(10);

	private final LogThrottle failures;

	private final Clock clock;

	private final Counter failed;

	private final List<Worker> workers = new ArrayList<>();

	private volatile boolean running = true;

	/**
	 * @param failed counts cycles that failed
	 */
	public LoopThreads(ControlLoops loops, Clock clock, Counter failed) {
		this.failures = new LogThrottle(LOG, Level.ERROR, "cycles of the loop that failed", clock);
		this.clock = clock;
		this.failed = failed;
		for (ControlLoop loop : loops.all()) {
			this.workers.add(new Worker(NAME + this.workers.size(), loop, clock.nanoTime()));
		}
		this.workers.forEach((worker) -> worker.thread.start());
	}

	/** Threads that do not answer any more, a line each; empty if all do. */
	public List<String> broken() {
		long nowNs = this.clock.nanoTime();
		return this.workers.stream().map((worker) -> worker.broken(nowNs)).filter((line) -> !line.isEmpty()).toList();
	}

	/** Threads that have a model and cannot plan with it, a line each. */
	List<String> withoutPlanner() {
		return this.workers.stream()
			.filter((worker) -> worker.loop.withoutPlanner())
			.map((worker) -> worker.name + " cannot plan with the model")
			.toList();
	}

	@Override
	public void close() {
		this.running = false;
		try {
			for (Worker worker : this.workers) {
				worker.thread.join(STOP_WAIT_MS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A loop and its thread. */
	private final class Worker {

		private final String name;

		private final ControlLoop loop;

		private final Thread thread;

		/** When the last cycle ended, however it did. */
		private volatile long endedNs;

		/** When the last cycle ended that did not fail. */
		private volatile long succeededNs;

		private volatile @Nullable Throwable failure;

		Worker(String name, ControlLoop loop, long nowNs) {
			this.name = name;
			this.loop = loop;
			this.endedNs = nowNs;
			this.succeededNs = nowNs;
			this.thread = new Thread(this::run, name);
		}

		private void run() {
			try (ControlLoop owned = this.loop) {
				while (LoopThreads.this.running) {
					work(owned);
				}
			}
		}

		private void work(ControlLoop owned) {
			try {
				owned.doWork(IDLE_WAIT_NS);
				this.endedNs = LoopThreads.this.clock.nanoTime();
				this.succeededNs = this.endedNs;
				this.failure = null;
			}
			catch (InterruptedException ex) {
				// Nobody has a reason to interrupt it: its cells need it until the end.
			}
			catch (RuntimeException | Error ex) {
				this.endedNs = LoopThreads.this.clock.nanoTime();
				this.failure = ex;
				report(ex);
			}
		}

		/** To say it may fail too, as where there is no memory. */
		private void report(Throwable failedBy) {
			try {
				LoopThreads.this.failed.increment();
				if (LoopThreads.this.failures.admits()) {
					LOG.error("a cycle of the loop failed", failedBy);
				}
			}
			catch (RuntimeException | Error ex) {
				// The health shows the failure all the same.
			}
		}

		private String broken(long nowNs) {
			Throwable by = this.failure;
			if (!this.thread.isAlive() && LoopThreads.this.running) {
				return this.name + " has ended";
			}
			if (nowNs - this.endedNs > STUCK_NS) {
				return this.name + " has not finished a cycle for "
						+ TimeUnit.NANOSECONDS.toSeconds(nowNs - this.endedNs) + " s";
			}
			return (by != null && nowNs - this.succeededNs > FAILING_NS) ? this.name + " fails in every cycle since "
					+ TimeUnit.NANOSECONDS.toSeconds(nowNs - this.succeededNs) + " s: " + by : "";
		}

	}

}

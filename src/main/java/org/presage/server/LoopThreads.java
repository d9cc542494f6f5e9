/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;
import org.presage.control.ControlLoop;
import org.presage.control.ControlLoops;

/** The threads that the control loops run on, one each. */
public final class LoopThreads implements AutoCloseable {

	/** How their names begin. */
	public static final String NAME = "control-loop-";

	private static final Logger LOG = LoggerFactory.getLogger(LoopThreads.class);

	private static final long IDLE_WAIT_NS = 50_000_000;

	private static final long STOP_WAIT_MS = 5_000;

	private final LogThrottle failures;

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean running = true;

	public LoopThreads(ControlLoops loops, Clock clock) {
		this.failures = new LogThrottle(LOG, Level.ERROR, "cycles of the loop that failed", clock);
		for (ControlLoop loop : loops.all()) {
			Thread thread = new Thread(() -> run(loop), NAME + this.threads.size());
			this.threads.add(thread);
			thread.start();
		}
	}

	private void run(ControlLoop owned) {
		try (owned) {
			while (this.running) {
				work(owned);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A defect in one cycle must not end the loop, which answers every frame. */
	private void work(ControlLoop loop) throws InterruptedException {
		try {
			loop.doWork(IDLE_WAIT_NS);
		}
		catch (RuntimeException | Error ex) {
			if (this.failures.admits()) {
				LOG.error("a cycle of the loop failed", ex);
			}
		}
	}

	@Override
	public void close() {
		this.running = false;
		try {
			for (Thread thread : this.threads) {
				thread.join(STOP_WAIT_MS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

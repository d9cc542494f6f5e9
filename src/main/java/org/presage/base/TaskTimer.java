/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A scheduler with one daemon thread, whose tasks survive what they throw: a periodic
 * task runs again at its time, and each failure is logged (the first few in a minute) and
 * counted. Futures of tasks never hold what was thrown. Thread-safe.
 */
public final class TaskTimer extends ScheduledThreadPoolExecutor {

	private static final Logger LOG = LoggerFactory.getLogger(TaskTimer.class);

	private final String name;

	private final Runnable failed;

	private final LogThrottle failures;

	/**
	 * @param name of the thread
	 * @param clock of the limit of log lines
	 * @param failed called on that thread after each failure
	 */
	public TaskTimer(String name, Clock clock, Runnable failed) {
		super(1, Thread.ofPlatform().daemon().name(name).factory());
		this.name = name;
		this.failed = failed;
		this.failures = new LogThrottle(LOG, Level.ERROR, "tasks of " + name + " that failed", clock);
		setRemoveOnCancelPolicy(true);
	}

	private Runnable surviving(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		};
	}

	/** What breaks here, as when there is no memory, must not end the task either. */
	private void failed(Throwable failure) {
		try {
			this.failed.run();
			if (this.failures.admits()) {
				LOG.error("{}: a task failed; periodic ones go on", this.name, failure);
			}
		}
		catch (RuntimeException | Error ex) {
			// There is nothing left to tell it to.
		}
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		return super.schedule(surviving(task), delay, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
		return super.scheduleAtFixedRate(surviving(task), initialDelay, period, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
		return super.scheduleWithFixedDelay(surviving(task), initialDelay, delay, unit);
	}

}

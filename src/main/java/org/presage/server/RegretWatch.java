/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.presage.base.TaskTimer;
import org.presage.control.RegretMonitor;

/** Runs the estimates of {@link RegretMonitor} on a thread of its own. */
final class RegretWatch implements AutoCloseable {

	private final RegretMonitor monitor;

	private final Duration period;

	private final TaskTimer timer;

	/** Used by the thread of the timer alone. */
	private boolean started;

	/**
	 * @param period between two estimates; 0 for none
	 */
	RegretWatch(RegretMonitor monitor, Duration period, TaskTimer timer) {
		this.monitor = monitor;
		this.period = period;
		this.timer = timer;
	}

	void start() {
		if (this.period.isPositive()) {
			this.timer.scheduleWithFixedDelay(this::estimate, this.period.toMillis(), this.period.toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	private void estimate() {
		// Most systems ignore it: what bounds the cost are the rests of the monitor.
		Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
		if (this.started) {
			this.monitor.estimate();
		}
		else {
			// Plans of a start are shallow: the JVM still compiles.
			this.monitor.forget();
			this.started = true;
		}
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}

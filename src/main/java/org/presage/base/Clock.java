/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The two clocks of the program. Everything that needs the time is given one of these, so
 * that tests and replays own it; {@code ArchitectureTest} holds who may use
 * {@link #SYSTEM}.
 */
public interface Clock {

	/** The clocks of this machine. */
	Clock SYSTEM = new Clock() {
		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long epochMillis() {
			return System.currentTimeMillis();
		}
	};

	/**
	 * Returns a clock of simulated time: both of its times are that of the supplier.
	 * @param epochMs in milliseconds since 1970-01-01T00:00Z
	 */
	static Clock simulated(LongSupplier epochMs) {
		return new Clock() {
			@Override
			public long nanoTime() {
				return epochMs.getAsLong() * 1_000_000;
			}

			@Override
			public long epochMillis() {
				return epochMs.getAsLong();
			}
		};
	}

	/**
	 * @return monotonic time in nanoseconds from an arbitrary origin; compare by
	 * difference only, it may wrap
	 */
	long nanoTime();

	/**
	 * @return wall-clock time in milliseconds since 1970-01-01T00:00Z; it may jump
	 */
	long epochMillis();

	/**
	 * Waits until {@link #nanoTime} has reached {@code dueNs}; returns at once if it has.
	 */
	default void sleepUntil(long dueNs) throws InterruptedException {
		for (long leftNs = dueNs - nanoTime(); leftNs > 0; leftNs = dueNs - nanoTime()) {
			LockSupport.parkNanos(leftNs);
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
		}
	}

}

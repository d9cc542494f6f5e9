/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import org.presage.base.Clock;
import org.presage.control.CellStatus;
import org.presage.control.ControlLoops;

/**
 * All cells, asked of the loops once for everybody who looks within half a second.
 * Thread-safe.
 */
final class CellRoster {

	private static final long FRESH_NS = 500_000_000;

	private static final long WAIT_S = 2;

	private final ControlLoops loops;

	private final Clock clock;

	private final ReentrantLock asking = new ReentrantLock();

	private volatile @Nullable Called newest;

	/**
	 * @param nanos when it was asked for
	 * @param cells of all loops
	 */
	private record Called(long nanos, List<CellStatus> cells) {
	}

	CellRoster(ControlLoops loops, Clock clock) {
		this.loops = loops;
		this.clock = clock;
	}

	/** Those that have a window now. */
	List<CellStatus> cells() throws InterruptedException {
		Called known = this.newest;
		if (known != null && this.clock.nanoTime() - known.nanos < FRESH_NS) {
			return known.cells;
		}
		if (known != null && this.asking.isLocked()) {
			return known.cells;
		}
		this.asking.lockInterruptibly();
		try {
			return call();
		}
		finally {
			this.asking.unlock();
		}
	}

	private List<CellStatus> call() throws InterruptedException {
		long nowNs = this.clock.nanoTime();
		Called known = this.newest;
		if (known != null && nowNs - known.nanos < FRESH_NS) {
			return known.cells;
		}
		List<CellStatus> cells = new ArrayList<>();
		for (Future<List<CellStatus>> part : this.loops.survey()) {
			cells.addAll(answer(part));
		}
		this.newest = new Called(nowNs, cells);
		return cells;
	}

	/**
	 * What a loop tells within two seconds; a loop that is busy for longer is a failure.
	 */
	static <T> T answer(Future<T> asked) throws InterruptedException {
		try {
			return asked.get(WAIT_S, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE,
					"the control loop did not answer within " + WAIT_S + " s");
		}
	}

}

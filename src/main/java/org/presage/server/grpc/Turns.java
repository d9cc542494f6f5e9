/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.StatusException;

/** Lets calls in one at a time, and few wait. Thread-safe. */
public final class Turns {

	private static final long WAIT_S = 10;

	private static final int MOST_WAITING = 8;

	private final Semaphore turn = new Semaphore(1, true);

	/**
	 * Waits until it is the caller's turn, which lasts until {@link #end}.
	 * @throws StatusException RESOURCE_EXHAUSTED if too many wait, or for too long
	 */
	public void take() throws StatusException, InterruptedException {
		if (this.turn.getQueueLength() >= MOST_WAITING || !this.turn.tryAcquire(WAIT_S, TimeUnit.SECONDS)) {
			throw InputStatus
				.of(Status.RESOURCE_EXHAUSTED, "load", "at most " + MOST_WAITING + " waiting questions", "more")
				.asException();
		}
	}

	public void end() {
		this.turn.release();
	}

}

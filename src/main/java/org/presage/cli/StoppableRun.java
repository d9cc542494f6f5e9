/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Work that a signal stops in order: the process ends when it has come to its end, or has
 * taken too long for that.
 */
final class StoppableRun {

	private static final int STOP_WAIT_S = 20;

	private StoppableRun() {
	}

	/**
	 * Works.
	 * @param stop makes the work return soon; called on another thread
	 * @param stopped called when it has returned after a signal, before the process ends
	 * @return exit code of the work
	 */
	static int run(Runnable stop, Runnable stopped, IntSupplier work) {
		CountDownLatch finished = new CountDownLatch(1);
		Thread onInterrupt = new Thread(() -> {
			stop.run();
			try {
				finished.await(STOP_WAIT_S, TimeUnit.SECONDS);
				stopped.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		Runtime.getRuntime().addShutdownHook(onInterrupt);
		try {
			return work.getAsInt();
		}
		finally {
			finished.countDown();
			try {
				Runtime.getRuntime().removeShutdownHook(onInterrupt);
			}
			catch (IllegalStateException ex) {
				// Already shutting down: the hook is what brought us here.
			}
		}
	}

}

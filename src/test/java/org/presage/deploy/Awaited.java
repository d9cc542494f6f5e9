/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;

/** Waits for what containers do in their own time. */
final class Awaited {

	private static final long PAUSE_MS = 500;

	private Awaited() {
	}

	/** Until the condition holds, at most these seconds; then the test fails. */
	static void within(int seconds, String what, Callable<Boolean> condition) throws Exception {
		long end = System.nanoTime() + seconds * 1_000_000_000L;
		boolean holds = condition.call();
		while (!holds && System.nanoTime() < end) {
			Thread.sleep(PAUSE_MS);
			holds = condition.call();
		}
		assertThat(holds).as(what + ", within " + seconds + " s").isTrue();
	}

}

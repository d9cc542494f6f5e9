/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.Clock;
import org.presage.benchmark.LoopLoad;

/** The load that a benchmark puts on a server in its own process. */
final class BenchLoadOptions {

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Option(names = "--period-ms", defaultValue = "100",
			description = "Send a report of each cell every this many milliseconds (default: ${DEFAULT-VALUE}).")
	private long periodMs;

	@Option(names = "--seconds", paramLabel = "N",
			description = "Measure for this many seconds (default: 30; 15 for each number of cells of scale).")
	private @Nullable Integer seconds;

	@Option(names = "--burst", description = "Send the reports of all cells at once; the period is then the budget.")
	private boolean burst;

	ServerOptions server() {
		return this.server;
	}

	long periodMs() {
		return this.periodMs;
	}

	boolean burst() {
		return this.burst;
	}

	/** The budget of a plan in ms; 0 for the configured one. */
	long budgetMs() {
		return this.burst ? Math.clamp(this.periodMs, 1, 1000) : 0;
	}

	/**
	 * The load.
	 * @param otherwise seconds, if none are given
	 * @param warmUp decisions of each cell that are not measured
	 */
	LoopLoad load(int cells, int otherwise, int warmUp, Clock clock) {
		return new LoopLoad(cells, this.periodMs, (this.seconds != null) ? this.seconds : otherwise, this.burst, warmUp,
				clock);
	}

}

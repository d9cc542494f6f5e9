/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

/** What the commands that run the simulator in real time have in common. */
final class SimulationOptions {

	@Spec(Spec.Target.MIXEE)
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--cells", defaultValue = "5",
			description = "Simulate this many cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--slices",
			description = "Give each cell a video, a web and a voice slice, for which builtin:slices is the model.")
	private boolean slices;

	@Mixin
	private SeedOption seed = new SeedOption();

	@Option(names = "--seconds", description = "Stop after this many seconds (default: run until Ctrl-C).")
	private @Nullable Integer seconds;

	@Option(names = "--every", defaultValue = "1", paramLabel = "SECONDS",
			description = "Show a table every this many seconds (default: ${DEFAULT-VALUE}).")
	private int every;

	boolean sliced() {
		return this.slices;
	}

	RanSimulator simulator() {
		return new RanSimulator(this.slices ? RanConfig.sliced(this.cells) : RanConfig.of(this.cells),
				this.seed.value());
	}

	/** Intervals between two lines for people. */
	long intervals() {
		return Math.max(1, TimeUnit.SECONDS.toMillis(this.every) / RanConfig.STEP_MS);
	}

	/** Shows what happens, on standard output. */
	LiveTable table(RanSimulator simulator, Clock clock) {
		List<String> names = IntStream.range(0, simulator.units())
			.mapToObj((unit) -> "cell-" + simulator.cell(unit)
					+ (simulator.slice(unit).sNssai().isEmpty() ? "" : " " + simulator.slice(unit).name()))
			.toList();
		return new LiveTable(System.out, clock, TimeUnit.SECONDS.toNanos(this.every), Redraw.isTerminal(),
				Redraw.width(this.command), simulator.schema(), names);
	}

	/** Stops after the time that was asked for, if any was. */
	void stopAfter(Runnable stop) {
		Integer limit = this.seconds;
		if (limit != null) {
			after(limit, stop);
		}
	}

	/** Does something after so many seconds. */
	static void after(int seconds, Runnable what) {
		Thread.ofVirtual().start(() -> {
			try {
				TimeUnit.SECONDS.sleep(seconds);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			what.run();
		});
	}

}

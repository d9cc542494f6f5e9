/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import org.presage.benchmark.RivalStudy;

/** What {@code evaluate --closed-loop --rivals} adds. */
final class RivalOptions {

	/** Loads without {@code --load}. */
	static final List<Double> LOADS = List.of(0.5, 0.75, 1.0, 1.25);

	private static final String SAMPLES = "300000";

	@Option(names = "--rivals",
			description = "Compare in --closed-loop with a tuned delay controller, PPO, SAC, planning with VARX and "
					+ "with each further --model, and the best rule in hindsight, each with its knob turned; "
					+ "loads without --load: 0.5,0.75,1,1.25.")
	private boolean rivals;

	@Option(names = "--ppo-samples", defaultValue = SAMPLES, paramLabel = "N",
			description = "Train PPO of --rivals with so many intervals of cells (default: ${DEFAULT-VALUE}).")
	private int ppoSamples;

	@Option(names = "--sac-samples", defaultValue = SAMPLES, paramLabel = "N",
			description = "Train SAC of --rivals with so many intervals of cells (default: ${DEFAULT-VALUE}).")
	private int sacSamples;

	@Option(names = "--ceiling-steps", defaultValue = "0", paramLabel = "N",
			description = "Also run all policies of --rivals for so many intervals beside rollouts on the true "
					+ "simulator, which take about a second an interval (default: ${DEFAULT-VALUE}).")
	private int ceilingSteps;

	@Option(names = "--ceiling-cells", defaultValue = "2", paramLabel = "N",
			description = "Simulate this many cells for --ceiling-steps (default: ${DEFAULT-VALUE}).")
	private int ceilingCells;

	boolean requested() {
		return this.rivals;
	}

	void check(CommandSpec command) {
		ClosedLoopOptions.atLeast("--ppo-samples", 1, this.ppoSamples, command);
		ClosedLoopOptions.atLeast("--sac-samples", 1, this.sacSamples, command);
		ClosedLoopOptions.atLeast("--ceiling-steps", 0, this.ceilingSteps, command);
		ClosedLoopOptions.atLeast("--ceiling-cells", 1, this.ceilingCells, command);
	}

	RivalStudy.Size size(int cells, int steps, List<Long> seeds, List<Double> loads) {
		return new RivalStudy.Size(cells, steps, seeds, loads, this.ppoSamples, this.sacSamples, this.ceilingSteps,
				this.ceilingCells);
	}

}

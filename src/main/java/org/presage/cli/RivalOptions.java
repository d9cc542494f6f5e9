/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import org.presage.benchmark.RivalStudy;

/** What {@code evaluate --closed-loop --rivals} adds. */
final class RivalOptions {

	/** Loads without {@code --load}. */
	static final List<Double> LOADS = List.of(0.5, 0.75, 1.0, 1.25);

	private static final int SAMPLES = 300_000;

	private static final int CEILING_CELLS = 2;

	@Option(names = "--rivals",
			description = "Compare in --closed-loop with a tuned delay controller, PPO, SAC, planning with VARX and "
					+ "with each further --model, and the best rule in hindsight, each with its knob turned; "
					+ "loads without --load: 0.5,0.75,1,1.25.")
	private boolean rivals;

	@Option(names = "--ppo-samples", paramLabel = "N",
			description = "Train PPO of --rivals with so many intervals of cells (default: " + SAMPLES + ").")
	private @Nullable Integer ppoSamples;

	@Option(names = "--sac-samples", paramLabel = "N",
			description = "Train SAC of --rivals with so many intervals of cells (default: " + SAMPLES + ").")
	private @Nullable Integer sacSamples;

	@Option(names = "--oracle",
			description = "Also run rollouts on the true simulator on the networks of --rivals; they take about half "
					+ "a second for each interval and cell.")
	private boolean oracle;

	@Option(names = "--ceiling-steps", paramLabel = "N",
			description = "Run these rollouts, and all policies of --rivals beside them, on smaller networks, for so "
					+ "many intervals (default: 0, none).")
	private @Nullable Integer ceilingSteps;

	@Option(names = "--ceiling-cells", paramLabel = "N",
			description = "Simulate this many cells for --ceiling-steps (default: " + CEILING_CELLS + ").")
	private @Nullable Integer ceilingCells;

	boolean requested() {
		return this.rivals;
	}

	void check(CommandSpec command) {
		if (!this.rivals) {
			needs("--ppo-samples", this.ppoSamples != null, "--rivals", command);
			needs("--sac-samples", this.sacSamples != null, "--rivals", command);
			needs("--oracle", this.oracle, "--rivals", command);
			needs("--ceiling-steps", this.ceilingSteps != null, "--rivals", command);
		}
		needs("--ceiling-cells", this.ceilingCells != null && this.ceilingSteps == null, "--ceiling-steps", command);
		ClosedLoopOptions.atLeast("--ppo-samples", 1, samples(this.ppoSamples), command);
		ClosedLoopOptions.atLeast("--sac-samples", 1, samples(this.sacSamples), command);
		ClosedLoopOptions.atLeast("--ceiling-steps", 0, ceilingSteps(), command);
		ClosedLoopOptions.atLeast("--ceiling-cells", 1, ceilingCells(), command);
		if (this.oracle && ceilingSteps() > 0) {
			throw new ParameterException(command.commandLine(),
					"evaluate: --oracle: expected no --ceiling-steps beside it, found " + this.ceilingSteps);
		}
	}

	/** Rejects an option that would do nothing. */
	static void needs(String option, boolean given, String other, CommandSpec command) {
		if (given) {
			throw new ParameterException(command.commandLine(),
					"evaluate: " + option + ": expected " + other + " beside it, found none");
		}
	}

	private static int samples(@Nullable Integer given) {
		return Objects.requireNonNullElse(given, SAMPLES);
	}

	private int ceilingSteps() {
		return Objects.requireNonNullElse(this.ceilingSteps, 0);
	}

	private int ceilingCells() {
		return Objects.requireNonNullElse(this.ceilingCells, CEILING_CELLS);
	}

	RivalStudy.Size size(int cells, int steps, List<Long> seeds, List<Double> loads) {
		return new RivalStudy.Size(cells, steps, seeds, loads, samples(this.ppoSamples), samples(this.sacSamples),
				this.oracle, ceilingSteps(), ceilingCells());
	}

}

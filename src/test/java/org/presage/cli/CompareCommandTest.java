/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** All architectures on all data, from a plan to a table. */
class CompareCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private int compare(String plan) throws IOException {
		Path file = this.folder.resolve("plan.yaml");
		Files.writeString(file, plan);
		this.out.getBuffer().setLength(0);
		return run("compare", "--plan", file.toString(), "--traces", this.folder.toString(), "--json",
				this.folder.resolve("r.json").toString(), "--table", this.folder.resolve("t.md").toString());
	}

	@Test
	void judgesEveryModelOnTheSameWindowsAndRunsNothingTwice() throws IOException {
		run("simulate", "--cells", "2", "--steps", "500", "--seed", "3", "--out",
				this.folder.resolve("sim.csv").toString());
		String plan = """
				window: 6
				horizon: 4
				states: 3
				sets: [{name: sim, data: [sim.csv], epochs: 1}]
				models: [{architecture: nlinear, seeds: 2}, {architecture: varx}]
				""";
		assertThat(compare(plan)).as(this.err.toString()).isZero();
		String table = Files.readString(this.folder.resolve("t.md"));
		assertThat(table).contains("**sim**: 1,000 rows in 2 series", "| persistence (baseline) | 1 |",
				"| varx (baseline) | 1 |", "| nlinear | 2 |", "| varx | 1 |", "to the floor");
		assertThat(this.out.toString()).contains("model=nlinear, seed=2", "floor_share", "effect_error");
		assertThat(compare(plan)).isZero();
		assertThat(this.out.toString()).as("all runs are in the file").doesNotContain("model=nlinear, seed=");
		assertThat(Files.readString(this.folder.resolve("t.md"))).isEqualTo(table);
	}

	@Test
	void wrongPlansAreNamed() throws IOException {
		assertThat(compare("{window: 6, horizon: 4, states: 0, sets: [], models: [], horizn: 4}"))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("plan.yaml", "horizn");
		run("simulate", "--cells", "1", "--steps", "400", "--out", this.folder.resolve("sim.csv").toString());
		assertThat(compare("""
				{window: 6, horizon: 4, states: 0, sets: [{name: sim, data: [sim.csv], epochs: 1}],
				 models: [{architecture: perceptron}]}
				""")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("architecture: expected one of [dlinear,", "found perceptron");
	}

}

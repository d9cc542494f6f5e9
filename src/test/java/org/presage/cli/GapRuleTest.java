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

/** What a gap is in training is recorded, and compared with what it is in the server. */
class GapRuleTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void doctorWarnsOfAModelTrainedWithOtherGaps() throws IOException {
		Path rows = this.folder.resolve("rows.csv");
		StringBuilder text = new StringBuilder("prbs,sinr\n");
		for (int t = 0; t < 300; t++) {
			text.append(1 + t % 50).append(',').append(t % 7).append('\n');
		}
		Files.writeString(rows, text);
		Path schema = Files.writeString(this.folder.resolve("s.yaml"), "stepMs: 100\ngapSteps: 7\naction: PRBs\n"
				+ "kpis: [{name: PRBs, max: 51, column: prbs}, {name: SINR, column: sinr}]\n");
		Path model = this.folder.resolve("m.presage");
		assertThat(run("train", "--data", rows.toString(), "--schema", schema.toString(), "--out", model.toString(),
				"--preset", "tiny", "--epochs", "1", "--arch", "nlinear", "--window", "4", "--horizon", "3"))
			.as(this.err.toString())
			.isZero();
		assertThat(run("model", "info", model.toString())).isZero();
		assertThat(this.out.toString()).containsPattern("gaps, of more steps than +0, 7");
		String warning = "windows restart after a pause of more than 3 steps, those of its training after more than 7";
		run("doctor", "--model", model.toString(), "--grpc-port", "0", "--http-port", "0");
		assertThat(this.out.toString()).contains(warning, "Set presage.loop.gap-steps to 7");
		this.out.getBuffer().setLength(0);
		run("doctor", "--model", model.toString(), "--grpc-port", "0", "--http-port", "0", "presage.loop.gap-steps=7");
		assertThat(this.out.toString()).contains("digests as its manifest says")
			.doesNotContain("windows restart after a pause");
	}

}

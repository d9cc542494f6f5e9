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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Failures of files and peers, as a user reads them. */
class PlainFailuresTest extends Terminal {

	/** Every write to it fails as on a full disk. */
	private static final Path FULL = Path.of("/dev/full");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "evaluate --model /none.presage --data x.csv", "policy check /none.yaml",
			"screen --policy /none.yaml --data x.csv", "compare --plan /none.yaml --traces /none --json /none.json",
			"model reexport /none.presage m.presage", "explain --model /none.presage --data x.csv --row 1",
			"plan --replay 1 --audit /none.duckdb", "serve --config /none.yaml", "doctor --config /none.yaml" })
	void missingFileIsNamedWithoutJavaNames(String line) {
		assertThat(run(line.split(" "))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("/none", "expected", "found")
			.hasLineCount(1)
			.doesNotContain("Exception", "No location", "jackson", "java.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "simulate --cells 1 --steps 20 --out FOLDER/full.csv",
			"doctor --grpc-port 0 --http-port 0 --json /dev/full",
			"evaluate --closed-loop --seeds 1 --steps 3 --cells 1 --json /dev/full" })
	void fullDiskNamesTheFile(String line) throws IOException {
		assumeThat(FULL).exists();
		Path full = Files.createSymbolicLink(this.folder.resolve("full.csv"), FULL);
		assertThat(run(line.replace("FOLDER/full.csv", full.toString()).split(" "))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.contains("presage: " + (line.contains("FOLDER") ? full : FULL)
					+ ": expected a file that can be written, found no space left on device")
			.hasLineCount(1);
	}

	@Test
	void folderInPlaceOfAFileIsNamed() throws Exception {
		Path json = Files.createDirectory(this.folder.resolve("r.json"));
		assertThat(run("doctor", "--grpc-port", "0", "--http-port", "0", "--json", json.toString()))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--json " + json + ": expected a file, found a folder");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plan --replay 1 --target localhost:1", "explain --target localhost:1 --cell a",
			"screen --policy docs/examples/policies/constant.yaml --data x --target localhost:1" })
	void serverThatDoesNotListenIsSaidInPlainWords(String line) {
		assertThat(run(line.split(" "))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.contains("localhost:1: expected a running xApp, found no server that listens there")
			.contains("presage serve")
			.doesNotContain("finishConnect", "io exception");
	}

	@Test
	void argumentThatTheLocaleCannotReadIsExplained() {
		assertThat(run("simulate", "--out", "B\ufffdume.csv")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("B\ufffdume.csv", "LC_ALL=C.UTF-8").hasLineCount(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "demo", "attach", "ric", "simulate --out x.csv" })
	void moreCellsThanAMachineCanSimulateAreRefused(String command) {
		assertThat(run((command + " --cells 100000000").split(" "))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.isEqualTo("presage: cells: expected 1 to 10000, found 100000000" + System.lineSeparator());
	}

}

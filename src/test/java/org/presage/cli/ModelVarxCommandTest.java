/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.server.model.ModelFiles;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelPackage;

import static org.assertj.core.api.Assertions.assertThat;

/** A package gets the VARX that its training would have written. */
class ModelVarxCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path trace = Path.of("");

	private Path without = Path.of("");

	private Path with = Path.of("");

	@BeforeEach
	void simulate() {
		this.trace = simulate("trace.csv", 3);
		this.without = this.folder.resolve("without.presage");
		this.with = this.folder.resolve("with.presage");
	}

	private Path simulate(String name, int seed) {
		Path file = this.folder.resolve(name);
		assertThat(run("simulate", "--cells", "3", "--steps", "400", "--seed", "" + seed, "--out", file.toString()))
			.isZero();
		return file;
	}

	private Path train(String... split) {
		Path trained = this.folder.resolve("trained.presage");
		List<String> line = new ArrayList<>(List.of("train", "--data", this.trace.toString(), "--out",
				trained.toString(), "--arch", "mean", "--epochs", "1", "--window", "5", "--horizon", "3"));
		line.addAll(List.of(split));
		assertThat(run(line.toArray(String[]::new))).as(this.err.toString()).isZero();
		ModelPackage.read(trained).with(null).write(this.without);
		return trained;
	}

	private int varx(Path data) {
		return run("model", "varx", this.without.toString(), this.with.toString(), "--data", data.toString());
	}

	@Test
	void writesThePackageThatTrainingWrites() throws IOException {
		Path trained = train();
		assertThat(varx(this.trace)).as(this.err.toString()).isZero();
		assertThat(this.with).hasSameBinaryContentAs(trained);
		assertThat(this.out.toString()).contains("trained: VARX of 69 inputs and 36 outputs, ridge ", "wrote ");
	}

	@Test
	void usesTheDivisionOfTheTraining() throws IOException {
		Path trained = train("--split-by", "series", "--folds", "3", "--fold", "2");
		assertThat(varx(this.trace)).as(this.err.toString()).isZero();
		assertThat(this.with).hasSameBinaryContentAs(trained);
	}

	@Test
	void fileMayReplaceItself() throws IOException {
		Path trained = train();
		this.with = this.without;
		assertThat(varx(this.trace)).as(this.err.toString()).isZero();
		assertThat(this.with).hasSameBinaryContentAs(trained);
	}

	@Test
	void rejectsOtherData() {
		train();
		assertThat(varx(simulate("other.csv", 4))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.contains("--data: expected the files that model trained was trained on, in their order (fingerprint ");
		assertThat(this.with).doesNotExist();
	}

	@Test
	void rejectsTraceOfAnotherSchema() throws IOException {
		train();
		Path schema = Files.writeString(this.folder.resolve("s.yaml"), """
				name: other
				stepMs: 100
				action: PRBs
				seriesColumn: series
				timeColumn: t_ms
				kpis:
				  - {name: SINR}
				  - {name: PRBs, max: 51}
				reward: {SINR: 1}
				""");
		assertThat(run("model", "varx", this.without.toString(), this.with.toString(), "--data", this.trace.toString(),
				"--schema", schema.toString()))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("expected", "found").hasLineCount(1);
		assertThat(this.with).doesNotExist();
	}

	@Test
	void rejectsPackageThatDoesNotNameItsData() {
		TestModels.random("unknown", 1).write(this.without);
		assertThat(varx(this.trace)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("expected", "found").hasLineCount(1);
	}

	/** Without it the correction while running has one expert less, in the demo too. */
	@ParameterizedTest
	@ValueSource(strings = { "builtin:default", "builtin:slices" })
	void builtInModelsHaveOne(String name) {
		ModelPackage model = ModelFiles.read(Path.of(name));
		assertThat(Objects.requireNonNull(model.varx()).outputs()).isEqualTo(8 * 12);
		assertThat(model.manifest().sha256()).containsKey("varx.npy");
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A model that keeps no rows for a test is judged on other files alone. */
class NoTestPartTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private String trace = "";

	private String other = "";

	private String model = "";

	@BeforeEach
	void train() {
		this.trace = simulate("trace.csv", 3);
		this.other = simulate("other.csv", 4);
		this.model = file("model.presage");
		assertThat(run("train", "--data", this.trace, "--out", this.model, "--arch", "varx", "--epochs", "1",
				"--window", "5", "--horizon", "3", "--split-by", "none", "--json", file("train.json")))
			.as(this.err.toString())
			.isZero();
	}

	private String simulate(String name, int seed) {
		assertThat(run("simulate", "--cells", "2", "--steps", "400", "--seed", "" + seed, "--out", file(name)))
			.isZero();
		return file(name);
	}

	private String file(String name) {
		return this.folder.resolve(name).toString();
	}

	private JsonNode json(String name) {
		return JsonMapper.builder().build().readTree(Path.of(file(name)));
	}

	@Test
	void trainsOnMoreRowsAndSaysWhatItsFiguresAreOf() {
		assertThat(this.out.toString()).contains("0 test", "Rows judged: VALID", "flatter the model");
		JsonNode data = json("train.json").path("model").path("metrics").path("data");
		JsonNode split = data.isMissingNode() ? json("train.json").path("data") : data.path("split");
		assertThat(split.toString()).contains("680", "104");
	}

	@Test
	void evaluatesOnOtherFilesBesideVarxOfTheSameRows() {
		assertThat(run("evaluate", "--model", this.model, "--data", this.other, "--fit", this.trace, "--split", "all",
				"--json", file("all.json")))
			.as(this.err.toString())
			.isZero();
		JsonNode result = json("all.json");
		assertThat(result.path("data").path("fit").path("split").path("train").path("rows").asInt()).isEqualTo(680);
		assertThat(result.path("models").propertyNames()).containsExactly("persistence", "varx", "model",
				"model corrected");
		JsonNode skill = result.path("models").path("model").path("skill_vs_varx");
		assertThat(skill.isNumber()).isTrue();
		assertThat(skill.asDouble()).isBetween(-0.001, 0.001);
	}

	@Test
	void refusesToJudgeRowsThatTrained() {
		assertThat(run("evaluate", "--model", this.model, "--data", this.trace)).isNotZero();
		assertThat(this.err.toString()).contains("test part", "--split-by none", "other data");
		assertThat(run("screen", "--model", this.model, "--data", this.trace)).isNotZero();
	}

	@Test
	void refusesFoldsAndComparisons() throws Exception {
		assertThat(run("train", "--data", this.trace, "--dry-run", "--split-by", "none", "--folds", "3")).isNotZero();
		assertThat(this.err.toString()).contains("--folds", "--split-by none");
		Path plan = Files.writeString(this.folder.resolve("plan.yaml"), """
				window: 5
				horizon: 3
				states: 10
				sets:
				  - {name: a, data: [trace.csv], epochs: 1, splits: [none]}
				models: [{architecture: varx}]
				""");
		assertThat(run("compare", "--plan", plan.toString(), "--traces", this.folder.toString(), "--json",
				file("compare.json")))
			.isNotZero();
		assertThat(this.err.toString()).contains("splits", "keep rows for a test");
	}

}

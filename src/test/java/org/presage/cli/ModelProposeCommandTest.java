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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.testing.TestModels;
import org.presage.testing.TestTraces;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

class ModelProposeCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path trace = Path.of("");

	private Path schema = Path.of("");

	private Path without = Path.of("");

	@BeforeEach
	void write() throws IOException {
		this.trace = TestTraces.write(this.folder.resolve("trace.csv"), 3, 300, 3);
		this.schema = Files.writeString(this.folder.resolve("s.yaml"), """
				name: test
				stepMs: 100
				action: PRBs
				seriesColumn: series
				timeColumn: t_ms
				kpis:
				  - {name: SINR, unit: dB, min: -30, max: 60}
				  - {name: Buffer, unit: bytes, min: 0, max: 1e9, transform: log1p}
				  - {name: PRBs, unit: count, min: 0, max: 51}
				  - {name: Delay, unit: ms, min: 0, max: 60000, transform: log1p}
				sla: [{kpi: Delay, max: 100}]
				reward: {SINR: 1, Delay: -0.5, PRBs: -0.2}
				""");
		this.without = this.folder.resolve("without.presage");
		TestModels.random("random", 1).write(this.without);
	}

	private Path propose(String name, String... options) {
		Path with = this.folder.resolve(name);
		List<String> line = new ArrayList<>(
				List.of("model", "propose", this.without.toString(), with.toString(), "--data", this.trace.toString(),
						"--schema", this.schema.toString(), "--contexts", "40", "--epochs", "4", "--width", "8"));
		line.addAll(List.of(options));
		assertThat(run(line.toArray(String[]::new))).as(this.err.toString()).isZero();
		return with;
	}

	@Test
	void addsProposalsAndNothingElse() throws IOException {
		Path json = this.folder.resolve("r.json");
		Path with = propose("with.presage", "--plans", "3", "--seed", "7", "--json", json.toString());
		ModelPackage before = ModelPackage.read(this.without);
		ModelPackage after = ModelPackage.read(with);
		assertThat(after.encode()).isEqualTo(before.encode());
		assertThat(after.imagine()).isEqualTo(before.imagine());
		assertThat(after.withProposals(null, null).manifest()).usingRecursiveComparison().isEqualTo(before.manifest());
		assertThat(after.manifest().proposals()).isEqualTo(new ProposalSpec(1, 25, 3, 40, 7));
		OnnxWorldModel.load(after).close();
		assertThat(this.out.toString()).contains("epoch 4/4: loss ", "round 2/2: 40 of 40 windows planned",
				"the model's own", "varied", "best proposal alone", "wrote " + with);
		assertThat(run("model", "info", with.toString())).isZero();
		assertThat(this.out.toString()).contains("3 plans, 40 windows");
		JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(result.at("/plans").asInt()).isEqualTo(3);
		assertThat(result.at("/own/windows").asInt()).isPositive();
		assertThat(result.at("/varied/with").isNumber()).isTrue();
		assertThat(result.at("/varied/with").asDouble()).as("the same first call and more")
			// Calls of other sizes sum floats in another order.
			.isLessThanOrEqualTo(result.at("/varied/alone").asDouble() + 1e-6);
	}

	@Test
	void sameSeedGivesTheSameBytes() {
		assertThat(propose("1.presage")).hasSameBinaryContentAs(propose("2.presage"));
		byte[] other = Objects.requireNonNull(ModelPackage.read(propose("3.presage", "--seed", "2")).propose());
		assertThat(ModelPackage.read(this.folder.resolve("1.presage")).propose()).isNotEqualTo(other);
	}

	@Test
	void benchmarkShowsBoth() throws IOException {
		Path with = propose("with.presage", "--objectives", "own");
		Path json = this.folder.resolve("regret.json");
		assertThat(run("bench", "regret", "--model", with.toString(), "--data", this.trace.toString(), "--schema",
				this.schema.toString(), "--windows", "3", "--samples", "64", "--few", "--weight", "PRBs=-0.5",
				"--at-most", "Delay=80", "--max-prbs", "40", "--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(this.out.toString())
			.contains("objective: Delay -0.5, PRBs -0.5, SINR 1.0, Delay at most 80.0, 1 to 40 PRBs");
		assertThat(result.at("/objective/weights/PRBs").asDouble()).isEqualTo(-0.5);
		assertThat(result.at("/objective/limits/0/max").asInt()).isEqualTo(80);
		assertThat(result.at("/objective/max_prbs").asInt()).isEqualTo(40);
		JsonNode optimisers = result.path("optimisers");
		assertThat(optimisers).hasSize(46);
		for (JsonNode entry : optimisers) {
			int first = entry.path("name").asString().equals("pattern 8") ? 8 : 0;
			if (first > 0 && entry.path("calls").asInt() == 1) {
				assertThat(entry.path("rollouts").asInt()).isEqualTo(first);
			}
		}
		assertThat(optimisers.get(0).path("proposals").asBoolean()).isFalse();
		assertThat(optimisers.get(39).path("proposals").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"--weight Dealy=1 | --weight: expected one of the model's KPIs [SINR, Buffer, PRBs, Delay], "
					+ "found Dealy. Did you mean Delay?",
			"--weight Delay=NaN | --weight Delay: expected a number, at most",
			"--at-most Dealy=3 | --at-most: expected a KPI that the model predicts, [SINR, Buffer, Delay], "
					+ "found Dealy",
			"--at-least PRBs=3 | --at-least: expected a KPI that the model predicts, [SINR, Buffer, Delay], "
					+ "found PRBs",
			"--at-most Delay=NaN | --at-most Delay: expected a finite number, found NaN",
			"--at-most Delay=3 --at-least Delay=4 | --at-least Delay: expected no more than --at-most, 3.0",
			"--min-prbs 60 --max-prbs 70 | --min-prbs: expected at most 51 PRBs",
			"--min-prbs 9 --max-prbs 7 | min 9 and max 7" })
	void objectiveThatCannotBeMetIsRefusedBeforeTheStudy(String options, String told) {
		List<String> line = new ArrayList<>(
				List.of("bench", "regret", "--model", this.without.toString(), "--windows", "1", "--samples", "8"));
		line.addAll(List.of(options.split(" ")));
		assertThat(run(line.toArray(String[]::new))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains(told).hasLineCount(1);
	}

	@Test
	void benchmarkRefusesProposalsOfAnotherLayout() {
		ModelPackage model = TestModels.proposing(TestModels.random("random", 1), 3, 1);
		Path other = this.folder.resolve("other.presage");
		model.withProposals(new ProposalSpec(2, 25, 3, 1, 1), model.propose()).write(other);
		assertThat(run("bench", "regret", "--model", other.toString(), "--data", this.trace.toString(), "--schema",
				this.schema.toString(), "--windows", "1", "--samples", "8", "--few"))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("proposals.layout: expected layout 1 of the objective")
			.hasLineCount(1);
	}

	@Test
	void trainingEndsWithProposalsOnRequest() throws IOException {
		Path few = TestTraces.write(this.folder.resolve("few.csv"), 3, 120, 3);
		Path json = this.folder.resolve("t.json");
		Path with = this.folder.resolve("trained.presage");
		assertThat(run("train", "--data", few.toString(), "--schema", this.schema.toString(), "--out", with.toString(),
				"--arch", "mean", "--epochs", "1", "--window", "5", "--horizon", "3", "--seed", "9", "--propose",
				"--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		ProposalSpec spec = Objects.requireNonNull(ModelPackage.read(with).manifest().proposals());
		assertThat(spec.plans()).isEqualTo(6);
		assertThat(spec.seed()).isEqualTo(9);
		assertThat(spec.contexts()).as("no more than there are").isBetween(10, 300);
		JsonNode proposals = JsonMapper.shared().readTree(Files.readString(json)).path("proposals");
		assertThat(proposals.propertyNames()).containsExactly("parameters", "seconds", "own", "varied");
	}

	@Test
	void countsNoMoreWindowsThanThereAre() throws IOException {
		Path few = TestTraces.write(this.folder.resolve("few.csv"), 2, 120, 3);
		Path json = this.folder.resolve("r.json");
		Path with = this.folder.resolve("with.presage");
		assertThat(run("model", "propose", this.without.toString(), with.toString(), "--data", few.toString(),
				"--schema", this.schema.toString(), "--contexts", "5000", "--epochs", "1", "--width", "8", "--json",
				json.toString()))
			.as(this.err.toString())
			.isZero();
		ProposalSpec spec = Objects.requireNonNull(ModelPackage.read(with).manifest().proposals());
		assertThat(spec.contexts()).isBetween(10, 240);
		JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(result.path("contexts").asInt()).isEqualTo(spec.contexts());
		for (String number : List.of("/own/without", "/varied/with", "/seconds")) {
			assertThat(result.at(number).asString()).as(number).matches("\\d+(\\.\\d{1,5})?");
		}
	}

	/** PRBs are known in the first half, which has no row of the validation part. */
	@ParameterizedTest
	@ValueSource(strings = { "model propose %s %s", "train --arch mean --epochs 1 --window 5 --horizon 3 --propose" })
	void validationPartWithoutAllocationsIsRefusedBeforeTheWork(String command) throws IOException {
		List<String> lines = new ArrayList<>(
				Files.readAllLines(TestTraces.write(this.folder.resolve("a.csv"), 1, 200, 3)));
		for (int i = 100; i < lines.size(); i++) {
			String[] cells = lines.get(i).split(",", -1);
			cells[5] = "";
			lines.set(i, String.join(",", cells));
		}
		Path half = Files.write(this.folder.resolve("half.csv"), lines);
		Path out = this.folder.resolve("none.presage");
		List<String> line = new ArrayList<>(List.of(String.format(command, this.without, out).split(" ")));
		line.addAll(List.of("--data", half.toString(), "--schema", this.schema.toString()));
		if (line.getFirst().equals("train")) {
			line.addAll(List.of("--out", out.toString()));
		}
		assertThat(run(line.toArray(String[]::new))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("rows with a known allocation in the valid part, found none");
		assertThat(this.out.toString()).doesNotContain("planned", "epoch");
		assertThat(out).doesNotExist();
	}

	@Test
	void wrongOptionsAreRefusedByName() {
		String[] line = { "model", "propose", this.without.toString(), this.folder.resolve("x").toString(), "--data",
				this.trace.toString(), "--plans", "14" };
		assertThat(run(line)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("plans: expected 1 to 13, found 14").hasLineCount(1);
		assertThat(this.folder.resolve("x")).doesNotExist();
	}

}

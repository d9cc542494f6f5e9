/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.server.model.ModelFiles;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What may stand in a policy file. */
class ScreenedPolicyReaderTest {

	private static final WorldModel JUDGE = OnnxWorldModel.load(TestModels.random("judge", 1));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@AfterAll
	static void close() {
		JUDGE.close();
	}

	private ScreenedPolicy read(String text) {
		return new ScreenedPolicyReader(JUDGE, ControlSettings.defaults(), this.folder::resolve).read("dir/busy.yaml",
				text);
	}

	private static float[] decide(ScreenedPolicy policy, float... frame) {
		Situation situation = new Situation(1, frame, frame[2], 4);
		float[] plan = new float[6];
		policy.decide(situation, 0, situation.last(2), plan, 1);
		return plan;
	}

	@Test
	void everyKindDecides() {
		ScreenedPolicy constant = read("{kind: constant, prbs: 9}");
		assertThat(constant.name()).isEqualTo("busy");
		assertThat(decide(constant, 0, 0, 20, 0)).containsExactly(0, 9, 9, 9, 9, 0);
		assertThat(decide(read("{kind: schedule, name: s, prbs: [9, 8, 7]}"), 0, 0, 20, 0)).containsExactly(0, 9, 8, 7,
				9, 0);
		ScreenedPolicy rule = read("""
				kind: rule
				rules:
				  - {when: SINR > 5, prbs: 10 + Delay, min: 12, max: 30}
				  - {when: SINR > 3, prbs: 44}
				otherwise: PRBs + 1
				""");
		assertThat(decide(rule, 6, 0, 20, 5)).as("first").startsWith(0, 15, 15);
		assertThat(decide(rule, 6, 0, 20, 0)).as("its min").startsWith(0, 12);
		assertThat(decide(rule, 6, 0, 20, 99)).as("its max").startsWith(0, 30);
		assertThat(decide(rule, 6, 0, 20, Float.NaN)).as("no value, so the next").startsWith(0, 44);
		assertThat(decide(rule, 4, 0, 20, 5)).as("second").startsWith(0, 44);
		assertThat(decide(rule, 1, 0, 20, 5)).as("otherwise").startsWith(0, 21);
		assertThat(decide(rule, Float.NaN, 0, 20, 5)).as("absent").startsWith(0, 21);
		assertThat(decide(read("{kind: rule, rules: [{when: SINR > 5, prbs: 7}], otherwise: 3 + Delay}"), 1, 0, 20,
				Float.NaN))
			.as("nothing has a value")
			.startsWith(0, 20);
	}

	@Test
	void plannerPlansWithItsOwnModelAndWeights() {
		TestModels.random("other", 2).write(this.folder.resolve("other.presage"));
		float[] frames = new float[TestModels.WINDOW * 4];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = 5 + i % 7;
		}
		Situation situation = new Situation(TestModels.WINDOW, frames, 20, TestModels.HORIZON);
		float[] plan = new float[TestModels.HORIZON];
		float[] again = new float[TestModels.HORIZON];
		try (ScreenedPolicy few = read("{kind: planner, weights: {PRBs: -100}}");
				ScreenedPolicy many = read("{kind: planner, model: other.presage, weights: {PRBs: 100}}")) {
			few.decide(situation, 0, situation.last(2), plan, 0);
			assertThat(plan).startsWith(1);
			assertThat(plan[1]).isLessThan(6);
			many.decide(situation, 0, situation.last(2), plan, 0);
			assertThat(plan).startsWith(51);
			assertThat(plan[1]).isGreaterThan(45);
			many.decide(situation, 0, situation.last(2), again, 0);
			assertThat(again).isEqualTo(plan);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[] | text: expected fields and their values, found []
			{prbs: 3} | kind: expected constant, schedule, rule or planner, found nothing
			{kind: magic} | kind: expected constant, schedule, rule or planner, found "magic"
			{kind: constant, prbs: 80} | prbs: expected RANGE, found 80
			{kind: constant, prbs: 0} | prbs: expected RANGE, found 0
			{kind: constant, prbs: 2.5} | prbs: expected RANGE, found 2.5
			{kind: constant, prbs: many} | prbs: expected RANGE, found "many"
			{kind: constant} | prbs: expected RANGE, found nothing
			{kind: constant, prbs: 3, prb: 4} | prb: expected one of the fields [name, kind, prbs], found this one
			{kind: constant, name: hold-last, prbs: 3} | name: expected BUILTIN, found "hold-last"
			{kind: schedule, prbs: 3} | prbs: expected a list of PRBs, not empty, found 3
			{kind: schedule, prbs: [3, 99]} | prbs[1]: expected RANGE, found 99
			{kind: rule, otherwise: hold} | rules: expected a list of rules, not empty, found nothing
			{kind: rule, rules: [3], otherwise: hold} | rules[0]: expected fields and their values, found 3
			{kind: rule, rules: [{when: SINR > 5, prbs: 7}]} | otherwise: expected EXPR, found nothing
			RULE{when: SINR = 5, prbs: 7}END | rules[0].when: expected one of the operators < <= > >=, found "="
			RULE{prbs: 7}END | rules[0].when: expected a condition, found nothing
			RULE{when: SINR > 5, prbs: Mystery}END | rules[0].prbs: expected KNOWN, found "Mystery"
			RULE{when: SINR > 5, prbs: 7, max: 70}END | rules[0].max: expected RANGE, found 70
			RULE{when: SINR > 5, prbs: 7, min: 9, max: 8}END | rules[0].min: expected at most max = 8, found 9
			RULE{when: SINR > 5, then: 7}END | rules[0].then: expected one of FIELDS, found this one
			{kind: planner, weights: {Mystery: 3}} | weights.Mystery: expected one of the KPIs KPIS, found another name
			{kind: planner, weights: {SINR: much}} | weights.SINR: expected a finite number, found "much"
			{kind: planner, weights: {SINR: 1e999}} | weights.SINR: expected a finite number, found "Infinity"
			""")
	void wrongFieldIsNamed(String text, String message) {
		String yaml = text.replace("RULE", "{kind: rule, rules: [").replace("END", "], otherwise: 3}");
		String expected = message.replace("RANGE", "1 to 51 PRBs (whole ones, as the model was trained with)")
			.replace("KNOWN", "one of the KPIs that the model knows KPIS")
			.replace("KPIS", "[SINR, Buffer, PRBs, Delay]")
			.replace("BUILTIN", "a name other than the built-in hold-last")
			.replace("FIELDS", "the fields [when, prbs, min, max]")
			.replace("EXPR", "PRBs, hold, or an expression such as 10 + 0.5 * KPI");
		assertThatThrownBy(() -> read(yaml)).isInstanceOf(InvalidInputException.class)
			.hasMessage("policy dir/busy.yaml: " + expected);
	}

	@Test
	void whatIsNoYamlIsToldInOneLine() {
		for (String text : List.of("kind: [", "{kind: constant, kind: rule}", "a: b: c")) {
			assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidInputException.class)
				.hasMessageStartingWith("policy dir/busy.yaml: line ")
				.message()
				.doesNotContain("\n");
		}
		assertThatThrownBy(() -> ScreenedPolicyReader.text(this.folder.resolve("nowhere.yaml")))
			.hasMessageContaining("nowhere.yaml: expected a file, found none");
	}

	@Test
	void plannersModelMustFit() throws IOException {
		assertThatThrownBy(() -> read("{kind: planner, model: nowhere.presage}")).isInstanceOf(ModelException.class)
			.hasMessageContaining("nowhere.presage");
		Files.copy(Path.of("src/main/resources" + ModelFiles.resource(ModelFiles.DEFAULT)),
				this.folder.resolve("standard.presage"));
		assertThatThrownBy(() -> read("{kind: planner, model: standard.presage}"))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("model: expected a model of the same frames, found standard.presage: schema.kpis");
	}

	@Test
	void ruleOnWhatTheModelNeverSawIsRefused() {
		ModelManifest all = TestModels.manifest("m");
		KpiSchema schema = all.schema();
		ModelManifest blind = new ModelManifest(all.format(), "blind", all.created(), all.network(), schema,
				all.scaler(), 1, 51, new boolean[] { true, true, true, false }, all.calibration(), all.training(),
				all.metrics(), all.sha256());
		ModelPackage source = TestModels.random("m", 1);
		try (WorldModel judge = OnnxWorldModel.load(ModelPackage.of(blind, source.encode(), source.imagine()))) {
			assertThatThrownBy(() -> new ScreenedPolicyReader(judge, ControlSettings.defaults(), Path::of).read("f",
					"{kind: rule, rules: [{when: Delay > 5, prbs: 7}], otherwise: 3}"))
				.hasMessageContaining("expected one of the KPIs that the model knows [SINR, Buffer, PRBs]");
		}
	}

	@Test
	void publishedExamplesAreValid() throws IOException {
		try (WorldModel builtIn = OnnxWorldModel.load(ModelFiles.read(null));
				Stream<Path> examples = Files.list(Path.of("docs/examples/policies"))) {
			List<Path> files = examples.toList();
			assertThat(files).hasSizeGreaterThan(3);
			for (Path file : files) {
				new ScreenedPolicyReader(builtIn, ControlSettings.defaults(), file::resolveSibling)
					.read(file.toString(), ScreenedPolicyReader.text(file))
					.close();
			}
		}
	}

}

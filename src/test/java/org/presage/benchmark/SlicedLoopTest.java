/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.control.ControlSettings;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Closed loop on cells of three slices, with the model made for them. */
class SlicedLoopTest {

	private static final Scenario SCENARIO = Scenario.slices(2);

	private static final ModelPackage MODEL = ModelFiles.read(ModelFiles.SLICES);

	private static final ModelRegistry REGISTRY = new ModelRegistry();

	@BeforeAll
	static void serve() {
		REGISTRY.serve(OnnxWorldModel.load(MODEL));
	}

	@AfterAll
	static void stop() {
		REGISTRY.close();
	}

	private static ClosedLoop loop(Scenario scenario, int steps) {
		return new ClosedLoop(REGISTRY, MODEL.manifest(), ControlSettings.defaults(), scenario, steps, E2Path.DEFAULT,
				Clock.SYSTEM);
	}

	private static LoopOutcome run(Scenario scenario, Contender contender, long seed) {
		return loop(scenario, 400).run(contender, seed);
	}

	@Test
	void reportTellsTheSlicesApart() throws InterruptedException {
		LoopReport report = loop(SCENARIO, 40).run(Contender.of(SCENARIO), List.of(3L));
		JsonNode json = JsonMapper.builder().build().valueToTree(report);
		assertThat(json.path("slices").path("web").path("delay_limit_ms").asDouble()).isEqualTo(300);
		assertThat(json.path("slices").path("voice").path("s_nssai").asString()).isEqualTo("1-000003");
		assertThat(json.has("ceiling_share")).isFalse();
		assertThat(json.path("policies").propertyNames()).containsExactly("presage", "separate", "equal-shares",
				"buffer-proportional", "backlog-proportional");
		for (JsonNode policy : json.path("policies")) {
			double reward = 0;
			double prbs = 0;
			for (String name : List.of("video", "web", "voice")) {
				JsonNode slice = policy.path("slices").path(name);
				reward += slice.path("reward_mean").asDouble() / 3;
				prbs += slice.path("prbs_mean").asDouble();
				assertThat(policy.path("cells_over_limit").asDouble())
					.isGreaterThanOrEqualTo(slice.path("delay_over_limit").asDouble());
			}
			assertThat(prbs).as("in force").isBetween(3.0, 51.001);
			assertThat(policy.path("reward_mean").asDouble()).isCloseTo(reward, within(1e-3));
		}
	}

	@Test
	void allPrbsToEachSliceAreEqualShares() {
		assertThat(run(SCENARIO, Contender.ALL_PRBS, 1)).isEqualTo(run(SCENARIO, Contender.EQUAL_SHARES, 1));
	}

	@Test
	void equalSharesBreakAgreementsThatABetterAllocationKeeps() {
		Scenario larger = Scenario.slices(4);
		double equal = 0;
		double better = 0;
		for (long seed = 4711; seed <= 4712; seed++) {
			equal += run(larger, Contender.EQUAL_SHARES, seed).cellsOverLimit() / 2;
			better += run(larger, Contender.BACKLOG_PROPORTIONAL, seed).cellsOverLimit() / 2;
		}
		assertThat(equal).isGreaterThan(0.1);
		assertThat(better).isLessThan(0.6 * equal);
	}

	@Test
	void eachSliceIsJudgedByItsOwnLimit() {
		Scenario strict = new Scenario(SCENARIO.network(),
				Map.of("1-000001", 100.0, "1-000002", 300.0, "1-000003", 0.0));
		LoopOutcome usual = run(SCENARIO, Contender.EQUAL_SHARES, 2);
		LoopOutcome judged = run(strict, Contender.EQUAL_SHARES, 2);
		assertThat(judged.slices().subList(0, 2)).isEqualTo(usual.slices().subList(0, 2));
		assertThat(judged.slices().get(2).delayOverLimit()).isGreaterThan(0.99);
		assertThat(judged.slices().get(2).reward()).isLessThan(usual.slices().get(2).reward() - 5);
		assertThat(judged.cellsOverLimit()).isGreaterThan(0.99);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.Clock;
import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.control.ControlSettings;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** The ceiling on networks of two cells, with few futures. */
class RolloutOracleTest {

	private static final ModelPackage MODEL = ModelFiles.read(null);

	private static final RolloutOracle.Effort EFFORT = new RolloutOracle.Effort(10, 8, 16, 24, 1);

	private static final long[] SEEDS = { 21, 22 };

	private static double reward(LoopOutcome outcome) {
		return outcome.mean(LoopOutcome.Slice::reward);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 1 })
	void outperformsWhatItImprovesUpon(double load) {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(MODEL));
			ClosedLoop loop = loop(registry, Scenario.cells(2).withLoad(load), 40);
			double oracle = 0;
			double best = 0;
			double presage = 0;
			double all = 0;
			for (long seed : SEEDS) {
				StationaryRule base = loop.bestRule(seed).rule();
				oracle += reward(loop.run(loop.oracle(base, EFFORT), seed));
				best += reward(loop.run(base.policy(), seed));
				presage += reward(loop.run(Contender.PRESAGE, seed));
				all += reward(loop.run(Contender.ALL_PRBS, seed));
			}
			assertThat(oracle).as("the best rule in hindsight").isGreaterThan(best);
			assertThat(oracle).as("presage").isGreaterThan(presage);
			assertThat(best).as("all PRBs, one of the rules").isGreaterThanOrEqualTo(all);
		}
	}

	/** Would allocate the same PRBs for four intervals. */
	private static PlanningPolicy planning(int level) {
		return new PlanningPolicy() {
			@Override
			public int[][] plans(RanSimulator network) {
				int[][] plans = new int[network.units()][4];
				for (int[] plan : plans) {
					Arrays.fill(plan, level);
				}
				return plans;
			}

			@Override
			public void decide(RanSimulator network, int[] prbs) {
				Arrays.fill(prbs, level);
			}
		};
	}

	@Test
	void followsPlanOnlyIfItIsBetter() {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(MODEL));
			ClosedLoop loop = loop(registry, Scenario.cells(1), 12);
			StationaryRule poor = StationaryRule.constant(51);
			double alone = reward(loop.run(loop.oracle(poor, EFFORT, List.of()), 21));
			double planned = reward(loop.run(loop.oracle(poor, EFFORT, List.of(planning(15))), 21));
			assertThat(planned).as("what no deviation from the rule reaches").isGreaterThan(alone + 0.5);
			StationaryRule good = StationaryRule.constant(30);
			double rule = reward(loop.run(good.policy(), 21));
			double misled = reward(loop.run(loop.oracle(good, EFFORT, List.of(planning(1))), 21));
			assertThat(misled).as("beside a poor plan").isGreaterThanOrEqualTo(rule);
		}
	}

	private static ClosedLoop loop(ModelRegistry registry, Scenario scenario, int steps) {
		return new ClosedLoop(registry, MODEL.manifest(), ControlSettings.defaults(), scenario, steps, E2Path.DEFAULT,
				Clock.SYSTEM);
	}

	@Test
	void sameSeedSameResult() {
		LoopOutcome[] outcomes = new LoopOutcome[2];
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(MODEL));
			ClosedLoop loop = loop(registry, Scenario.cells(1), 6);
			for (int i = 0; i < outcomes.length; i++) {
				outcomes[i] = loop.run(loop.oracle(StationaryRule.constant(30), EFFORT), 3);
			}
		}
		assertThat(outcomes[0]).isEqualTo(outcomes[1]);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.control.ControlSettings;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** The ceiling on networks of two cells, with few futures. */
class RolloutOracleTest {

	private static final ModelPackage MODEL = ModelFiles.read(null);

	private static final RolloutOracle.Effort EFFORT = new RolloutOracle.Effort(30, 4, 4, 8, 32, 96);

	private static final long[] SEEDS = { 21, 22 };

	private static double reward(LoopOutcome outcome) {
		return outcome.mean(LoopOutcome.Slice::reward);
	}

	@Test
	void outperformsEveryPolicy() {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(MODEL));
			ClosedLoop loop = new ClosedLoop(registry, MODEL.manifest(), ControlSettings.defaults(), Scenario.cells(2),
					40, E2Path.DEFAULT, Clock.SYSTEM);
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

	@Test
	void sameSeedSameResult() {
		LoopOutcome[] outcomes = new LoopOutcome[2];
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(MODEL));
			ClosedLoop loop = new ClosedLoop(registry, MODEL.manifest(), ControlSettings.defaults(), Scenario.cells(1),
					6, E2Path.DEFAULT, Clock.SYSTEM);
			for (int i = 0; i < outcomes.length; i++) {
				outcomes[i] = loop.run(loop.oracle(StationaryRule.constant(30), EFFORT), 3);
			}
		}
		assertThat(outcomes[0]).isEqualTo(outcomes[1]);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.control.ControlSettings;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanConfig;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** What is learnt before the rivals are compared. */
class RivalTrainingTest {

	private static final ModelPackage MODEL = ModelFiles.read(null);

	/** 13 rollouts of 128 samples: one more than are judged on the way. */
	@Test
	void lastPolicyIsAlwaysJudged() {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(MODEL));
			ControlSettings settings = ControlSettings.defaults();
			List<ClosedLoop> judges = List.of(new ClosedLoop(registry, MODEL.manifest(), settings, Scenario.cells(1), 2,
					E2Path.DEFAULT, Clock.SYSTEM));
			for (LearningMethod method : LearningMethod.values()) {
				List<RivalsReport.LearningPoint> curve = new RivalTraining(judges, List.of(RanConfig.of(1)),
						MODEL.manifest())
					.learn(method, 13 * 128, settings, judges)
					.curve();
				assertThat(curve).as("%s", method)
					.extracting(RivalsReport.LearningPoint::samples)
					.last()
					.isEqualTo(13 * 128);
			}
		}
	}

}

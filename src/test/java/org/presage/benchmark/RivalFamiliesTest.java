/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.benchmark.RivalFamily.Setting;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** Planners of several models. */
class RivalFamiliesTest {

	private static final ModelPackage MODEL = ModelFiles.read(null);

	/** The same network without proposals, whose package has a reward of its own. */
	private static ModelPackage rewarded(Map<String, Double> reward) {
		ModelManifest of = MODEL.manifest();
		KpiSchema schema = of.schema();
		ModelManifest manifest = new ModelManifest(of.format(), "other", of.created(), of.network(),
				new KpiSchema(schema.name(), schema.stepMs(), schema.action(), schema.kpis(), schema.sla(), reward,
						schema.outage()),
				of.scaler(), of.actionMin(), of.actionMax(), of.observed(), of.calibration(), of.training(),
				of.metrics(), of.sha256());
		return ModelPackage.of(manifest, MODEL.encode(), MODEL.imagine()).with(MODEL.varx());
	}

	private static double prbs(ModelPackage planning) {
		ControlSettings settings = ControlSettings.defaults();
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(planning));
			Setting setting = new RivalFamilies(MODEL.manifest(), settings)
				.planner(new RivalStudy.PlanningModel("other", registry))
				.standard();
			return new ClosedLoop(registry, MODEL.manifest(), settings, Scenario.cells(1), 10, E2Path.DEFAULT,
					Clock.SYSTEM)
				.run(setting.policy().get(), 7)
				.mean(LoopOutcome.Slice::prbs);
		}
	}

	@Test
	void everyModelPlansForTheRewardOfTheFirst() {
		KpiSchema schema = MODEL.manifest().schema();
		assertThat(prbs(rewarded(Map.of(schema.action(), 5.0)))).isEqualTo(prbs(rewarded(schema.reward())));
	}

}

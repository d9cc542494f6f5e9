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

	/** The same network, whose package has a reward for nothing but many PRBs. */
	private static ModelPackage greedy() {
		ModelManifest of = MODEL.manifest();
		KpiSchema schema = of.schema();
		ModelManifest manifest = new ModelManifest(of.format(), "greedy", of.created(), of.network(),
				new KpiSchema(schema.name(), schema.stepMs(), schema.action(), schema.kpis(), schema.sla(),
						Map.of(schema.action(), 5.0), schema.outage()),
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
		assertThat(prbs(greedy())).isEqualTo(prbs(MODEL));
	}

}

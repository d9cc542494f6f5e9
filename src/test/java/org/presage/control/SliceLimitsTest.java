/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** How many slices of a cell are taken, and how much memory their plan may reserve. */
class SliceLimitsTest implements DecisionSink {

	private final ManualClock clock = new ManualClock();

	private final ModelRegistry registry = new ModelRegistry();

	private final List<Decision> decisions = new ArrayList<>();

	private final List<String> rejections = new ArrayList<>();

	@AfterEach
	void close() {
		this.registry.close();
	}

	private ControlLoop loop(int maxSlices, long maxPlanMemory) {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ControlSettings defaults = ControlSettings.defaults();
		ControlSettings settings = new ControlSettings(defaults.budgetNs(), 0, true,
				new CellLimits(100, 64, 3, 1_000_000_000L, 10_000, maxSlices, maxPlanMemory,
						new SettingNames("presage.loop.")),
				defaults.actions(), SearchSettings.DEFAULT.withBatch(4), defaults.objective(), true, Map.of(),
				defaults.guard(), EvidenceSettings.NONE, CorrectionSettings.DEFAULT);
		return new ControlLoop(settings, this.registry, TestModels.schema(), this.clock, new LoopMetrics(meters),
				new Surprise(meters));
	}

	@Override
	public void decided(Decision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		this.rejections.add(reason.getMessage());
	}

	private void interval(ControlLoop loop, int first, int slices, String... cells) throws InterruptedException {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		this.rejections.clear();
		for (String cell : cells) {
			for (int s = first; s < first + slices; s++) {
				loop.offer(new Arrival(
						new KpiFrame(new CellId("node", cell, Integer.toString(s)), 1, this.clock.epochMillis(),
								new float[] { 10, 1000, 3, 30 }),
						TestModels.schema(), this.clock.nanoTime(), ControlMode.ADVISORY, this));
			}
		}
		loop.doWork(0);
	}

	@Test
	void rejectsOneMoreSliceOfCellUntilOneIsForgotten() throws InterruptedException {
		try (ControlLoop loop = loop(3, 1 << 28)) {
			interval(loop, 1, 5, "a");
			assertThat(this.decisions).hasSize(3);
			assertThat(this.rejections).hasSize(2)
				.allMatch((line) -> line.equals("slice: expected one of at most 3 slices of a cell "
						+ "(presage.loop.max-slices), found another one"));
			interval(loop, 1, 3, "b");
			assertThat(this.rejections).as("of another cell").isEmpty();
			this.clock.advanceMillis(3000);
			interval(loop, 4, 2, "a");
			interval(loop, 4, 2, "a");
			assertThat(this.rejections).as("after presage.loop.silent-after").isEmpty();
		}
	}

	@Test
	void holdsSlicesWhosePlanNeedsMoreMemoryThanAllowed() throws InterruptedException {
		try (ControlLoop loop = loop(64, 100_000)) {
			for (int i = 1; i < TestModels.WINDOW; i++) {
				interval(loop, 1, 20, "many");
				interval(loop, 1, 2, "few");
			}
			interval(loop, 1, 20, "many");
			assertThat(this.decisions).hasSize(20).allMatch((decision) -> decision.outcome() == Outcome.INFEASIBLE);
			assertThat(this.decisions.getFirst().detail())
				.startsWith("presage.loop.max-plan-memory: expected at most " + "100000 bytes, found ")
				.endsWith(" for 20 slices that are planned together");
			interval(loop, 1, 2, "few");
			assertThat(this.decisions).hasSize(2).noneMatch((decision) -> decision.outcome() == Outcome.INFEASIBLE);
		}
	}

	@Test
	void modelThatNeedsMoreForOneCellIsNotUsed() throws InterruptedException {
		try (ControlLoop loop = loop(64, 1000)) {
			interval(loop, 1, 1, "a");
			assertThat(this.decisions.getFirst().outcome()).isEqualTo(Outcome.NO_MODEL);
			assertThat(loop.withoutPlanner()).isTrue();
		}
	}

}

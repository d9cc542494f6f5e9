/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.PlanInputs;
import org.presage.control.SearchSettings;
import org.presage.planner.RandomSettings;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/** What the cells of a simulated network know of each other's newest decisions. */
class AnswersTest implements DecisionRecorder {

	private static final int CELLS = 2;

	private static final int WINDOW = 7;

	private static final int H = 3;

	private static final ModelPackage MODEL = model();

	private static final ModelRegistry REGISTRY = new ModelRegistry();

	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(new SearchSettings(new RandomSettings(6, 1, 7), 64, 0, 0));

	/** Plans of each cell, one an interval. */
	private final Map<String, List<int[]>> plans = new HashMap<>();

	/** What each cell knew when it was planned last. */
	private final Map<String, PlanInputs> inputs = new HashMap<>();

	@BeforeAll
	static void serve() {
		REGISTRY.serve(OnnxWorldModel.load(MODEL));
	}

	@AfterAll
	static void stop() {
		REGISTRY.close();
	}

	/** Random, for the simulator's frames, with room for announced plans. */
	private static ModelPackage model() {
		ModelManifest of = ModelFiles.read(null).manifest();
		NetworkSpec spec = NetworkSpec.of("mlp", of.schema(), WINDOW, H)
			.withSize(new NetworkSize(7, 2, 2, 2, 4, 1, 6, 4))
			.withAnnouncedPlans(true);
		Network network = Architectures.build(spec);
		return OnnxExporter.export(network, TestModels.randomParameters(network, 1),
				new ModelManifest(of.format(), "a", of.created(), spec, of.schema(), of.scaler(), of.actionMin(),
						of.actionMax(), of.observed(), Calibration.none(H, of.schema().targets()), of.training(),
						Map.of(), Map.of()));
	}

	@Override
	public boolean wantsInputs() {
		return true;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs made, int slice) {
		if (made == null) {
			return;
		}
		String cell = decision.frame().cell().cell();
		this.plans.computeIfAbsent(cell, (key) -> new ArrayList<>())
			.add(Objects.requireNonNull(decision.forecast()).actions());
		this.inputs.put(cell, made);
	}

	private void control(Answers answers) {
		RanSimulator network = new RanSimulator(RanConfig.of(CELLS), 5);
		int[] prbs = new int[CELLS];
		Arrays.fill(prbs, 20);
		try (LoopPolicy policy = new LoopPolicy(REGISTRY, MODEL.manifest().schema(),
				SETTINGS.withSearch(answers.of(SETTINGS.search(), CELLS)), Wire.PLAIN, true, 0, this)) {
			for (int i = 0; i < WINDOW + 4; i++) {
				network.step(prbs);
				policy.decide(network, prbs);
			}
		}
	}

	/** The plan that a cell has of its only neighbour, standardised. */
	private float[] knownTo(String cell) {
		float[] announced = Objects.requireNonNull(Objects.requireNonNull(this.inputs.get(cell)).announced());
		return Arrays.copyOfRange(announced, 1, 1 + H);
	}

	/**
	 * The plan of a cell, shifted to now, standardised.
	 * @param ago intervals
	 */
	private float[] plan(String cell, int ago) {
		List<int[]> all = Objects.requireNonNull(this.plans.get(cell));
		int[] plan = all.get(all.size() - 1 - ago);
		ModelManifest manifest = MODEL.manifest();
		float[] ahead = new float[H];
		for (int h = 0; h < H; h++) {
			ahead[h] = manifest.scaler().standardize(manifest.network().action(), plan[Math.min(H - 1, h + ago)]);
		}
		return ahead;
	}

	@Test
	void sequentialCellKnowsThoseBeforeIt() {
		control(Answers.SEQUENTIAL);
		assertThat(knownTo("cell-0")).containsExactly(plan("cell-1", 1), offset(1e-5f));
		assertThat(knownTo("cell-1")).containsExactly(plan("cell-0", 0), offset(1e-5f));
		assertThat(plan("cell-0", 0)).as("a plan that says when").isNotEqualTo(plan("cell-0", 1));
	}

	@Test
	void simultaneousCellsKnowTheIntervalBefore() {
		control(Answers.SIMULTANEOUS);
		assertThat(knownTo("cell-0")).containsExactly(plan("cell-1", 1), offset(1e-5f));
		assertThat(knownTo("cell-1")).containsExactly(plan("cell-0", 1), offset(1e-5f));
		assertThat(plan("cell-0", 0)).as("a plan that says when").isNotEqualTo(plan("cell-0", 1));
	}

	@Test
	void reportNamesHowCellsAnswer() throws InterruptedException {
		for (Answers answers : Answers.values()) {
			ClosedLoop loop = new ClosedLoop(REGISTRY, MODEL.manifest(),
					SETTINGS.withSearch(answers.of(SETTINGS.search(), CELLS)), Scenario.cells(CELLS), 2, E2Path.DEFAULT,
					Clock.SYSTEM);
			LoopReport report = loop.run(List.of(Contender.PRESAGE, Contender.PRESAGE_ALONE), List.of(3L));
			assertThat(report.answers()).isEqualTo(answers.toString());
		}
	}

}

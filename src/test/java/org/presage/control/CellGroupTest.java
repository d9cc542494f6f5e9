/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.planner.Plan;
import org.presage.planner.RandomSettings;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.FixedShapeImaginer;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Many cells in one call have the plans that each has alone, in calls as a GPU gets them.
 */
class CellGroupTest {

	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(new SearchSettings(new RandomSettings(6, 2, 7), 64, 0, 1));

	private final ModelPackage source = TestModels.proposing(TestModels.random("a", 1), 3, 5);

	/** A model whose calls have fixed shapes, on the processor. */
	private record Padded(WorldModel plain) implements WorldModel {

		@Override
		public ModelManifest manifest() {
			return this.plain.manifest();
		}

		@Override
		public int contextSize() {
			return this.plain.contextSize();
		}

		@Override
		public WorldModel replica() {
			return new Padded(this.plain.replica());
		}

		@Override
		public Imaginer imaginer(int cells, int plans) {
			return new FixedShapeImaginer(manifest(), contextSize(), cells, plans,
					(part) -> this.plain.imaginer(part, plans));
		}

		@Override
		public void close() {
			this.plain.close();
		}

	}

	private static CellWindows windows(int cells) {
		SplittableRandom random = new SplittableRandom(3);
		CellWindows windows = new CellWindows(4, TestModels.WINDOW, 1000, cells);
		for (int c = 0; c < cells; c++) {
			int slot = windows.admit(new CellId("node", "cell-" + c), 0);
			for (int t = 0; t < TestModels.WINDOW; t++) {
				windows.offer(slot, 100 * t, new float[] { (float) random.nextDouble(0, 30),
						(float) random.nextDouble(0, 5000), random.nextInt(1, 51), (float) random.nextDouble(1, 200) },
						0);
			}
		}
		return windows;
	}

	private static CellPlanner planner(WorldModel model) {
		return new CellPlanner(model, SETTINGS, new ManualClock(), new LoopMetrics(new SimpleMeterRegistry()));
	}

	private static CellState[] states(int cells) {
		CellState[] states = new CellState[cells];
		Arrays.setAll(states, (c) -> new CellState());
		return states;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 1024, 10_000 })
	void cellsOfOneCallHavePlansOfSingleCalls(int cells) {
		CellWindows windows = windows(cells);
		float[] inForce = new float[cells];
		for (int c = 0; c < cells; c++) {
			inForce[c] = 1 + c % 50;
		}
		CellState[] alone = states(cells);
		int other = 0;
		try (OnnxWorldModel model = OnnxWorldModel.load(this.source);
				CellPlanner together = planner(new Padded(model));
				CellPlanner single = planner(model)) {
			CellGroup group = new CellGroup(together, cells);
			group.plan(windows, states(cells), inForce);
			for (int c = 0; c < cells; c++) {
				Plan expected = single.plan(windows, c, alone[c], inForce[c]);
				assertThat(group.plan(c).failed()).isFalse();
				assertThat(group.plan(c).score()).as("cell %d", c)
					.isCloseTo(expected.score(), within(1e-5 * Math.max(1, Math.abs(expected.score()))));
				assertThat(group.plan(c).holdScore()).isCloseTo(expected.holdScore(),
						within(1e-5 * Math.max(1, Math.abs(expected.holdScore()))));
				other += Arrays.equals(group.plan(c).actions(), expected.actions()) ? 0 : 1;
			}
		}
		// Plans of the same score to six digits may change places.
		assertThat(other).isLessThanOrEqualTo(cells / 1000);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;
import org.presage.planner.RandomSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** A loop whose cells receive each other, and what it has decided. */
abstract class NeighbourLoopFixture extends LoopFixture implements DecisionRecorder {

	static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(new SearchSettings(new RandomSettings(6, 1, 7), 64, 0, 2));

	static final int STEP_MS = 100;

	static final int H = TestModels.HORIZON;

	final ModelPackage model = TestModels.random("a", 1, TestModels.spec().withAnnouncedPlans(true));

	final Map<String, PlanInputs> inputs = new HashMap<>();

	final Map<String, Decision> newest = new HashMap<>();

	Neighbours relation = new Neighbours(Map.of("a", List.of(at("b", -3), at("c", -13)), "b", List.of()));

	NeighbourLoopFixture() {
		super(SETTINGS);
		this.loop.close();
		this.loop = loop(SETTINGS, new LoopResources(10, this, DecisionTracer.NONE, () -> Intents.NONE, null,
				new NeighbourPlans(() -> this.relation)));
		this.mode = ControlMode.ACTIVE;
		this.registry.serve(OnnxWorldModel.load(this.model));
	}

	static Neighbours.Neighbour at(String cell, double couplingDb) {
		return new Neighbours.Neighbour(cell, couplingDb);
	}

	@Override
	public boolean wantsInputs() {
		return true;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs made, int slice) {
		this.newest.put(decision.frame().cell().cell(), decision);
		if (made != null) {
			this.inputs.put(decision.frame().cell().cell(), made);
		}
	}

	/** PRBs in force in the newest frame of a cell: as decided. */
	int inForce(String cell) {
		Decision last = this.newest.get(cell);
		return (last != null && last.prbs() != Decision.UNKNOWN) ? last.prbs() : 20;
	}

	/** Reports of these cells, planned one after another. */
	void report(String... cells) {
		for (String cell : cells) {
			offer(new CellId("gnb", cell), 10 + cell.charAt(0) % 5, 1000, inForce(cell), 30);
			work();
		}
	}

	void intervals(int count, String... cells) {
		for (int i = 0; i < count; i++) {
			this.clock.advanceMillis(STEP_MS);
			report(cells);
		}
	}

	float[] announcedTo(String cell) {
		return Objects.requireNonNull(Objects.requireNonNull(this.inputs.get(cell)).announced());
	}

	int[] planOf(String cell) {
		return Objects.requireNonNull(Objects.requireNonNull(this.newest.get(cell)).forecast()).actions();
	}

	static double standardised(double prbs) {
		return (prbs - 25) / 12;
	}

	double count(String state) {
		return this.meters.get("wm.neighbours").tag("state", state).counter().count();
	}

}

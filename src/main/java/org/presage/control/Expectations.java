/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;

import org.presage.kpi.CellWindows;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;

/** Predicts the next frames of cells, and compares them with those that come. */
final class Expectations {

	private final ModelManifest manifest;

	private final PlanEvaluator evaluator;

	private final Corrections corrections;

	private final MeasuredFrames frames;

	private final NeighbourContexts neighbours;

	private final boolean onlineCalibration;

	private final int contextSize;

	private final int announced;

	private final int targets;

	private final int action;

	/** Physical values of a window. */
	private final float[] window;

	/** Holds an allocation, {@code [H]} PRBs. */
	private final float[] held;

	Expectations(ModelManifest manifest, int contextSize, PlanEvaluator evaluator, Corrections corrections,
			MeasuredFrames frames, NeighbourContexts neighbours, boolean onlineCalibration) {
		this.neighbours = neighbours;
		this.manifest = manifest;
		this.corrections = corrections;
		this.contextSize = contextSize;
		this.evaluator = evaluator;
		this.frames = frames;
		this.onlineCalibration = onlineCalibration;
		this.announced = manifest.network().announcedSize();
		this.targets = manifest.schema().targets();
		this.action = manifest.schema().actionIndex();
		this.window = new float[manifest.network().window() * manifest.schema().size()];
		this.held = new float[manifest.network().horizon()];
	}

	/** Expects what was predicted of the first step of a slice's best plan. */
	void plan(PlanningTask task, int slice, float prbs) {
		Expectation expectation = task.states[slice].expectation();
		expectation.begin(prbs, task.contexts, slice * this.contextSize, this.contextSize, this.announced,
				this.targets);
		int from = slice * task.planner.horizon() * this.targets;
		for (int y = 0; y < this.targets; y++) {
			expectation.kpi(y, task.raw[from + y], task.deviation[from + y]);
		}
		expectation.shift(task.shift, from);
	}

	/**
	 * Predicts that the allocation is held, so that the next frame can be compared with
	 * something.
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	void hold(CellWindows windows, int slot, CellState state, float prbs) {
		windows.copy(slot, this.manifest.network().window(), this.window, 0);
		this.evaluator.window(0, this.window, 0);
		this.evaluator.encode(1);
		this.neighbours.complete(this.evaluator, windows, slot, state);
		Expectation expectation = state.expectation();
		expectHeld(expectation, this.evaluator.contexts(), prbs);
		expectation.shift(this.corrections.hold(state, windows.newestMs(slot), this.held), 0);
	}

	private void expectHeld(Expectation expectation, float[] context, float prbs) {
		Arrays.fill(this.held, prbs);
		this.evaluator.plans(0, 1, this.held, 0);
		Prediction predicted = this.evaluator.predict(1, context, 1);
		expectation.begin(prbs, context, 0, this.contextSize, this.announced, this.targets);
		for (int y = 0; y < this.targets; y++) {
			expectation.kpi(y, predicted.mean()[y], (float) predicted.deviation(y));
		}
	}

	/**
	 * Compares the newest frame with what was expected of it, and updates the cell's
	 * surprise and its intervals. If another allocation was in force than the one
	 * expected, the model is asked again for that one.
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	void compare(float[] values, CellState state, Surprise surprise) {
		Expectation expectation = state.expectation();
		if (Float.isNaN(expectation.prbs())) {
			return;
		}
		float inForce = values[this.action];
		if (!Float.isNaN(inForce) && inForce != expectation.prbs()) {
			expectHeld(expectation, expectation.context(), inForce);
			this.corrections.instead(state, expectation.mean(), inForce);
		}
		expectation.compare(surprise, this.frames.targets(values),
				expectation.calibration(this.manifest, this.onlineCalibration));
	}

}

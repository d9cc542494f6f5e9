/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;

import org.presage.control.ControlSettings;
import org.presage.control.ObjectiveVector;
import org.presage.control.PlanEvaluator;
import org.presage.planner.ActionSpace;
import org.presage.planner.PlanScorer;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.WorldModel;

/**
 * Scores any number of plans from one window, as the control loop does. Owned by one
 * thread.
 */
public final class WindowScorer implements PlanScorer, AutoCloseable {

	/** Plans of one call: what stays in the cache. */
	private static final int CALL = 32;

	private static final double[] NO_STEPS = new double[0];

	private final int horizon;

	private final Reward reward;

	private final PlanEvaluator evaluator;

	private final double[] part = new double[CALL];

	private final ObjectiveVector vector;

	private final int proposals;

	private final double change;

	private float inForce;

	public WindowScorer(WorldModel model, ControlSettings settings) {
		ModelManifest manifest = model.manifest();
		this.horizon = manifest.network().horizon();
		this.reward = settings.reward(manifest.schema(), manifest.scaler());
		this.change = this.reward.change() * manifest.standardizedPrb();
		this.evaluator = new PlanEvaluator(model, 1, CALL);
		this.vector = new ObjectiveVector(manifest);
		ProposalSpec spec = manifest.proposals();
		this.proposals = (spec != null) ? spec.plans() : 0;
	}

	/** Plans that the model proposes, G; 0 if it proposes none. */
	int proposals() {
		return this.proposals;
	}

	/** Its proposals from the window, shares of the bounds {@code [G, H]}. */
	float[] propose(ActionSpace bounds) {
		this.vector.write(this.reward, bounds, this.inForce, this.evaluator.objectives(), 0);
		return this.evaluator.propose(1);
	}

	/** Cost of a change by one PRB. */
	double change() {
		return this.change;
	}

	/** Encodes a window; what follows is scored from there. */
	public void from(PlanningWindow window) {
		this.inForce = window.inForce();
		this.evaluator.window(0, window.frames(), 0);
		this.evaluator.encode(1);
	}

	@Override
	public void score(int count, float[] actions, double[] scores) {
		score(count, actions, scores, NO_STEPS);
	}

	@Override
	public boolean score(int count, float[] actions, double[] scores, double[] steps) {
		for (int first = 0; first < count; first += CALL) {
			int size = Math.min(CALL, count - first);
			this.evaluator.plans(0, size, actions, first * this.horizon);
			this.evaluator.predict(1, size);
			Arrays.fill(this.part, 0);
			this.evaluator.score(this.reward, this.evaluator.shifted(0, size, null, 0), 0, size, this.inForce,
					this.part, (steps.length > 0) ? steps : null, first * this.horizon);
			System.arraycopy(this.part, 0, scores, first, size);
		}
		return steps.length > 0;
	}

	@Override
	public void close() {
		this.evaluator.close();
	}

}

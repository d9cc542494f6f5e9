/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.planner.Imagined;
import org.presage.planner.JointSpace;
import org.presage.planner.PlanScorer;
import org.presage.planner.Reward;
import org.presage.planner.TrajectoryPlanner;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Scores any number of plans from what a decision was made from: its windows, allocations
 * in force, objective and correction. Owned by one thread; to be closed before the model.
 */
final class RecordedScorer implements PlanScorer, AutoCloseable {

	/** Plans of one slice in one call: what stays in the cache. */
	private static final int CALL = 32;

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final PlanInputs inputs;

	private final PlanEvaluator evaluator;

	private final List<Reward> rewards = new ArrayList<>();

	private final int horizon;

	private final double[] part = new double[CALL];

	private final Runnable afterCall;

	/**
	 * @param inputs of a plan of this model with these settings
	 * @param afterCall run after each call of the model
	 */
	RecordedScorer(WorldModel model, ControlSettings settings, PlanInputs inputs, Runnable afterCall) {
		this.manifest = model.manifest();
		this.settings = settings;
		this.inputs = inputs;
		this.afterCall = afterCall;
		this.horizon = this.manifest.network().horizon();
		SliceRules rules = new SliceRules(this.manifest, settings);
		int slices = inputs.slices().size();
		for (int s = 0; s < slices; s++) {
			CellIntent intent = inputs.intents().isEmpty() ? CellIntent.NONE : inputs.intents().get(s);
			Reward reward = rules.of(inputs.slices().get(s), intent).reward();
			float[] charges = inputs.charges();
			this.rewards
				.add((charges != null) ? reward.withActionCost(charges[s] / this.manifest.standardizedPrb()) : reward);
		}
		this.evaluator = new PlanEvaluator(model, slices, CALL);
		int window = this.manifest.network().window() * this.manifest.schema().size();
		for (int s = 0; s < slices; s++) {
			this.evaluator.window(s, inputs.windows(), s * window);
		}
		this.evaluator.encode(slices);
		float[] announced = inputs.announced();
		int size = this.manifest.network().announcedSize();
		for (int s = 0; announced != null && s < slices; s++) {
			this.evaluator.announce(s, announced, s * size, size);
		}
	}

	/**
	 * Searches by the settings to the end, as the loop does without load.
	 * @return the best plan {@code [S, H]}; null if too few scores are finite
	 */
	float @Nullable [] search(JointSpace space) {
		SearchSettings search = this.settings.search();
		int slices = this.inputs.slices().size();
		int proposals = Proposals.count(this.manifest, search);
		TrajectoryPlanner planner = search.planner(slices, this.horizon, proposals);
		for (int s = 0; s < slices; s++) {
			planner.changes(s, this.rewards.get(s).change() * this.manifest.standardizedPrb());
		}
		if (proposals > 0) {
			ObjectiveVector vector = new ObjectiveVector(this.manifest);
			for (int s = 0; s < slices; s++) {
				vector.write(this.rewards.get(s), space.slice(s), this.inputs.inForce()[s], this.evaluator.objectives(),
						s * vector.size());
			}
			planner.start(space, this.inputs.inForce(), this.inputs.previous(), this.evaluator.propose(slices), 0,
					proposals);
		}
		else {
			planner.start(space, this.inputs.inForce(), this.inputs.previous());
		}
		planner.run(this, Integer.MAX_VALUE);
		return planner.plan().failed() ? null : planner.plan().actions().clone();
	}

	@Override
	public void score(int count, float[] actions, double[] scores) {
		score(count, actions, scores, null);
	}

	@Override
	public boolean score(int count, float[] actions, double[] scores, double @Nullable [] steps) {
		int slices = this.rewards.size();
		int targets = this.manifest.schema().targets();
		for (int first = 0; first < count; first += CALL) {
			int size = Math.min(CALL, count - first);
			for (int s = 0; s < slices; s++) {
				this.evaluator.plans(s * size, size, actions, (s * count + first) * this.horizon);
			}
			this.evaluator.predict(slices, size);
			Arrays.fill(this.part, 0);
			for (int s = 0; s < slices; s++) {
				int offset = (s * count + first) * this.horizon;
				Imagined outcome = this.evaluator.shifted(s * size, size, this.inputs.corrections(),
						s * this.horizon * targets);
				this.evaluator.score(this.rewards.get(s), outcome, s * size, size, this.inputs.inForce()[s], this.part,
						steps, offset);
			}
			System.arraycopy(this.part, 0, scores, first, size);
			this.afterCall.run();
		}
		return steps != null;
	}

	@Override
	public void close() {
		this.evaluator.close();
	}

}

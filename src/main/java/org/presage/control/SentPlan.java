/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.planner.DeepSearch;
import org.presage.planner.JointSpace;
import org.presage.planner.Regret;
import org.presage.worldmodel.WorldModel;

/**
 * A plan that was sent, beside the best one from the same inputs.
 *
 * @param forecast the plan with its score and that of holding
 * @param inputs that it was made from
 */
public record SentPlan(Decision.PlanForecast forecast, PlanInputs inputs) {

	/**
	 * Regret of the plan. <i>best</i> is the best of {@code samples} plans of many
	 * shapes, the best four of which are improved step by step, of the search by the
	 * settings to its end, of the plan itself (these two improved too), and of all that
	 * is tried on the way. Slices that were planned together have one regret.
	 * @param model that planned
	 * @param settings that it planned with
	 * @param samples of the large search
	 * @param afterCall run after each call of the model
	 * @return see {@link Regret#of}
	 * @throws InvalidInputException if another model planned
	 */
	public double regret(WorldModel model, ControlSettings settings, int samples, long seed, Runnable afterCall) {
		if (!madeBy(model)) {
			throw new InvalidInputException("model", "the one that planned", model.manifest().version());
		}
		JointSpace space = new JointSpace(this.inputs.bounds(), this.inputs.budget());
		int horizon = model.manifest().network().horizon();
		try (RecordedScorer scorer = new RecordedScorer(model, settings, this.inputs, afterCall)) {
			List<float[]> known = new ArrayList<>();
			float[] searched = scorer.search(space);
			if (searched != null) {
				known.add(searched);
			}
			if (space.size() == 1) {
				float[] sent = new float[horizon];
				for (int h = 0; h < horizon; h++) {
					sent[h] = this.forecast.actions()[h];
				}
				known.add(sent);
			}
			double best = new DeepSearch(scorer, space, horizon, samples, seed).best(this.inputs.inForce(), known);
			return Regret.of(Math.max(best, this.forecast.score()), this.forecast.holdScore(), this.forecast.score());
		}
	}

	/** Whether a model is the one that planned. */
	public boolean madeBy(WorldModel model) {
		return this.inputs.graphs().equals(model.manifest().sha256());
	}

}

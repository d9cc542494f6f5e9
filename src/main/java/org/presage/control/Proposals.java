/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;

/**
 * Asks a model for the plans that searches begin with. Owned by one thread; allocates
 * nothing.
 */
final class Proposals {

	private final PlanEvaluator evaluator;

	private final ObjectiveVector vector;

	private final ProposalSpec spec;

	private final int horizon;

	private Proposals(ModelManifest manifest, ProposalSpec spec, PlanEvaluator evaluator) {
		this.evaluator = evaluator;
		this.spec = spec;
		this.vector = new ObjectiveVector(manifest);
		this.horizon = manifest.network().horizon();
	}

	/**
	 * Null if the model proposes no plans or the settings want none.
	 * @throws org.presage.base.InvalidInputException if the model reads another objective
	 */
	static @Nullable Proposals of(ModelManifest manifest, SearchSettings settings, PlanEvaluator evaluator) {
		ProposalSpec spec = manifest.proposals();
		return (spec != null && settings.proposals()) ? new Proposals(manifest, spec, evaluator) : null;
	}

	/** Plans that searches with these settings are given, G; 0 for none. */
	static int count(ModelManifest manifest, SearchSettings settings) {
		ProposalSpec spec = manifest.proposals();
		return (spec != null && settings.proposals()) ? spec.plans() : 0;
	}

	/**
	 * Starts the searches again with proposals from the windows that were encoded last,
	 * all in one call. Slices propose each for itself: proposal g of the cell is proposal
	 * g of each slice, moved into what they may be given together.
	 * @param tasks started, in the order of the windows
	 */
	void start(List<PlanningTask> tasks) {
		int count = 0;
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			for (int s = 0; s < task.size(); s++) {
				this.vector.write(task.rewards[s], task.space().slice(s), task.inForce[s], this.evaluator.objectives(),
						count++ * this.vector.size());
			}
		}
		float[] shares = this.evaluator.propose(count);
		int first = 0;
		for (int t = 0; t < tasks.size(); t++) {
			tasks.get(t).propose(shares, first * this.spec.plans() * this.horizon, this.spec.plans());
			first += tasks.get(t).size();
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.planner.OptimizerSettings;
import org.presage.planner.PatternSettings;
import org.presage.planner.TrajectoryPlanner;

/**
 * How a plan is searched for.
 *
 * @param optimizer that searches
 * @param knots of the plan of one slice; a model with a shorter horizon has fewer
 * @param levels constant allocations among the first candidates
 * @param batch most windows of one call of the model; 0 to choose by measurement
 * @param proposals whether plans that a model proposes are among the first candidates
 */
public record SearchSettings(OptimizerSettings optimizer, int knots, int levels, int batch, boolean proposals) {

	/** The default. */
	public static final SearchSettings DEFAULT = new SearchSettings(PatternSettings.efficient(1), 64, 13, 0);

	/** With the proposals of a model that makes some. */
	public SearchSettings(OptimizerSettings optimizer, int knots, int levels, int batch) {
		this(optimizer, knots, levels, batch, true);
	}

	/** The same with another batch. */
	public SearchSettings withBatch(int windows) {
		return new SearchSettings(this.optimizer, this.knots, this.levels, windows, this.proposals);
	}

	/** The same with a model's proposals or without. */
	public SearchSettings withProposals(boolean used) {
		return new SearchSettings(this.optimizer, this.knots, this.levels, this.batch, used);
	}

	/** A planner for {@code slices} over {@code horizon}, without proposals. */
	public TrajectoryPlanner planner(int slices, int horizon) {
		return planner(slices, horizon, 0);
	}

	/** The same for a model that proposes so many plans. */
	TrajectoryPlanner planner(int slices, int horizon, int proposed) {
		return new TrajectoryPlanner(this.optimizer, slices, horizon, Math.min(this.knots, horizon), this.levels,
				proposed);
	}

}

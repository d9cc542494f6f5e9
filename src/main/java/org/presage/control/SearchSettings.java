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
 */
public record SearchSettings(OptimizerSettings optimizer, int knots, int levels, int batch) {

	/** The default. */
	public static final SearchSettings DEFAULT = new SearchSettings(PatternSettings.efficient(1), 64, 13, 0);

	/** The same with another batch. */
	public SearchSettings withBatch(int windows) {
		return new SearchSettings(this.optimizer, this.knots, this.levels, windows);
	}

	/** A planner for {@code slices} over {@code horizon}. */
	public TrajectoryPlanner planner(int slices, int horizon) {
		return new TrajectoryPlanner(this.optimizer, slices, horizon, Math.min(this.knots, horizon), this.levels);
	}

}

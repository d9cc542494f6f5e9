/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.presage.base.InvalidInputException;

/**
 * How effects are estimated.
 *
 * @param stateSteps frames of a window that the estimate is adjusted for, 1 or more; at
 * most all but the first
 * @param folds parts for cross-fitting, 2 or more
 * @param trim a window counts for a pair of levels only if each has at least this
 * probability there, 0 to 1
 * @param clip probabilities are raised to this in weights, 0 to 1
 * @param minEffective least effective number of windows with each level of a pair
 * @param minClusters least number of clusters with each level of a pair
 * @param windows are thinned out to about so many
 * @param draws of the bootstrap
 * @param seed of the bootstrap and the permutation
 */
public record EffectSettings(int stateSteps, int folds, double trim, double clip, double minEffective, int minClusters,
		int windows, int draws, long seed) {

	/** The default. */
	public static final EffectSettings DEFAULT = new EffectSettings(15, 5, 0.01, 0.02, 50, 5, 40_000, 1000, 1);

	public EffectSettings {
		require("stateSteps", "1 or more", stateSteps, stateSteps >= 1);
		require("folds", "2 or more", folds, folds >= 2);
		require("trim", "above 0, below 1", trim, trim > 0 && trim < 1);
		require("clip", "above 0, below 1", clip, clip > 0 && clip < 1);
		require("minClusters", "2 or more", minClusters, minClusters >= 2);
		require("windows", "1 or more", windows, windows >= 1);
		require("draws", "1 or more", draws, draws >= 1);
	}

	private static void require(String field, String expected, Object found, boolean holds) {
		if (!holds) {
			throw new InvalidInputException(field, expected, found);
		}
	}

	/**
	 * With another least probability. Weights are bounded by twice it.
	 * @throws InvalidInputException naming the option of {@code evaluate}
	 */
	public EffectSettings withOverlap(double least) {
		require("--overlap", "above 0, below 0.5", least, least > 0 && least < 0.5);
		return new EffectSettings(this.stateSteps, this.folds, least, 2 * least, this.minEffective, this.minClusters,
				this.windows, this.draws, this.seed);
	}

	/** With another seed. */
	public EffectSettings withSeed(long other) {
		return new EffectSettings(this.stateSteps, this.folds, this.trim, this.clip, this.minEffective,
				this.minClusters, this.windows, this.draws, other);
	}

}

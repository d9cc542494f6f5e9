/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import org.presage.base.InvalidInputException;

/**
 * How a model learns to propose plans.
 *
 * @param plans that it proposes, G; 1 to 13: the rest of a first call of 16 is for hold,
 * last plan and constants
 * @param width of the hidden layers
 * @param contexts windows that it learns from, each with an objective of its own
 * @param epochs passes over them
 * @param varied whether objectives, bounds and PRBs in force are drawn at random for two
 * thirds of the windows; else all have the model's own objective and range
 * @param seed of all that is random
 */
public record ProposalSettings(int plans, int width, int contexts, int epochs, boolean varied, long seed) {

	/** A few minutes on one core. */
	public static final ProposalSettings DEFAULT = new ProposalSettings(6, 128, 20_000, 60, true, 1);

	private static final int MOST_PLANS = 13;

	private static final int MOST_WIDTH = 4096;

	public ProposalSettings {
		require("plans", plans >= 1 && plans <= MOST_PLANS, "1 to " + MOST_PLANS, plans);
		require("width", width >= 1 && width <= MOST_WIDTH, "1 to " + MOST_WIDTH, width);
		require("contexts", contexts >= 1, "1 or more", contexts);
		require("epochs", epochs >= 1, "1 or more", epochs);
	}

	/**
	 * The same with another seed, and no more windows to learn from than there are.
	 * @param windows of the training part
	 */
	public ProposalSettings of(int windows, long other) {
		return new ProposalSettings(this.plans, this.width, Math.clamp(windows, 1, this.contexts), this.epochs,
				this.varied, other);
	}

	private static void require(String name, boolean holds, String expected, int found) {
		if (!holds) {
			throw new InvalidInputException(name, expected, found);
		}
	}

}

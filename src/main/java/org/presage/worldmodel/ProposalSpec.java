/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

/**
 * What the graph {@code propose.onnx} of a package reads and writes. Part of the
 * manifest.
 *
 * @param layout number of the layout of the objective vector that it was trained with
 * @param objective length of the objective vector, D
 * @param plans that it proposes for each window, G
 * @param contexts windows that it was trained on
 * @param seed of its training
 */
public record ProposalSpec(int layout, int objective, int plans, int contexts, long seed) {

	/** More would leave no room for anything else in the first call. */
	public static final int MOST_PLANS = 64;

	private static final int MOST_OBJECTIVE = 4096;

	public ProposalSpec {
		require("layout", layout >= 1, "1 or more", layout);
		require("objective", objective >= 1 && objective <= MOST_OBJECTIVE, "1 to " + MOST_OBJECTIVE + " numbers",
				objective);
		require("plans", plans >= 1 && plans <= MOST_PLANS, "1 to " + MOST_PLANS, plans);
	}

	private static void require(String field, boolean holds, String expected, int found) {
		if (!holds) {
			throw new ModelException("proposals." + field, expected, found);
		}
	}

}

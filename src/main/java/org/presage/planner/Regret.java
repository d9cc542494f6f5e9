/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * How far a plan stays behind the best one that is known: the share of what was to gain
 * over holding the allocation in force.
 */
public final class Regret {

	/** Below this, as a share of the best score's size, nothing is to be gained. */
	private static final double NEGLIGIBLE = 1e-4;

	private Regret() {
	}

	/**
	 * The regret {@code (best − score) / (best − hold)}.
	 * @param best score of the best plan known, of this one too
	 * @param hold score of holding the allocation in force; NaN if that is not known
	 * @param score of the plan
	 * @return 0 for the best plan, 1 for one that is as good as holding; NaN if nothing
	 * is to be gained or {@code hold} is not known
	 */
	public static double of(double best, double hold, double score) {
		return (best - hold > NEGLIGIBLE * Math.abs(best)) ? (best - score) / (best - hold) : Double.NaN;
	}

}

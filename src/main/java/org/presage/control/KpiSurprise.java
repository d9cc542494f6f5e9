/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;

/**
 * Surprise of each KPI of a cell: its squared error in predicted standard deviations,
 * capped and smoothed over about ten reports. Owned by one thread.
 */
final class KpiSurprise {

	private double[] scores = new double[0];

	/** Of the newest report, not smoothed, {@code [Y]}. */
	private double[] newest = new double[0];

	/** Another report is compared. */
	void begin() {
		Arrays.fill(this.newest, Double.NaN);
	}

	/** Takes what a report says of a KPI. */
	void add(int target, int targets, double squared, double weight) {
		if (this.scores.length != targets) {
			this.scores = new double[targets];
			this.newest = new double[targets];
			Arrays.fill(this.scores, Double.NaN);
			Arrays.fill(this.newest, Double.NaN);
		}
		this.newest[target] = squared;
		double before = this.scores[target];
		this.scores[target] = Double.isNaN(before) ? 1 + weight * (squared - 1) : before + weight * (squared - before);
	}

	/** The KPI with the highest score above a limit; −1 if there is none. */
	int worst(double limit) {
		int worst = -1;
		for (int y = 0; y < this.scores.length; y++) {
			if (limit > 0 && this.scores[y] > limit && (worst < 0 || this.scores[y] > this.scores[worst])) {
				worst = y;
			}
		}
		return worst;
	}

	/** {@code [Y]}, NaN before the first; empty before the first report. */
	double[] copy() {
		return this.scores.clone();
	}

	/**
	 * Of the newest report that was compared, not smoothed, {@code [Y]}, NaN for what it
	 * has not; empty before the first.
	 */
	double[] newest() {
		return this.newest.clone();
	}

	void restart() {
		Arrays.fill(this.scores, Double.NaN);
		Arrays.fill(this.newest, Double.NaN);
	}

}

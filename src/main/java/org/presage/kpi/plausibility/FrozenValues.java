/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;

/**
 * No KPI moves, in report after report. How often each stays as it is by itself is learnt
 * from the cell: a run is false if the KPI that moves most would stay so with a
 * probability below e⁻²⁰, and if it is longer than three of the longest before that was
 * not false. It is learnt apart for reports with an empty queue.
 */
final class FrozenValues {

	/** Pairs of reports without a queue, and with one, before anything is found. */
	private static final int[] LEARN = { 300, 100 };

	private static final int KPIS = 3;

	/** Of them, that are not whole numbers. */
	private static final int FRACTIONS = 2;

	/** How many times as long as ever before. */
	private static final int BEYOND = 3;

	private static final double LOG_CHANCE = -20;

	private final int action;

	private final int queued;

	private final int patience;

	private final float[] last;

	/**
	 * How often a KPI was reported twice in a row, and how often it was the same; first
	 * without a queue, then with one.
	 */
	private final int[][] pairs;

	private final int[][] repeats;

	private final int[] longest = new int[2];

	private int run;

	/** Whether the run was found: it tells nothing of what is usual. */
	private boolean found;

	FrozenValues(KpiSchema schema, int patience) {
		this.action = schema.actionIndex();
		this.queued = schema.indexOf("Buffer");
		this.patience = patience;
		this.last = new float[schema.size()];
		this.pairs = new int[2][schema.size()];
		this.repeats = new int[2][schema.size()];
		Arrays.fill(this.last, Float.NaN);
	}

	@Nullable FalseReport judge(float[] values) {
		int load = (this.queued >= 0 && values[this.queued] <= 0) ? 0 : 1;
		int same = 0;
		int fractions = 0;
		boolean moved = false;
		for (int k = 0; k < values.length; k++) {
			boolean pair = k != this.action && !Float.isNaN(values[k]) && !Float.isNaN(this.last[k]);
			moved |= pair && values[k] != this.last[k];
			same += (pair && values[k] == this.last[k]) ? 1 : 0;
			fractions += (pair && values[k] != Math.rint(values[k])) ? 1 : 0;
		}
		boolean still = !moved && same >= KPIS && fractions >= FRACTIONS;
		if (!still) {
			this.longest[load] = Math.max(this.longest[load], this.found ? 0 : this.run);
			this.found = false;
		}
		this.run = still ? this.run + 1 : 0;
		if (this.run >= Math.max(this.patience, BEYOND * this.longest[load] + 1)
				&& this.run * logChance(values, load) < LOG_CHANCE) {
			this.found = true;
			return new FalseReport(FalseData.FROZEN, same + " KPIs have not moved in " + this.run + " reports");
		}
		if (this.run < this.patience) {
			learn(values, load);
		}
		System.arraycopy(values, 0, this.last, 0, values.length);
		return null;
	}

	private void learn(float[] values, int load) {
		for (int k = 0; k < values.length; k++) {
			if (k != this.action && !Float.isNaN(values[k]) && !Float.isNaN(this.last[k])) {
				this.pairs[load][k]++;
				this.repeats[load][k] += (values[k] == this.last[k]) ? 1 : 0;
			}
		}
	}

	/** Of the present KPI that moves most: that it stays once. */
	private double logChance(float[] values, int load) {
		double least = 0;
		for (int k = 0; k < values.length; k++) {
			if (!Float.isNaN(values[k]) && this.pairs[load][k] >= LEARN[load]) {
				least = Math.min(least, Math.log((this.repeats[load][k] + 1.0) / (this.pairs[load][k] + 2.0)));
			}
		}
		return least;
	}

	void restart() {
		this.run = 0;
		this.found = false;
		Arrays.fill(this.last, Float.NaN);
	}

}

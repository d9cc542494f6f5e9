/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.Trace;
import org.presage.offline.data.WindowBatch;

/**
 * Diebold–Mariano tests of one forecaster against another on the mean squared error of
 * each window: over everything, where the action changes, per target and per step.
 */
public final class PairedTests {

	private static final int ALL = 0;

	private static final int ON_CHANGE = 1;

	private static final int FIRST_TARGET = 2;

	private final Trace trace;

	private final int targets;

	private final int lag;

	private final DieboldMariano[] tests;

	private WindowBatch.Place last = new WindowBatch.Place(-1, 0);

	PairedTests(Dataset data, long windows) {
		this.trace = data.trace();
		this.targets = data.schema().targets();
		this.lag = DieboldMariano.lag(data.window(), data.horizon(), windows);
		this.tests = new DieboldMariano[FIRST_TARGET + this.targets + data.horizon()];
		Arrays.setAll(this.tests, (i) -> new DieboldMariano(this.lag));
	}

	/**
	 * Mean squared errors of one window, in the order of the tests; NaN where there is
	 * nothing to judge.
	 * @param index of the window in the batch
	 * @param mean {@code [C, H, Y]}
	 * @param judged per target
	 */
	static double[] losses(WindowBatch batch, int index, float[] mean, int horizon, boolean[] judged) {
		int targets = judged.length;
		double[] sums = new double[FIRST_TARGET + targets + horizon];
		int[] counts = new int[sums.length];
		for (int at = 0; at < horizon * targets; at++) {
			int i = index * horizon * targets + at;
			double error = batch.truth()[i] - mean[i];
			if (judged[at % targets] && !Float.isNaN(batch.truth()[i])) {
				add(sums, counts, ALL, error);
				add(sums, counts, FIRST_TARGET + at % targets, error);
				add(sums, counts, FIRST_TARGET + targets + at / targets, error);
			}
		}
		Arrays.setAll(sums, (slot) -> sums[slot] / counts[slot]);
		sums[ON_CHANGE] = batch.changed(index) ? sums[ALL] : Double.NaN;
		return sums;
	}

	private static void add(double[] sums, int[] counts, int slot, double error) {
		sums[slot] += error * error;
		counts[slot]++;
	}

	/**
	 * Takes in the next window; windows come in the order of {@link WindowBatch#visit}.
	 */
	void add(WindowBatch.Place place, double[] losses, double[] others) {
		boolean near = place.series() == this.last.series() && place.row() > this.last.row()
				&& place.row() <= this.last.row() + this.lag
				&& !this.trace.hasGap(place.series(), this.last.row(), place.row());
		for (int t = 0; t < this.tests.length; t++) {
			if (near) {
				for (int row = this.last.row() + 1; row < place.row(); row++) {
					this.tests[t].add(Double.NaN);
				}
			}
			else {
				this.tests[t].gap();
			}
			this.tests[t].add(losses[t] - others[t]);
		}
		this.last = place;
	}

	/** Over all targets and steps. */
	public DieboldMariano.Result all() {
		return this.tests[ALL].result();
	}

	/** Over the windows in which the action changes at the first step. */
	public DieboldMariano.Result onChange() {
		return this.tests[ON_CHANGE].result();
	}

	public DieboldMariano.Result target(int target) {
		return this.tests[FIRST_TARGET + target].result();
	}

	public DieboldMariano.Result step(int step) {
		return this.tests[FIRST_TARGET + this.targets + step].result();
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.sim.RanSimulator;

/**
 * What a learned policy observes of each unit: of every KPI in the planner's window the
 * last value, the mean of four, the mean of all, in train standard deviations; and
 * whether the last interval had a Delay. An absent value counts as the one before it.
 * Owned by one thread.
 */
final class WindowStatistics {

	private static final int SHORT = 4;

	private static final double MOST = 4;

	private final Standardizer scaler;

	private final int features;

	private final int delay;

	private final int window;

	private final float[][] history;

	private final boolean[] delayed;

	private long reports;

	/**
	 * @param window L, at least 4
	 */
	WindowStatistics(KpiSchema schema, Standardizer scaler, int window, int units) {
		this.scaler = scaler;
		this.features = schema.size();
		this.delay = schema.indexOf("Delay");
		this.window = window;
		this.history = new float[units][window * this.features];
		this.delayed = new boolean[units];
	}

	/** Numbers of one unit, D. */
	int size() {
		return 3 * this.features + 1;
	}

	/** Adds the last interval of each unit. */
	void add(RanSimulator network) {
		int at = (int) (this.reports % this.window) * this.features;
		int before = (int) ((this.reports + this.window - 1) % this.window) * this.features;
		for (int u = 0; u < this.history.length; u++) {
			float[] frames = this.history[u];
			float[] kpis = network.kpis(u);
			this.delayed[u] = !Float.isNaN(kpis[this.delay]);
			for (int k = 0; k < this.features; k++) {
				frames[at + k] = Float.isNaN(kpis[k]) ? frames[before + k] : this.scaler.standardize(k, kpis[k]);
			}
		}
		this.reports++;
	}

	/**
	 * @param out receives {@code [units, D]} from {@code at} on
	 * @return where they end
	 */
	int write(double[] out, int at) {
		for (int u = 0; u < this.history.length; u++) {
			for (int k = 0; k < this.features; k++) {
				int to = at + u * size() + 3 * k;
				out[to] = mean(this.history[u], k, 1);
				out[to + 1] = mean(this.history[u], k, SHORT);
				out[to + 2] = mean(this.history[u], k, this.window);
			}
			out[at + u * size() + 3 * this.features] = this.delayed[u] ? 1 : 0;
		}
		return at + this.history.length * size();
	}

	/** Mean of the last reports, fewer where there were none yet. */
	private double mean(float[] frames, int kpi, int most) {
		int count = (int) Math.min(most, this.reports);
		double sum = 0;
		for (int i = 1; i <= count; i++) {
			sum += frames[(int) ((this.reports - i) % this.window) * this.features + kpi];
		}
		return Math.clamp(sum / Math.max(1, count), -MOST, MOST);
	}

}

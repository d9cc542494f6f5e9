/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;

/**
 * What was imagined for one policy, window after window.
 */
final class Outcomes {

	private final int horizon;

	private final double[] reward;

	private final double[] violation;

	private final float[] plans;

	private final float[] spread;

	private final boolean[] outside;

	private final double[][] kpis;

	private int nonFinite;

	/**
	 * @param windows that are to come, N
	 */
	Outcomes(int windows, int horizon, int targets) {
		this.horizon = horizon;
		this.reward = new double[windows];
		this.violation = new double[windows];
		this.plans = new float[windows * horizon];
		this.spread = new float[windows * horizon];
		this.outside = new boolean[windows * horizon];
		this.kpis = new double[targets][windows];
		Arrays.fill(this.reward, Double.NaN);
		Arrays.fill(this.violation, Double.NaN);
		Arrays.fill(this.plans, Float.NaN);
		Arrays.fill(this.spread, Float.NaN);
		for (double[] kpi : this.kpis) {
			Arrays.fill(kpi, Double.NaN);
		}
	}

	/** Score of the reward over the horizon {@code [N]}; NaN for none. */
	double[] reward() {
		return this.reward;
	}

	/** Expected share of steps that break the agreement {@code [N]}; NaN without one. */
	double[] violation() {
		return this.violation;
	}

	/** PRBs {@code [N, H]}; NaN for windows to come. */
	float[] plans() {
		return this.plans;
	}

	/**
	 * Spread of the members, mean over the targets {@code [N, H]}; NaN for windows to
	 * come.
	 */
	float[] spread() {
		return this.spread;
	}

	/** Whether the allocation is outside the trained bounds {@code [N, H]}. */
	boolean[] outside() {
		return this.outside;
	}

	/** Mean over the horizon in the KPI's unit {@code [Y][N]}; NaN for none. */
	double[][] kpis() {
		return this.kpis;
	}

	/** Windows for which nothing finite was imagined. */
	int nonFinite() {
		return this.nonFinite;
	}

	void countNonFinite() {
		this.nonFinite++;
	}

	/** Mean allocation of a window in PRBs; NaN for one to come. */
	double prbs(int window) {
		double sum = 0;
		for (int h = 0; h < this.horizon; h++) {
			sum += this.plans[window * this.horizon + h];
		}
		return sum / this.horizon;
	}

}

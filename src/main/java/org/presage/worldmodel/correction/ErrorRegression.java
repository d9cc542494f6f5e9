/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.Arrays;

/**
 * Predicts the network's error of each step and KPI by a linear regression of its own on
 * four inputs: one, the allocation held, the newest value of the KPI and the network's
 * forecast of it. So it learns how strongly the cell reacts and returns to its level,
 * where a bias learns the level alone. Recursive least squares with forgetting (Ljung,
 * System Identification, 1999, section 11.2): the coefficients minimise the squared
 * errors, each weighted by 0.999 for every later one, plus a ridge of 1. Of the
 * covariance the ridge is not forgotten (Gunnarsson, Combining tracking and
 * regularization in recursive least squares, CDC 1996; a coefficient at a time): where
 * inputs stand still, it stays finite, and errors are forgotten as fast as elsewhere.
 * <p>
 * The prediction after n errors counts n/60, at most 1: the first ones of a cell are
 * noise more than anything. Inputs are clamped to ±6.
 * <p>
 * Work and memory are O(H·Y): about 65 multiplications for each error, 116 bytes for each
 * step and KPI. Nothing is allocated after construction. Values are standardised. Owned
 * by one thread.
 */
final class ErrorRegression {

	static final int INPUTS = 4;

	private static final int TRIANGLE = INPUTS * (INPUTS + 1) / 2;

	/** Weight of an error beside the next one. */
	static final double MEMORY = 0.999;

	/** Variance of a coefficient before any error, in variances of the errors. */
	static final double FREEDOM = 1;

	/** What a coefficient loses of it between two turns. */
	static final double RIDGE = INPUTS * (1 - MEMORY) / FREEDOM;

	/** Where the row of each coefficient stands in a triangle. */
	private static final int[][] PLACES = { { 0, 1, 2, 3 }, { 1, 4, 5, 6 }, { 2, 5, 7, 8 }, { 3, 6, 8, 9 } };

	/** Errors until a prediction counts in full. */
	static final double DOUBT = 60;

	static final double LARGEST = 6;

	/** Per step and KPI, {@code [H·Y, INPUTS]}. */
	private final double[] coefficients;

	/** Of the coefficients: the upper triangles, row by row, {@code [H·Y, TRIANGLE]}. */
	private final double[] covariance;

	private final int[] errors;

	/**
	 * @param size H·Y
	 */
	ErrorRegression(int size) {
		this.coefficients = new double[size * INPUTS];
		this.covariance = new double[size * TRIANGLE];
		this.errors = new int[size];
		restart();
	}

	/**
	 * The error that is expected; 0 before any was learnt.
	 * @param at step and KPI, 0 to H·Y − 1
	 * @param action held
	 * @param last newest value of the KPI
	 * @param forecast of the network for the step
	 */
	double predict(int at, double action, double last, double forecast) {
		if (this.errors[at] == 0) {
			return 0;
		}
		return output(at, clamp(action), clamp(last), clamp(forecast)) * Math.min(1, this.errors[at] / DOUBT);
	}

	/**
	 * Learns from an error. One whose inputs are not finite teaches nothing.
	 * @param at as in {@link #predict}, as the other inputs
	 * @param error measured value less the network's forecast
	 */
	void learn(int at, double action, double last, double forecast, double error) {
		double a = clamp(action);
		double l = clamp(last);
		double f = clamp(forecast);
		double[] c = this.covariance;
		int p = at * TRIANGLE;
		// The covariance is symmetric: its upper triangle, row by row.
		double g0 = c[p] + c[p + 1] * a + c[p + 2] * l + c[p + 3] * f;
		double g1 = c[p + 1] + c[p + 4] * a + c[p + 5] * l + c[p + 6] * f;
		double g2 = c[p + 2] + c[p + 5] * a + c[p + 7] * l + c[p + 8] * f;
		double g3 = c[p + 3] + c[p + 6] * a + c[p + 8] * l + c[p + 9] * f;
		double share = 1 / (MEMORY + g0 + g1 * a + g2 * l + g3 * f);
		double step = (error - output(at, a, l, f)) * share;
		if (!Double.isFinite(step)) {
			return;
		}
		this.errors[at]++;
		int w = at * INPUTS;
		this.coefficients[w] += g0 * step;
		this.coefficients[w + 1] += g1 * step;
		this.coefficients[w + 2] += g2 * step;
		this.coefficients[w + 3] += g3 * step;
		double h0 = g0 * share;
		double h1 = g1 * share;
		double h2 = g2 * share;
		double scale = 1 / MEMORY;
		c[p] = (c[p] - g0 * h0) * scale;
		c[p + 1] = (c[p + 1] - g1 * h0) * scale;
		c[p + 2] = (c[p + 2] - g2 * h0) * scale;
		c[p + 3] = (c[p + 3] - g3 * h0) * scale;
		c[p + 4] = (c[p + 4] - g1 * h1) * scale;
		c[p + 5] = (c[p + 5] - g2 * h1) * scale;
		c[p + 6] = (c[p + 6] - g3 * h1) * scale;
		c[p + 7] = (c[p + 7] - g2 * h2) * scale;
		c[p + 8] = (c[p + 8] - g3 * h2) * scale;
		c[p + 9] = (c[p + 9] - g3 * g3 * share) * scale;
		keepRidge(p, this.errors[at] % INPUTS);
	}

	/**
	 * Gives one coefficient the ridge back that all have lost since its last turn: adds
	 * to the inverse of the covariance, by the formula of Sherman and Morrison.
	 * @param p of its triangle
	 */
	private void keepRidge(int p, int coefficient) {
		double[] c = this.covariance;
		int[] places = PLACES[coefficient];
		double c0 = c[p + places[0]];
		double c1 = c[p + places[1]];
		double c2 = c[p + places[2]];
		double c3 = c[p + places[3]];
		double share = RIDGE / (1 + RIDGE * c[p + places[coefficient]]);
		c[p] -= c0 * c0 * share;
		c[p + 1] -= c0 * c1 * share;
		c[p + 2] -= c0 * c2 * share;
		c[p + 3] -= c0 * c3 * share;
		c[p + 4] -= c1 * c1 * share;
		c[p + 5] -= c1 * c2 * share;
		c[p + 6] -= c1 * c3 * share;
		c[p + 7] -= c2 * c2 * share;
		c[p + 8] -= c2 * c3 * share;
		c[p + 9] -= c3 * c3 * share;
	}

	private static double clamp(double value) {
		return Math.clamp(value, -LARGEST, LARGEST);
	}

	private double output(int at, double action, double last, double forecast) {
		int w = at * INPUTS;
		return this.coefficients[w] + this.coefficients[w + 1] * action + this.coefficients[w + 2] * last
				+ this.coefficients[w + 3] * forecast;
	}

	/** Forgets everything. */
	void restart() {
		Arrays.fill(this.errors, 0);
		Arrays.fill(this.coefficients, 0);
		Arrays.fill(this.covariance, 0);
		for (int p = 0; p < this.covariance.length; p += TRIANGLE) {
			this.covariance[p] = FREEDOM;
			this.covariance[p + 4] = FREEDOM;
			this.covariance[p + 7] = FREEDOM;
			this.covariance[p + 9] = FREEDOM;
		}
	}

}

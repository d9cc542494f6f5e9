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
 * errors, each weighted by 0.999 for every later one, plus a ridge of 1 that is forgotten
 * as they are.
 * <p>
 * The prediction after n errors counts n/60, at most 1: the first ones of a cell are
 * noise more than anything. Where the inputs stand still, what is known of a coefficient
 * is not forgotten beyond the ridge. Inputs are clamped to ±6.
 * <p>
 * Work and memory are O(H·Y): 16 multiplications and some for each error and prediction,
 * 164 bytes for each step and KPI. Nothing is allocated after construction. Values are
 * standardised. Owned by one thread.
 */
final class ErrorRegression {

	static final int INPUTS = 4;

	/** Weight of an error beside the next one. */
	static final double MEMORY = 0.999;

	/** Variance of a coefficient before any error, in variances of the errors. */
	static final double FREEDOM = 1;

	/** Errors until a prediction counts in full. */
	static final double DOUBT = 60;

	static final double LARGEST = 6;

	/** Per step and KPI, {@code [H·Y, INPUTS]}. */
	private final double[] coefficients;

	/** Of the coefficients, {@code [H·Y, INPUTS, INPUTS]}. */
	private final double[] covariance;

	private final int[] errors;

	private final double[] input = new double[INPUTS];

	private final double[] gain = new double[INPUTS];

	/**
	 * @param size H·Y
	 */
	ErrorRegression(int size) {
		this.coefficients = new double[size * INPUTS];
		this.covariance = new double[size * INPUTS * INPUTS];
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
		read(action, last, forecast);
		return output(at) * Math.min(1, this.errors[at] / DOUBT);
	}

	/**
	 * Learns from an error. One whose inputs are not finite teaches nothing.
	 * @param at as in {@link #predict}, as the other inputs
	 * @param error measured value less the network's forecast
	 */
	void learn(int at, double action, double last, double forecast, double error) {
		read(action, last, forecast);
		int from = at * INPUTS * INPUTS;
		double spread = MEMORY;
		for (int i = 0; i < INPUTS; i++) {
			double sum = 0;
			for (int j = 0; j < INPUTS; j++) {
				sum += this.covariance[from + i * INPUTS + j] * this.input[j];
			}
			this.gain[i] = sum;
			spread += sum * this.input[i];
		}
		double wrong = error - output(at);
		if (!Double.isFinite(wrong / spread)) {
			return;
		}
		this.errors[at]++;
		double trace = 0;
		for (int i = 0; i < INPUTS; i++) {
			this.coefficients[at * INPUTS + i] += this.gain[i] * wrong / spread;
			for (int j = 0; j < INPUTS; j++) {
				int c = from + i * INPUTS + j;
				this.covariance[c] = (this.covariance[c] - this.gain[i] * this.gain[j] / spread) / MEMORY;
			}
			trace += this.covariance[from + i * INPUTS + i];
		}
		double most = FREEDOM * INPUTS;
		if (trace > most) {
			for (int c = from; c < from + INPUTS * INPUTS; c++) {
				this.covariance[c] *= most / trace;
			}
		}
	}

	private void read(double action, double last, double forecast) {
		this.input[0] = 1;
		this.input[1] = Math.clamp(action, -LARGEST, LARGEST);
		this.input[2] = Math.clamp(last, -LARGEST, LARGEST);
		this.input[3] = Math.clamp(forecast, -LARGEST, LARGEST);
	}

	private double output(int at) {
		double sum = 0;
		for (int i = 0; i < INPUTS; i++) {
			sum += this.coefficients[at * INPUTS + i] * this.input[i];
		}
		return sum;
	}

	/** Forgets everything. */
	void restart() {
		Arrays.fill(this.errors, 0);
		Arrays.fill(this.coefficients, 0);
		Arrays.fill(this.covariance, 0);
		for (int c = 0; c < this.covariance.length; c += INPUTS * INPUTS) {
			for (int i = 0; i < INPUTS; i++) {
				this.covariance[c + i * (INPUTS + 1)] = FREEDOM;
			}
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import org.presage.kpi.Standardizer;

/**
 * How much of the allocation of a group of cells is not a function of their state: the
 * excitation of system identification. Where the planner decides, its PRBs follow from
 * the KPIs, and the effect of the PRBs cannot be separated from that of the KPIs: a model
 * that is trained on such data forgets the effect of the action while its forecast looks
 * better.
 *
 * <p>
 * Ridge regression of the next action on the newest two frames, the squares of the newest
 * and a constant, all standardised; older frames count for less. Excitation is the share
 * of the variance that it does not explain, with the degrees of freedom subtracted:
 * {@code (SSR / (n − d)) / (SST / (n − 1))}, from 0 to 1 (random). An upper bound: a
 * policy that is no linear function of these, as one with a threshold or of an older
 * frame, is not explained by them though it follows from the state. Used by one thread.
 */
final class ExcitationMeter {

	/** Frames over which the weight of a frame falls to 1/e. */
	private static final double MEMORY = 5000;

	private static final double FORGET = Math.exp(-1 / MEMORY);

	/** Of the diagonal of the normal equations. */
	private static final double RIDGE = 1e-4;

	/**
	 * Below this share of its standard deviation in training, in PRBs, the action counts
	 * as constant.
	 */
	private static final double CONSTANT = 1e-3;

	private final Standardizer scaler;

	private final int action;

	private final int inputs;

	/** Of all inputs and, in the last row and column, the next action. */
	private final double[] gram;

	private final double[] row;

	/** Sum of weights. */
	private double weight;

	/** Sum of squared weights. */
	private double squares;

	/**
	 * @param scaler of the frames
	 * @param action position of the action in a frame
	 */
	ExcitationMeter(Standardizer scaler, int action) {
		this.scaler = scaler;
		this.action = action;
		this.inputs = 3 * scaler.mean().length + 1;
		this.gram = new double[(this.inputs + 1) * (this.inputs + 1)];
		this.row = new double[this.inputs + 1];
	}

	/**
	 * Takes three frames in turn, in physical units, NaN absent.
	 * @param next of which the action is to be explained
	 */
	void add(float[] before, float[] newest, float[] next) {
		int kpis = newest.length;
		for (int k = 0; k < kpis; k++) {
			double value = known(k, newest[k]);
			this.row[k] = value;
			this.row[kpis + k] = known(k, before[k]);
			this.row[2 * kpis + k] = value * value - 1;
		}
		this.row[this.inputs - 1] = 1;
		this.row[this.inputs] = known(this.action, next[this.action]);
		int n = this.row.length;
		for (int i = 0; i < n; i++) {
			double left = this.row[i];
			for (int j = 0; j <= i; j++) {
				this.gram[i * n + j] = FORGET * this.gram[i * n + j] + left * this.row[j];
			}
		}
		this.weight = FORGET * this.weight + 1;
		this.squares = FORGET * FORGET * this.squares + 1;
	}

	/** Standardised; the mean where it is absent, and no further than 10 from it. */
	private double known(int kpi, float physical) {
		float value = this.scaler.standardize(kpi, physical);
		return Float.isNaN(value) ? 0 : Math.clamp(value, -10, 10);
	}

	/** Frames that count, by their weights (Kish's effective sample size). */
	double frames() {
		return (this.squares > 0) ? this.weight * this.weight / this.squares : 0;
	}

	/**
	 * Excitation, 0 to 1; NaN as long as there are fewer than ten frames for each input.
	 */
	double excitation() {
		double frames = frames();
		if (frames < 10.0 * this.inputs) {
			return Double.NaN;
		}
		double variance = variance();
		if (variance < CONSTANT * CONSTANT) {
			return 0;
		}
		double share = unexplained() / (this.weight * variance) * (frames - 1) / (frames - this.inputs);
		return Math.clamp(share, 0, 1);
	}

	/** Of the standardised action. */
	private double variance() {
		int n = this.row.length;
		double mean = this.gram[(n - 1) * n + this.inputs - 1] / this.weight;
		return Math.max(0, this.gram[n * n - 1] / this.weight - mean * mean);
	}

	/**
	 * Standard deviation of what the state does not explain of the action, in PRBs; NaN
	 * as {@link #excitation}.
	 */
	double residual() {
		return Math.sqrt(excitation() * variance()) * this.scaler.std()[this.action];
	}

	/** Sum of the squared residuals: {@code y'y − b'X'y − ridge · b'b}, for ridge's b. */
	private double unexplained() {
		int d = this.inputs;
		int n = this.row.length;
		DMatrixRMaj normal = new DMatrixRMaj(d, d);
		DMatrixRMaj cross = new DMatrixRMaj(d, 1);
		double ridge = RIDGE * this.weight;
		for (int i = 0; i < d; i++) {
			for (int j = 0; j <= i; j++) {
				normal.set(i, j, this.gram[i * n + j]);
				normal.set(j, i, this.gram[i * n + j]);
			}
			normal.add(i, i, ridge);
			cross.set(i, 0, this.gram[d * n + i]);
		}
		LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(d);
		DMatrixRMaj weights = new DMatrixRMaj(d, 1);
		if (!solver.setA(normal)) {
			return this.gram[n * n - 1];
		}
		solver.solve(cross, weights);
		double squares = this.gram[n * n - 1];
		for (int i = 0; i < d; i++) {
			squares -= weights.get(i, 0) * (cross.get(i, 0) + ridge * weights.get(i, 0));
		}
		return Math.max(0, squares);
	}

}

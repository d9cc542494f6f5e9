/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Arrays;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import org.presage.offline.data.DataException;

/**
 * Multinomial logistic regression with a ridge. Half of the Gram matrix bounds the
 * curvature of every class (Böhning, 1992), so one factorisation serves all steps, and no
 * step can overshoot; Nesterov's momentum, restarted when it points uphill (O'Donoghue
 * and Candès, 2015), makes them few.
 */
final class MultinomialLogit {

	private static final int STEPS = 100;

	/** Largest change of a coefficient that ends the search. */
	private static final double TOLERANCE = 1e-4;

	private MultinomialLogit() {
	}

	/**
	 * Fits one.
	 * @param x {@code [N, P]}, with a constant among the columns
	 * @param labels of the rows, 0 to {@code classes} − 1
	 * @param ridge on every coefficient, above 0
	 * @return coefficients {@code [P, K]}
	 */
	static DMatrixRMaj fit(DMatrixRMaj x, int[] labels, int classes, double ridge) {
		DMatrixRMaj bound = new DMatrixRMaj(x.numCols, x.numCols);
		CommonOps_DDRM.multInner(x, bound);
		CommonOps_DDRM.scale(0.5, bound);
		for (int i = 0; i < x.numCols; i++) {
			bound.add(i, i, ridge);
		}
		LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(x.numCols);
		if (!solver.setA(bound)) {
			throw new DataException("propensity: the windows' states are not finite");
		}
		DMatrixRMaj now = new DMatrixRMaj(x.numCols, classes);
		DMatrixRMaj ahead = now.copy();
		DMatrixRMaj gradient = now.copy();
		DMatrixRMaj step = now.copy();
		double momentum = 1;
		for (int s = 0; s < STEPS; s++) {
			gradient(x, labels, ahead, ridge, gradient);
			solver.solve(gradient.copy(), step);
			DMatrixRMaj next = ahead.copy();
			CommonOps_DDRM.addEquals(next, step);
			DMatrixRMaj moved = next.copy();
			CommonOps_DDRM.subtractEquals(moved, now);
			boolean downhill = CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(gradient, moved, null)) < 0;
			double following = downhill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
			ahead = next.copy();
			if (!downhill) {
				CommonOps_DDRM.addEquals(ahead, (momentum - 1) / following, moved);
			}
			momentum = following;
			now = next;
			if (CommonOps_DDRM.elementMaxAbs(moved) < TOLERANCE) {
				break;
			}
		}
		return now;
	}

	/**
	 * Gradient of the penalised log-likelihood, {@code Xᵀ(Y − P) − ridge·B}, in one pass
	 * over the rows.
	 */
	private static void gradient(DMatrixRMaj x, int[] labels, DMatrixRMaj coefficients, double ridge,
			DMatrixRMaj gradient) {
		int classes = coefficients.numCols;
		double[] residual = new double[classes];
		double[] inputs = x.data;
		double[] sums = gradient.data;
		CommonOps_DDRM.scale(-ridge, coefficients, gradient);
		for (int i = 0; i < x.numRows; i++) {
			probabilities(x, i, coefficients, residual, 0);
			for (int k = 0; k < classes; k++) {
				residual[k] = -residual[k];
			}
			residual[labels[i]]++;
			for (int j = 0; j < x.numCols; j++) {
				double value = inputs[i * x.numCols + j];
				int to = j * classes;
				for (int k = 0; k < classes; k++) {
					sums[to + k] += value * residual[k];
				}
			}
		}
	}

	/**
	 * Probabilities of the classes.
	 * @param into receives {@code [N, K]}
	 */
	static void probabilities(DMatrixRMaj x, DMatrixRMaj coefficients, DMatrixRMaj into) {
		for (int i = 0; i < x.numRows; i++) {
			probabilities(x, i, coefficients, into.data, i * coefficients.numCols);
		}
	}

	/** Of one row, into K values from {@code to} on. */
	private static void probabilities(DMatrixRMaj x, int row, DMatrixRMaj coefficients, double[] into, int to) {
		int classes = coefficients.numCols;
		double[] weights = coefficients.data;
		Arrays.fill(into, to, to + classes, 0);
		for (int j = 0; j < x.numCols; j++) {
			double value = x.data[row * x.numCols + j];
			int from = j * classes;
			for (int k = 0; k < classes; k++) {
				into[to + k] += value * weights[from + k];
			}
		}
		double greatest = Double.NEGATIVE_INFINITY;
		for (int k = to; k < to + classes; k++) {
			greatest = Math.max(greatest, into[k]);
		}
		double sum = 0;
		for (int k = to; k < to + classes; k++) {
			into[k] = Math.exp(into[k] - greatest);
			sum += into[k];
		}
		for (int k = to; k < to + classes; k++) {
			into[k] /= sum;
		}
	}

}

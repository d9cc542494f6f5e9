/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Impulse responses of HiPPO-LegS state-space models (Gu et al., NeurIPS 2020),
 * discretised bilinearly: {@code Φ[n, τ] = (Ā^τ B̄)[n]} with
 * {@code Ā = (I − dt/2·A)⁻¹(I + dt/2·A)} and {@code B̄ = (I − dt/2·A)⁻¹·dt·B}, where
 * {@code A[i, j] = −√((2i+1)(2j+1))} below the diagonal, {@code −(i+1)} on it, 0 above,
 * and {@code B[i] = √(2i+1)}.
 */
final class Hippo {

	private Hippo() {
	}

	/**
	 * Responses at several time scales, each of unit norm over the taps.
	 * @param scales time steps dt, one a scale; memory is about 1/dt steps
	 * @param states N of each scale
	 * @return {@code [scales·N, taps]}, row-major; column τ meets the sample τ steps ago
	 */
	static float[] basis(double[] scales, int states, int taps) {
		float[] basis = new float[scales.length * states * taps];
		for (int s = 0; s < scales.length; s++) {
			double[][] responses = responses(scales[s], states, taps);
			for (int n = 0; n < states; n++) {
				double norm = 0;
				for (int tau = 0; tau < taps; tau++) {
					norm += responses[tau][n] * responses[tau][n];
				}
				for (int tau = 0; tau < taps; tau++) {
					basis[(s * states + n) * taps + tau] = (float) (responses[tau][n] / Math.sqrt(norm));
				}
			}
		}
		return basis;
	}

	private static double[][] responses(double dt, int states, int taps) {
		double[][] left = new double[states][states];
		double[][] right = new double[states][states];
		double[] input = new double[states];
		for (int i = 0; i < states; i++) {
			for (int j = 0; j < states; j++) {
				double a = (i > j) ? -Math.sqrt((2 * i + 1.0) * (2 * j + 1.0)) : (i == j) ? -(i + 1.0) : 0;
				left[i][j] = ((i == j) ? 1 : 0) - dt / 2 * a;
				right[i][j] = ((i == j) ? 1 : 0) + dt / 2 * a;
			}
			input[i] = dt * Math.sqrt(2 * i + 1.0);
		}
		double[][] responses = new double[taps][];
		double[] state = solveLower(left, input);
		for (int tau = 0; tau < taps; tau++) {
			responses[tau] = state;
			state = solveLower(left, multiply(right, state));
		}
		return responses;
	}

	/**
	 * A is lower triangular, and so is {@code I − dt/2·A}: forward substitution solves
	 * it.
	 */
	private static double[] solveLower(double[][] lower, double[] right) {
		double[] x = new double[right.length];
		for (int i = 0; i < x.length; i++) {
			double sum = right[i];
			for (int j = 0; j < i; j++) {
				sum -= lower[i][j] * x[j];
			}
			x[i] = sum / lower[i][i];
		}
		return x;
	}

	private static double[] multiply(double[][] matrix, double[] vector) {
		double[] product = new double[vector.length];
		for (int i = 0; i < product.length; i++) {
			for (int j = 0; j < vector.length; j++) {
				product[i] += matrix[i][j] * vector[j];
			}
		}
		return product;
	}

}

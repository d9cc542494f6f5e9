/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

/** Closed forms of the normal distribution. */
public final class Gaussian {

	private static final double SQRT_PI = Math.sqrt(Math.PI);

	private Gaussian() {
	}

	/**
	 * Continuous ranked probability score of a normal forecast (Gneiting et al., 2005):
	 * {@code σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π)} with {@code z = error/σ}.
	 */
	public static double crps(double error, double deviation) {
		double z = error / deviation;
		return deviation * (z * (2 * cdf(z) - 1) + 2 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) - 1 / SQRT_PI);
	}

	/**
	 * Distribution function, by the rational approximation 7.1.26 of Abramowitz and
	 * Stegun; absolute error 1.5e-7.
	 */
	public static double cdf(double z) {
		double x = Math.abs(z) / Math.sqrt(2);
		double t = 1 / (1 + 0.3275911 * x);
		double poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
		double erf = 1 - poly * Math.exp(-x * x);
		return (z >= 0) ? (1 + erf) / 2 : (1 - erf) / 2;
	}

	/**
	 * Normal quantile function, by Acklam's rational approximation; relative error below
	 * 1.2e-9.
	 */
	public static double quantile(double p) {
		double[] a = { -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716,
				2.506628277459239 };
		double[] b = { -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
				-13.28068155288572 };
		double[] c = { -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
				4.374664141464968, 2.938163982698783 };
		double[] d = { 0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416 };
		double tail = 0.02425;
		if (p < tail || p > 1 - tail) {
			double q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
			double x = (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
					/ ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
			return (p < tail) ? x : -x;
		}
		double q = p - 0.5;
		double r = q * q;
		return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q
				/ (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
	}

}

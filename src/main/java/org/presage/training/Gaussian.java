package org.presage.training;

/** Closed forms of the normal distribution. */
final class Gaussian {

	private static final double SQRT_PI = Math.sqrt(Math.PI);

	private Gaussian() {
	}

	/**
	 * Continuous ranked probability score of a normal forecast (Gneiting et al., 2005):
	 * {@code σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π)} with {@code z = error/σ}.
	 */
	static double crps(double error, double deviation) {
		double z = error / deviation;
		return deviation * (z * (2 * cdf(z) - 1) + 2 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) - 1 / SQRT_PI);
	}

	/**
	 * Distribution function, by the rational approximation 7.1.26 of Abramowitz and
	 * Stegun; absolute error 1.5e-7.
	 */
	static double cdf(double z) {
		double x = Math.abs(z) / Math.sqrt(2);
		double t = 1 / (1 + 0.3275911 * x);
		double poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
		double erf = 1 - poly * Math.exp(-x * x);
		return (z >= 0) ? (1 + erf) / 2 : (1 - erf) / 2;
	}

}

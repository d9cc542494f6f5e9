package org.presage.planner;

import java.util.SplittableRandom;

/** Tables of standard normal numbers, fixed by a seed, so that a plan can be replayed. */
final class GaussianNoise {

	private GaussianNoise() {
	}

	/** Independent numbers. */
	static float[] independent(int count, long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		float[] noise = new float[count];
		for (int i = 0; i < count; i++) {
			noise[i] = (float) random.nextGaussian();
		}
		return noise;
	}

	/**
	 * Points of an additive recurrence whose step is a power of the generalised golden
	 * ratio (Roberts, 2018; a Kronecker sequence, which fills the cube evenly), randomly
	 * shifted, mapped through the normal quantile function, each followed by its mirror
	 * image.
	 * @return {@code [points, dimensions]}
	 */
	static float[] lowDiscrepancy(int points, int dimensions, long seed) {
		double golden = 2;
		for (int i = 0; i < 40; i++) {
			golden = Math.pow(1 + golden, 1.0 / (dimensions + 1));
		}
		SplittableRandom random = new SplittableRandom(seed);
		float[] noise = new float[points * dimensions];
		for (int d = 0; d < dimensions; d++) {
			double step = Math.pow(1 / golden, d + 1.0);
			double at = random.nextDouble();
			for (int p = 0; p < points; p += 2) {
				at = (at + step) % 1;
				double value = quantile(Math.clamp(at, 1e-6, 1 - 1e-6));
				noise[p * dimensions + d] = (float) value;
				if (p + 1 < points) {
					noise[(p + 1) * dimensions + d] = (float) -value;
				}
			}
		}
		return noise;
	}

	/**
	 * Normal quantile function, by Acklam's rational approximation; relative error below
	 * 1.2e-9.
	 */
	static double quantile(double p) {
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

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.SplittableRandom;

import org.presage.base.Gaussian;

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
				double value = Gaussian.quantile(Math.clamp(at, 1e-6, 1 - 1e-6));
				noise[p * dimensions + d] = (float) value;
				if (p + 1 < points) {
					noise[(p + 1) * dimensions + d] = (float) -value;
				}
			}
		}
		return noise;
	}

}

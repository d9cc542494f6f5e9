/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

/** Adam (Kingma and Ba, ICLR 2015) with the gradient's norm clipped. */
final class Adam {

	private static final double BETA1 = 0.9;

	private static final double BETA2 = 0.999;

	private static final double EPSILON = 1e-8;

	private static final double MOST_NORM = 0.5;

	private final double[] first;

	private final double[] second;

	private int step;

	Adam(int size) {
		this.first = new double[size];
		this.second = new double[size];
	}

	/** Moves the weights against the gradient. */
	void update(double[] weights, double[] gradient, double rate) {
		this.step++;
		double norm = 0;
		for (double g : gradient) {
			norm += g * g;
		}
		double scale = Math.min(1, MOST_NORM / (Math.sqrt(norm) + EPSILON));
		double correction1 = 1 - Math.pow(BETA1, this.step);
		double correction2 = 1 - Math.pow(BETA2, this.step);
		for (int i = 0; i < weights.length; i++) {
			double g = scale * gradient[i];
			this.first[i] = BETA1 * this.first[i] + (1 - BETA1) * g;
			this.second[i] = BETA2 * this.second[i] + (1 - BETA2) * g * g;
			weights[i] -= rate * this.first[i] / correction1 / (Math.sqrt(this.second[i] / correction2) + EPSILON);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

/**
 * AdamW (Loshchilov and Hutter, ICLR 2019) over a flat array, with the gradient's norm
 * clipped and an exponential average of the weights beside.
 */
final class AdamW {

	private static final double BETA1 = 0.9;

	private static final double BETA2 = 0.99;

	private static final double EPSILON = 1e-8;

	final float[] weights;

	final float[] average;

	final float[] first;

	final float[] second;

	long step;

	AdamW(float[] initial) {
		this.weights = initial.clone();
		this.average = initial.clone();
		this.first = new float[initial.length];
		this.second = new float[initial.length];
	}

	/** One update with a gradient, at a rate that a schedule chose. */
	void update(float[] gradient, double rate, TrainingSettings settings) {
		this.step++;
		double norm = 0;
		for (float g : gradient) {
			norm += (double) g * g;
		}
		double scale = Math.min(1, settings.clip() / (Math.sqrt(norm) + EPSILON));
		double correction1 = 1 - Math.pow(BETA1, this.step);
		double correction2 = 1 - Math.pow(BETA2, this.step);
		// The average starts short, so that the initial weights do not linger in it.
		double averaging = Math.min(settings.averaging(), (1 + this.step) / (10.0 + this.step));
		for (int i = 0; i < this.weights.length; i++) {
			double g = gradient[i] * scale;
			this.first[i] = (float) (BETA1 * this.first[i] + (1 - BETA1) * g);
			this.second[i] = (float) (BETA2 * this.second[i] + (1 - BETA2) * g * g);
			double update = (this.first[i] / correction1) / (Math.sqrt(this.second[i] / correction2) + EPSILON);
			this.weights[i] -= (float) (rate * (update + settings.weightDecay() * this.weights[i]));
			this.average[i] = (float) (averaging * this.average[i] + (1 - averaging) * this.weights[i]);
		}
	}

}

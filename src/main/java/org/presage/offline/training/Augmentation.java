/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Random;

import org.presage.base.InvalidInputException;

/**
 * How the sequences that a network trains on differ from the recorded ones.
 *
 * @param noise standard deviation of Gaussian noise on the inputs, in train standard
 * deviations; 0 for none
 * @param dropout probability that a KPI is hidden from the inputs of a whole sequence; 0
 * for none
 * @param levels probability that the KPIs of a sequence, inputs and targets alike, get
 * another level and scale, as those of cells that the model has not seen have; 0 for none
 */
public record Augmentation(double noise, double dropout, double levels) {

	/** Sequences stay as they are. */
	public static final Augmentation NONE = new Augmentation(0, 0, 0);

	/** Standard deviation of the other levels, in train standard deviations. */
	private static final double LEVEL = 1;

	/** Standard deviation of the natural logarithm of the other scales. */
	private static final double SCALE = 0.5;

	public Augmentation {
		require("noise", noise >= 0, "a number >= 0", noise);
		require("dropout", dropout >= 0 && dropout < 1, "a number in [0, 1)", dropout);
		require("vary-levels", levels >= 0 && levels <= 1, "a number in [0, 1]", levels);
	}

	private static void require(String name, boolean holds, String expected, double found) {
		if (!holds) {
			throw new InvalidInputException(name, expected, found);
		}
	}

	/**
	 * Gives all KPIs but one another level and scale, or none of them. Each keeps its
	 * shape: it is moved and stretched around its mean.
	 * @param rows standardised frames {@code [T, F]}, NaN absent; changed
	 * @param kept the action, which is a command and no measurement
	 * @return whether they were changed
	 */
	boolean varyLevels(float[] rows, int features, int kept, Random random) {
		if (this.levels == 0 || random.nextDouble() >= this.levels) {
			return false;
		}
		for (int f = 0; f < features; f++) {
			if (f != kept) {
				double scale = Math.exp(SCALE * random.nextGaussian());
				double level = LEVEL * random.nextGaussian();
				double mean = mean(rows, features, f);
				for (int at = f; at < rows.length; at += features) {
					rows[at] = (float) ((rows[at] - mean) * scale + mean + level);
				}
			}
		}
		return true;
	}

	/**
	 * Variance of the levels that sequences get, in train standard deviations: linear
	 * paths start as if they had been fitted to such sequences.
	 */
	double levelVariance() {
		return this.levels * LEVEL * LEVEL;
	}

	/** Hides KPIs but one from the inputs, and adds noise to the others. */
	void disturb(float[] rows, int features, int steps, int kept, Random random) {
		for (int f = 0; f < features; f++) {
			boolean hidden = f != kept && random.nextDouble() < this.dropout;
			for (int t = 0; t < steps; t++) {
				if (hidden) {
					rows[t * features + f] = Float.NaN;
				}
				else if (this.noise > 0) {
					rows[t * features + f] += (float) (this.noise * random.nextGaussian());
				}
			}
		}
	}

	private static double mean(float[] rows, int features, int kpi) {
		double sum = 0;
		int count = 0;
		for (int at = kpi; at < rows.length; at += features) {
			if (!Float.isNaN(rows[at])) {
				sum += rows[at];
				count++;
			}
		}
		return (count > 0) ? sum / count : 0;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Two networks for the value of an observation and an action, of which the smaller one
 * counts (Fujimoto, van Hoof and Meger, ICML 2018), and their targets, which follow them
 * slowly. Owned by one thread.
 */
final class SoftCritics {

	private static final int COUNT = 2;

	private final TanhNetwork network;

	private final TanhNetwork.Pass[] passes = new TanhNetwork.Pass[COUNT];

	private final double[][] weights = new double[COUNT][];

	private final double[][] targets = new double[COUNT][];

	private final double[][] gradients = new double[COUNT][];

	private final Adam[] steps = new Adam[COUNT];

	/** Observation and action. */
	private final double[] inputs;

	private final double[] outer = new double[1];

	SoftCritics(int observations, int hidden, RandomGenerator random) {
		this.network = new TanhNetwork(observations + 1, hidden, 1);
		this.inputs = new double[observations + 1];
		for (int c = 0; c < COUNT; c++) {
			this.passes[c] = this.network.pass();
			this.weights[c] = this.network.initialise(1, random);
			this.targets[c] = this.weights[c].clone();
			this.gradients[c] = new double[this.network.size()];
			this.steps[c] = new Adam(this.network.size());
		}
	}

	/**
	 * The smaller of two values.
	 *
	 * @param value of the action
	 * @param slope its derivative by the action
	 */
	record Value(double value, double slope) {
	}

	/** The smaller value of an action, -1..1, by the targets. */
	double target(double[] x, int at, double action) {
		set(x, at, action);
		return Math.min(forward(this.targets, 0), forward(this.targets, 1));
	}

	/** The smaller value of an action, -1..1. */
	Value value(double[] x, int at, double action) {
		set(x, at, action);
		double first = forward(this.weights, 0);
		double second = forward(this.weights, 1);
		int smaller = (first <= second) ? 0 : 1;
		return new Value(Math.min(first, second),
				this.network.slope(this.weights[smaller], this.passes[smaller], this.inputs.length - 1));
	}

	/**
	 * Adds the gradients of half of the squared errors of an action's values.
	 * @param weight of the sample
	 */
	void learn(double[] x, int at, double action, double value, double weight) {
		set(x, at, action);
		for (int c = 0; c < COUNT; c++) {
			this.outer[0] = weight * (forward(this.weights, c) - value);
			this.network.backward(this.weights[c], this.inputs, 0, this.passes[c], this.outer, this.gradients[c]);
		}
	}

	/**
	 * Moves the networks against the gradients that were added, and the targets towards
	 * the networks.
	 * @param blend share of the networks in the targets
	 */
	void update(double rate, double blend) {
		for (int c = 0; c < COUNT; c++) {
			this.steps[c].update(this.weights[c], this.gradients[c], rate);
			Arrays.fill(this.gradients[c], 0);
			for (int i = 0; i < this.targets[c].length; i++) {
				this.targets[c][i] += blend * (this.weights[c][i] - this.targets[c][i]);
			}
		}
	}

	private void set(double[] x, int at, double action) {
		System.arraycopy(x, at, this.inputs, 0, this.inputs.length - 1);
		this.inputs[this.inputs.length - 1] = action;
	}

	private double forward(double[][] networks, int c) {
		return this.network.forward(networks[c], this.inputs, 0, this.passes[c]);
	}

}

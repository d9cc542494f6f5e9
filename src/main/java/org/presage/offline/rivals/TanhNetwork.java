/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A network of two hidden layers with tanh and one linear output, and its gradient.
 * Weights are one flat array: for each layer {@code [out, in]}, then the biases. Small
 * enough for plain Java, so that every build can train it. Immutable.
 *
 * @param inputs D
 * @param hidden units of each hidden layer
 */
record TanhNetwork(int inputs, int hidden) {

	/** What a forward pass leaves for the way back. Owned by one thread. */
	static final class Pass {

		private final double[] first;

		private final double[] second;

		private final double[] backSecond;

		private Pass(int hidden) {
			this.first = new double[hidden];
			this.second = new double[hidden];
			this.backSecond = new double[hidden];
		}

	}

	Pass pass() {
		return new Pass(this.hidden);
	}

	/** Number of weights. */
	int size() {
		return this.hidden * (this.inputs + 1) + this.hidden * (this.hidden + 1) + this.hidden + 1;
	}

	/**
	 * Random weights with a variance of 1/inputs in each hidden layer.
	 * @param last scale of the output layer: a small one begins near 0 for every input
	 */
	double[] initialise(double last, RandomGenerator random) {
		double[] weights = new double[size()];
		int second = this.hidden * (this.inputs + 1);
		int output = second + this.hidden * (this.hidden + 1);
		fill(weights, 0, this.inputs * this.hidden, Math.sqrt(1.0 / this.inputs), random);
		fill(weights, second, this.hidden * this.hidden, Math.sqrt(1.0 / this.hidden), random);
		fill(weights, output, this.hidden, last * Math.sqrt(1.0 / this.hidden), random);
		return weights;
	}

	private static void fill(double[] weights, int from, int count, double scale, RandomGenerator random) {
		for (int i = from; i < from + count; i++) {
			weights[i] = scale * random.nextGaussian();
		}
	}

	/** The output for the inputs from {@code at} on. */
	double forward(double[] weights, double[] x, int at, Pass pass) {
		layer(weights, 0, x, at, this.inputs, pass.first);
		int second = this.hidden * (this.inputs + 1);
		layer(weights, second, pass.first, 0, this.hidden, pass.second);
		int output = second + this.hidden * (this.hidden + 1);
		double sum = weights[output + this.hidden];
		for (int i = 0; i < this.hidden; i++) {
			sum += weights[output + i] * pass.second[i];
		}
		return sum;
	}

	private void layer(double[] weights, int from, double[] x, int at, int count, double[] out) {
		int biases = from + this.hidden * count;
		for (int o = 0; o < this.hidden; o++) {
			double sum = weights[biases + o];
			int row = from + o * count;
			for (int i = 0; i < count; i++) {
				sum += weights[row + i] * x[at + i];
			}
			out[o] = Math.tanh(sum);
		}
	}

	/**
	 * Adds the gradient of the last {@link #forward} with this pass.
	 * @param outer derivative of the loss by the output
	 * @param gradient added to, in the layout of the weights
	 */
	void backward(double[] weights, double[] x, int at, Pass pass, double outer, double[] gradient) {
		int second = this.hidden * (this.inputs + 1);
		int output = second + this.hidden * (this.hidden + 1);
		gradient[output + this.hidden] += outer;
		Arrays.fill(pass.backSecond, 0);
		for (int o = 0; o < this.hidden; o++) {
			gradient[output + o] += outer * pass.second[o];
			double inner = outer * weights[output + o] * (1 - pass.second[o] * pass.second[o]);
			gradient[second + this.hidden * this.hidden + o] += inner;
			int row = second + o * this.hidden;
			for (int i = 0; i < this.hidden; i++) {
				gradient[row + i] += inner * pass.first[i];
				pass.backSecond[i] += inner * weights[row + i];
			}
		}
		for (int o = 0; o < this.hidden; o++) {
			double inner = pass.backSecond[o] * (1 - pass.first[o] * pass.first[o]);
			gradient[this.hidden * this.inputs + o] += inner;
			int row = o * this.inputs;
			for (int i = 0; i < this.inputs; i++) {
				gradient[row + i] += inner * x[at + i];
			}
		}
	}

}

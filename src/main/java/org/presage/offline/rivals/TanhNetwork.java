/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A network of two hidden layers with tanh and linear outputs, and its gradients. Weights
 * are one flat array: for each layer {@code [out, in]}, then the biases. Small enough for
 * plain Java, so that every build can train it. Immutable.
 *
 * @param inputs D
 * @param hidden units of each hidden layer
 * @param outputs 1 or more
 */
record TanhNetwork(int inputs, int hidden, int outputs) {

	private static final double[] FIRST_OUTPUT = { 1 };

	/** What a forward pass leaves for the way back. Owned by one thread. */
	static final class Pass {

		private final double[] first;

		private final double[] second;

		private final double[] outputs;

		private final double[] firstError;

		private final double[] secondError;

		private Pass(int hidden, int outputs) {
			this.first = new double[hidden];
			this.second = new double[hidden];
			this.outputs = new double[outputs];
			this.firstError = new double[hidden];
			this.secondError = new double[hidden];
		}

		/** An output of the last forward pass. */
		double output(int index) {
			return this.outputs[index];
		}

	}

	Pass pass() {
		return new Pass(this.hidden, this.outputs);
	}

	/** Number of weights. */
	int size() {
		return outputLayer() + this.outputs * (this.hidden + 1);
	}

	private int secondLayer() {
		return this.hidden * (this.inputs + 1);
	}

	private int outputLayer() {
		return secondLayer() + this.hidden * (this.hidden + 1);
	}

	/**
	 * Random weights with a variance of 1/inputs in each hidden layer.
	 * @param last scale of the output layer: a small one begins near 0 for every input
	 */
	double[] initialise(double last, RandomGenerator random) {
		double[] weights = new double[size()];
		fill(weights, 0, this.inputs * this.hidden, Math.sqrt(1.0 / this.inputs), random);
		fill(weights, secondLayer(), this.hidden * this.hidden, Math.sqrt(1.0 / this.hidden), random);
		fill(weights, outputLayer(), this.outputs * this.hidden, last * Math.sqrt(1.0 / this.hidden), random);
		return weights;
	}

	private static void fill(double[] weights, int from, int count, double scale, RandomGenerator random) {
		for (int i = from; i < from + count; i++) {
			weights[i] = scale * random.nextGaussian();
		}
	}

	/** The first output for the inputs from {@code at} on; the pass has all of them. */
	double forward(double[] weights, double[] x, int at, Pass pass) {
		layer(weights, 0, x, at, this.inputs, pass.first);
		squash(pass.first);
		layer(weights, secondLayer(), pass.first, 0, this.hidden, pass.second);
		squash(pass.second);
		layer(weights, outputLayer(), pass.second, 0, this.hidden, pass.outputs);
		return pass.outputs[0];
	}

	private static void layer(double[] weights, int from, double[] x, int at, int count, double[] out) {
		int biases = from + out.length * count;
		for (int o = 0; o < out.length; o++) {
			double sum = weights[biases + o];
			int row = from + o * count;
			for (int i = 0; i < count; i++) {
				sum += weights[row + i] * x[at + i];
			}
			out[o] = sum;
		}
	}

	private static void squash(double[] values) {
		for (int i = 0; i < values.length; i++) {
			values[i] = Math.tanh(values[i]);
		}
	}

	/**
	 * Adds the gradient of the last {@link #forward} with this pass.
	 * @param outer derivative of the loss by each output
	 * @param gradient added to, in the layout of the weights
	 */
	void backward(double[] weights, double[] x, int at, Pass pass, double[] outer, double[] gradient) {
		errors(weights, pass, outer);
		accumulate(gradient, outputLayer(), pass.second, 0, this.hidden, outer);
		accumulate(gradient, secondLayer(), pass.first, 0, this.hidden, pass.secondError);
		accumulate(gradient, 0, x, at, this.inputs, pass.firstError);
	}

	/**
	 * Derivative of the first output of the last {@link #forward} with this pass by an
	 * input.
	 */
	double slope(double[] weights, Pass pass, int input) {
		errors(weights, pass, FIRST_OUTPUT);
		double sum = 0;
		for (int o = 0; o < this.hidden; o++) {
			sum += pass.firstError[o] * weights[o * this.inputs + input];
		}
		return sum;
	}

	/** Derivatives of the loss by what goes into each tanh. */
	private void errors(double[] weights, Pass pass, double[] outer) {
		back(weights, outputLayer(), outer, pass.second, pass.secondError);
		back(weights, secondLayer(), pass.secondError, pass.first, pass.firstError);
	}

	private static void back(double[] weights, int from, double[] outer, double[] squashed, double[] errors) {
		Arrays.fill(errors, 0);
		for (int o = 0; o < outer.length; o++) {
			int row = from + o * errors.length;
			for (int i = 0; i < errors.length; i++) {
				errors[i] += outer[o] * weights[row + i];
			}
		}
		for (int i = 0; i < errors.length; i++) {
			errors[i] *= 1 - squashed[i] * squashed[i];
		}
	}

	private static void accumulate(double[] gradient, int from, double[] x, int at, int count, double[] errors) {
		int biases = from + errors.length * count;
		for (int o = 0; o < errors.length; o++) {
			gradient[biases + o] += errors[o];
			int row = from + o * count;
			for (int i = 0; i < count; i++) {
				gradient[row + i] += errors[o] * x[at + i];
			}
		}
	}

}

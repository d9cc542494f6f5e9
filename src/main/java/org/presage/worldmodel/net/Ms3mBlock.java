/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * One multi-scale state-space mixture block, pre-norm: a causal depthwise filter over
 * time, then a gated mix over channels, each with a residual. The filter's taps are a
 * learned mixture of HiPPO-LegS responses at fixed time scales (arXiv 2511.02748 learns
 * the scales too) plus a direct tap. Filters are applied as Toeplitz matrices, which ONNX
 * Runtime folds at load time and which beat grouped convolutions at these lengths.
 * <p>
 * Activations are {@code [width, B·T]}: channels first, the steps of a sequence in a row.
 */
final class Ms3mBlock {

	/** Longest time step; each further scale halves it. */
	private static final double FASTEST = 1;

	private final String name;

	private final int width;

	private final int taps;

	private final double[] scales;

	private final int states;

	/**
	 * @param taps steps that the filter reaches back, the present one included
	 */
	Ms3mBlock(String name, NetworkSize size, int taps, Parameters parameters) {
		this.name = name;
		this.width = size.width();
		this.taps = taps;
		this.states = size.states();
		this.scales = new double[size.scales()];
		for (int i = 0; i < this.scales.length; i++) {
			this.scales[i] = FASTEST / (1 << i);
		}
		int basis = this.scales.length * this.states;
		parameters.norm(name + ".norm1", width)
			.gaussian(name + ".mixture", 0.5 / Math.sqrt(basis), width, basis)
			.constant(name + ".direct", 0.5, width, 1, 1)
			.norm(name + ".norm2", width)
			.linear(name + ".expand", width, 2 * width)
			.linear(name + ".contract", width, width);
	}

	/** The whole block, {@code [width, B·T]} to the same shape. */
	<T> T forward(Ops<T> ops, T x, int steps) {
		return mix(ops, filter(ops, x, steps));
	}

	/** Over time, {@code [width, B·T]} to the same shape. */
	<T> T filter(Ops<T> ops, T x, int steps) {
		T normed = ChannelsFirst.norm(ops, x, this.name + ".norm1", this.width);
		T filtered = ops.matMul(ops.reshape(normed, this.width, -1, steps), kernel(ops, steps));
		return ops.add(x, ops.reshape(filtered, this.width, -1));
	}

	/** Over channels, each step for itself: {@code [width, N]} to the same shape. */
	<T> T mix(Ops<T> ops, T x) {
		T gates = ChannelsFirst.linearOfNorm(ops, x, this.name + ".norm2", this.name + ".expand", this.width);
		T content = ops.gelu(ops.slice(gates, 0, 0, this.width));
		T gate = ops.sigmoid(ops.slice(gates, 0, this.width, 2 * this.width));
		return ops.add(x, ChannelsFirst.linear(ops, ops.multiply(content, gate), this.name + ".contract"));
	}

	/**
	 * The filter of each channel, {@code [width, T, T]}: row s, column t holds tap t − s.
	 */
	private <T> T kernel(Ops<T> ops, int steps) {
		T basis = ops.constant(toeplitz(steps), this.scales.length * this.states, steps * steps);
		T mixed = ops.reshape(ops.matMul(ops.parameter(this.name + ".mixture"), basis), this.width, steps, steps);
		float[] identity = new float[steps * steps];
		for (int t = 0; t < steps; t++) {
			identity[t * steps + t] = 1;
		}
		T direct = ops.multiply(ops.parameter(this.name + ".direct"), ops.constant(identity, 1, steps, steps));
		return ops.add(mixed, direct);
	}

	/**
	 * Every basis response as an upper-triangular Toeplitz matrix: row s, column t holds
	 * tap t − s.
	 */
	private float[] toeplitz(int steps) {
		float[] basis = Hippo.basis(this.scales, this.states, this.taps);
		int rows = this.scales.length * this.states;
		float[] matrices = new float[rows * steps * steps];
		for (int row = 0; row < rows; row++) {
			for (int t = 0; t < steps; t++) {
				for (int s = Math.max(0, t - this.taps + 1); s <= t; s++) {
					matrices[(row * steps + s) * steps + t] = basis[row * this.taps + t - s];
				}
			}
		}
		return matrices;
	}

}

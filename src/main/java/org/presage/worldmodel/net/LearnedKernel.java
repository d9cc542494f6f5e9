/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel of arXiv 2511.02748: a sum of HiPPO-LegS state-space kernels whose time
 * scales, input and output maps are learned, discretised bilinearly. With
 * {@code A[i, j] = −√((2i+1)(2j+1))} below the diagonal, {@code −(i+1)} on it:
 * {@code Ā = (I − dt/2·A)⁻¹(I + dt/2·A)}, {@code B̄ = (I − dt/2·A)⁻¹·dt·B},
 * {@code K[c, τ] = Σ_n C[c, n]·(Ā^τ B̄_c)[n]}, plus D[c] at τ = 0.
 */
final class LearnedKernel {

	private static final double FIRST_STEP = 0.1;

	private static final double STEP_RATIO = 1.5;

	private final String name;

	private final int states;

	private final int scales;

	private final int taps;

	LearnedKernel(String name, NetworkSize size, int taps, Parameters parameters) {
		this.name = name;
		this.states = size.states();
		this.scales = size.scales();
		this.taps = taps;
		double deviation = 1 / Math.sqrt(this.states);
		for (int i = 0; i < this.scales; i++) {
			parameters.gaussian(part(i, "B"), deviation, size.width(), this.states)
				.gaussian(part(i, "C"), deviation, size.width(), this.states)
				.gaussian(part(i, "D"), deviation, size.width())
				.constant(part(i, "log_dt"), Math.log(FIRST_STEP * Math.pow(STEP_RATIO, i)), 1, 1);
		}
	}

	private String part(int component, String tensor) {
		return this.name + "." + component + "." + tensor;
	}

	/** The kernel, {@code [width, taps]}. */
	<T> T taps(Ops<T> ops) {
		List<T> components = new ArrayList<>();
		for (int i = 0; i < this.scales; i++) {
			components.add(component(ops, i));
		}
		return components.stream().reduce(ops::add).orElseThrow();
	}

	private <T> T component(Ops<T> ops, int index) {
		T step = ops.shift(ops.softplus(ops.parameter(part(index, "log_dt"))), 1e-6f);
		T half = ops.scale(step, 0.5f);
		T inverse = inverse(ops, half);
		T transition = ops.matMul(inverse, ops.add(ops.constant(identity(), this.states, this.states),
				ops.multiply(half, ops.constant(hippo(), this.states, this.states))));
		T state = ops.matMul(inverse, ops.multiply(step, ops.transpose(ops.parameter(part(index, "B")), 1, 0)));
		T out = ops.transpose(ops.parameter(part(index, "C")), 1, 0);
		List<T> lags = new ArrayList<>();
		for (int tau = 0; tau < this.taps; tau++) {
			lags.add(ops.sum(ops.multiply(out, state), 0));
			state = ops.matMul(transition, state);
		}
		T direct = ops.reshape(ops.parameter(part(index, "D")), 1, -1);
		lags.set(0, ops.add(lags.getFirst(), direct));
		return ops.transpose(ops.concat(0, lags), 1, 0);
	}

	/**
	 * {@code (I − half·A)⁻¹} without a solver: below the diagonal A is an outer product,
	 * so that with {@code D_i = 1 + half·(i+1)} and {@code g_k = (1 − half·k)/D_k} the
	 * element (i, j) is {@code −half·p_i·p_j/(D_i·D_j)·g_{j+1}…g_{i−1}}, and 1/D_i on the
	 * diagonal.
	 */
	private <T> T inverse(Ops<T> ops, T half) {
		T denominator = ops.shift(ops.multiply(half, ops.constant(ramp(1), 1, this.states)), 1);
		T growth = ops.divide(ops.shift(ops.scale(ops.multiply(half, ops.constant(ramp(0), 1, this.states)), -1), 1),
				denominator);
		T ratio = ops.divide(ops.constant(roots(), 1, this.states), denominator);
		T below = ops.multiply(ops.multiply(ops.matMul(ops.transpose(ratio, 1, 0), ratio), ops.scale(half, -1)),
				products(ops, growth));
		T diagonal = ops.multiply(ops.constant(identity(), this.states, this.states),
				ops.divide(ops.constant(new float[] { 1 }, 1, 1), denominator));
		return ops.add(below, diagonal);
	}

	/** Row i, column j &lt; i holds {@code g_{j+1}·…·g_{i−1}}; the rest is 0. */
	private <T> T products(Ops<T> ops, T growth) {
		T one = ops.constant(new float[] { 1 }, 1, 1);
		List<T> rows = new ArrayList<>();
		rows.add(ops.constant(new float[this.states], 1, this.states));
		T row = one;
		for (int i = 1; i < this.states; i++) {
			rows.add(ops.concat(1, row, ops.constant(new float[this.states - i], 1, this.states - i)));
			row = ops.concat(1, ops.multiply(row, ops.slice(growth, 1, i, i + 1)), one);
		}
		return ops.concat(0, rows);
	}

	private float[] identity() {
		float[] matrix = new float[this.states * this.states];
		for (int i = 0; i < this.states; i++) {
			matrix[i * this.states + i] = 1;
		}
		return matrix;
	}

	private float[] hippo() {
		float[] matrix = new float[this.states * this.states];
		for (int i = 0; i < this.states; i++) {
			for (int j = 0; j <= i; j++) {
				matrix[i * this.states + j] = (i == j) ? -(i + 1) : (float) -Math.sqrt((2 * i + 1.0) * (2 * j + 1.0));
			}
		}
		return matrix;
	}

	private float[] ramp(int first) {
		float[] values = new float[this.states];
		for (int i = 0; i < this.states; i++) {
			values[i] = first + i;
		}
		return values;
	}

	private float[] roots() {
		float[] values = new float[this.states];
		for (int i = 0; i < this.states; i++) {
			values[i] = (float) Math.sqrt(2 * i + 1.0);
		}
		return values;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * The one-layer linear forecasters of Zeng et al. (AAAI 2023), with weights shared by all
 * KPIs and, added here, a linear effect of the planned actions. DLinear splits a window
 * into its moving average and the rest and maps each; NLinear subtracts the last value
 * before and adds it after.
 */
public final class DLinear extends BaseNetwork {

	/** Of the moving average; longer than the window is the window's mean. */
	private static final int KERNEL = 25;

	private final boolean decompose;

	private final PlainHeads heads;

	/**
	 * @param decompose DLinear if true, NLinear otherwise
	 */
	DLinear(NetworkSpec spec, boolean decompose) {
		super(spec);
		this.decompose = decompose;
		double start = decompose ? 1.0 / spec.window() : 0;
		this.parameters.constant("rest", start, spec.horizon(), spec.window());
		if (decompose) {
			this.parameters.constant("trend", start, spec.horizon(), spec.window());
		}
		this.parameters.constant("bias", 0, spec.horizon(), 1)
			.constant("plan", 0, spec.horizon(), spec.horizon() * spec.targets());
		this.heads = new PlainHeads(spec, spec.horizon(), this.parameters);
	}

	@Override
	public int contextSize() {
		return this.spec.horizon() * this.spec.targets();
	}

	@Override
	public int heads() {
		return 1;
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int window = this.spec.window();
		T x = this.frames.targets(ops, this.frames.unfold(ops, sequences, steps, this.spec.features()), 2);
		T forecast;
		if (this.decompose) {
			T trend = ops.matMul(ops.constant(average(window), window, window), x);
			forecast = ops.add(ops.matMul(ops.parameter("trend"), trend),
					ops.matMul(ops.parameter("rest"), ops.subtract(x, trend)));
		}
		else {
			T last = ops.slice(x, 1, window - 1, window);
			forecast = ops.add(ops.matMul(ops.parameter("rest"), ops.subtract(x, last)), last);
		}
		return ops.reshape(ops.add(forecast, ops.parameter("bias")), -1, contextSize());
	}

	/** Centred moving average; at the edges the nearest value is repeated. */
	private static float[] average(int window) {
		float[] matrix = new float[window * window];
		for (int t = 0; t < window; t++) {
			for (int k = -KERNEL / 2; k <= KERNEL / 2; k++) {
				matrix[t * window + Math.clamp(t + k, 0, window - 1)] += 1f / KERNEL;
			}
		}
		return matrix;
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		int horizon = this.spec.horizon();
		int targets = this.spec.targets();
		T causal = ops.constant(causal(horizon, targets), horizon, horizon * targets);
		T effect = ops.matMul(plans, ops.multiply(ops.parameter("plan"), causal));
		T mean = ops.add(effect, ops.reshape(contexts, 0, 1, horizon * targets));
		return this.heads.around(ops, ops.reshape(mean, -1, targets));
	}

	/** The action of step j reaches the targets of the steps from j on. */
	private static float[] causal(int horizon, int targets) {
		float[] mask = new float[horizon * horizon * targets];
		for (int j = 0; j < horizon; j++) {
			java.util.Arrays.fill(mask, (j * horizon + j) * targets, (j + 1) * horizon * targets, 1);
		}
		return mask;
	}

}

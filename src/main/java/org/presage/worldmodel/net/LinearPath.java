/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * A linear map from the L frames seen and the actions so far onto the targets: the
 * autoregression with exogenous input that is inside a network, so that its nonlinear
 * part has only the rest to explain.
 */
public final class LinearPath {

	/** {@code [L·F, H·Y]}: oldest frame first. */
	public static final String WINDOW = "linear.window";

	/**
	 * {@code [H, H, Y]}: effect of the action of step j on the targets of step h; only j
	 * ≤ h is used.
	 */
	public static final String PLAN = "linear.plan";

	/** {@code [H·Y]}. */
	public static final String BIAS = "linear.bias";

	/** What the path is before training. */
	public enum Start {

		/** The ridge solution: autoregression of all KPIs with the action. */
		RIDGE,
		/** The same of each KPI on its own past only, without the action. */
		OWN_PAST,
		/** The mean of the training part. */
		MEAN,
		/** As its network initialises it. */
		UNCHANGED

	}

	private final NetworkSpec spec;

	LinearPath(NetworkSpec spec, Parameters parameters) {
		this.spec = spec;
		parameters.constant(WINDOW, 0, spec.window() * spec.features(), size())
			.constant(PLAN, 0, spec.horizon(), spec.horizon(), spec.targets())
			.constant(BIAS, 0, size());
	}

	/** Length of what the window contributes, H·Y. */
	int size() {
		return this.spec.horizon() * this.spec.targets();
	}

	/**
	 * What every window inside sequences contributes.
	 * @param frames {@code [B, T, F]}
	 * @return {@code [B·(T−L+1), H·Y]}
	 */
	<T> T fromWindow(Ops<T> ops, T frames, int steps) {
		T windows = new Frames(this.spec).unfold(ops, frames, steps, this.spec.features());
		T flat = ops.reshape(windows, -1, this.spec.window() * this.spec.features());
		return ops.add(ops.matMul(flat, ops.parameter(WINDOW)), ops.parameter(BIAS));
	}

	/** What plans {@code [C, P, H]} contribute, {@code [C, P, H·Y]}. */
	<T> T fromPlan(Ops<T> ops, T plans) {
		int horizon = this.spec.horizon();
		float[] causal = new float[horizon * horizon];
		for (int j = 0; j < horizon; j++) {
			for (int h = j; h < horizon; h++) {
				causal[j * horizon + h] = 1;
			}
		}
		T effects = ops.multiply(ops.parameter(PLAN), ops.constant(causal, horizon, horizon, 1));
		return ops.matMul(plans, ops.reshape(effects, horizon, size()));
	}

}

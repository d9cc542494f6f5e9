/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Distribution around means that come from elsewhere: one standard deviation per step and
 * target, and flags by logistic regression on the predicted KPIs. The means learn nothing
 * from it.
 */
public final class PlainHeads {

	/** The spread {@code [1, H, Y]}, before it is made positive. */
	public static final String SPREAD = "spread";

	private static final float MIN_DEVIATION = 0.01f;

	private final NetworkSpec spec;

	private final int steps;

	/**
	 * @param steps with a spread of their own: H, or 1 for one that all steps share
	 */
	PlainHeads(NetworkSpec spec, int steps, Parameters parameters) {
		this.spec = spec;
		this.steps = steps;
		parameters.constant(SPREAD, 0, 1, steps, spec.targets())
			.linear("sla", spec.targets(), 1)
			.linear("outage", spec.targets(), 1);
	}

	/**
	 * @param mean {@code [N, Y]}
	 */
	<T> Heads<T> around(Ops<T> ops, T mean) {
		return around(ops, mean, deviation(ops, mean));
	}

	/**
	 * With standard deviations that come from elsewhere too.
	 * @param mean {@code [N, Y]}
	 * @param deviation {@code [N, Y]}
	 */
	<T> Heads<T> around(Ops<T> ops, T mean, T deviation) {
		T fixed = ops.detach(mean);
		return new Heads<>(1, this.spec.targets(), row(ops, mean), row(ops, deviation),
				ops.reshape(ops.linear(fixed, "sla"), 1, -1), ops.reshape(ops.linear(fixed, "outage"), 1, -1));
	}

	/**
	 * The standard deviations around means, {@code [N, Y]}.
	 * @param mean {@code [N, Y]}
	 */
	<T> T deviation(Ops<T> ops, T mean) {
		T spread = ops.shift(ops.softplus(ops.parameter(SPREAD)), MIN_DEVIATION);
		T zeros = ops.reshape(ops.scale(ops.detach(mean), 0), -1, this.steps, this.spec.targets());
		return ops.reshape(ops.add(zeros, spread), -1, this.spec.targets());
	}

	private <T> T row(Ops<T> ops, T steps) {
		return ops.reshape(ChannelsFirst.of(ops, steps, this.spec.targets()), 1, -1);
	}

	/**
	 * Starts the spread at measured errors.
	 * @param errors root mean squares {@code [H, Y]}; where NaN, nothing is changed
	 * @param parameters flat
	 * @param offset of the spread
	 */
	public static void spread(double[] errors, float[] parameters, int offset) {
		for (int i = 0; i < errors.length; i++) {
			if (!Double.isNaN(errors[i])) {
				// Inverse of the softplus.
				parameters[offset + i] = (float) Math.log(Math.expm1(Math.max(1e-3, errors[i] - MIN_DEVIATION)));
			}
		}
	}

}

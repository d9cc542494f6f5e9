/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Linear in the action of a step and in its change from the step before, plus a learned
 * vector for each step: what a decoder's tokens start from. Over a whole plan that is one
 * small matrix for each channel, so that plans become tokens in one product.
 */
final class PlanLayer {

	private final NetworkSpec spec;

	private final Frames frames;

	private final int width;

	PlanLayer(NetworkSpec spec, Parameters parameters) {
		this.spec = spec;
		this.frames = new Frames(spec);
		this.width = spec.size().width();
		parameters.linear("action", 2, this.width).gaussian("step", 0.1, spec.horizon(), this.width);
	}

	/**
	 * Tokens of plans, channels first: {@code [width, C·P·H]}.
	 * @param plans {@code [C, P, H]}
	 * @param action in force before the plans, {@code [C, 1]}
	 */
	<T> T tokens(Ops<T> ops, T plans, T action) {
		int inputs = this.spec.horizon() + 2;
		T one = ops.shift(ops.scale(action, 0), 1);
		T known = this.frames.perPlan(ops, ops.concat(1, action, one), plans, 2);
		T extended = ops.reshape(ops.concat(2, plans, known), 1, -1, inputs);
		return ops.reshape(ops.matMul(extended, kernel(ops)), this.width, -1);
	}

	/**
	 * For each channel, from the plan, the action before it and 1 to the steps:
	 * {@code [width, H + 2, H]}.
	 */
	private <T> T kernel(Ops<T> ops) {
		int horizon = this.spec.horizon();
		T weight = ops.transpose(ops.parameter("action.weight"), 1, 0);
		T actions = ops.matMul(weight, ops.constant(actionAndChange(), 2, (horizon + 1) * horizon));
		T steps = ops.transpose(ops.add(ops.parameter("step"), ops.parameter("action.bias")), 1, 0);
		return ops.concat(1, ops.reshape(actions, this.width, horizon + 1, horizon),
				ops.reshape(steps, this.width, 1, horizon));
	}

	/**
	 * Two matrices {@code [H + 1, H]}: what picks the action of each step, and what picks
	 * its change; the last row is the action before the plan.
	 */
	private float[] actionAndChange() {
		int horizon = this.spec.horizon();
		int change = (horizon + 1) * horizon;
		float[] both = new float[2 * change];
		for (int h = 0; h < horizon; h++) {
			int before = (h > 0) ? h - 1 : horizon;
			both[h * horizon + h] = 1;
			both[change + h * horizon + h] = 1;
			both[change + before * horizon + h] = -1;
		}
		return both;
	}

}

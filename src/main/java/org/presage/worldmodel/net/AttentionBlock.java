/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * A causal transformer block, pre-norm (Vaswani et al., NeurIPS 2017; Xiong et al., ICML
 * 2020): step t attends to the steps 0..t.
 */
final class AttentionBlock {

	private static final float MINUS_INFINITY = -1e9f;

	private final String name;

	private final int width;

	private final int heads;

	AttentionBlock(String name, int width, Parameters parameters) {
		this.name = name;
		this.width = width;
		this.heads = (width % 4 == 0) ? 4 : 1;
		parameters.norm(name + ".norm1", width)
			.linear(name + ".query", width, width)
			.linear(name + ".key", width, width)
			.linear(name + ".value", width, width)
			.linear(name + ".mixed", width, width)
			.norm(name + ".norm2", width)
			.linear(name + ".expand", width, 2 * width)
			.linear(name + ".contract", 2 * width, width);
	}

	/** {@code [B, T, width]} to the same shape. */
	<T> T forward(Ops<T> ops, T x, int steps) {
		T normal = ops.norm(x, this.name + ".norm1");
		T query = ops.transpose(split(ops, ops.linear(normal, this.name + ".query"), steps), 0, 2, 1, 3);
		T key = ops.transpose(split(ops, ops.linear(normal, this.name + ".key"), steps), 0, 2, 3, 1);
		T value = ops.transpose(split(ops, ops.linear(normal, this.name + ".value"), steps), 0, 2, 1, 3);
		float scale = (float) (1 / Math.sqrt((double) this.width / this.heads));
		T scores = ops.add(ops.scale(ops.matMul(query, key), scale), ops.constant(future(steps), steps, steps));
		T mixed = ops.transpose(ops.matMul(ops.softmax(scores), value), 0, 2, 1, 3);
		T y = ops.add(x, ops.linear(ops.reshape(mixed, -1, steps, this.width), this.name + ".mixed"));
		T hidden = ops.gelu(ops.linear(ops.norm(y, this.name + ".norm2"), this.name + ".expand"));
		return ops.add(y, ops.linear(hidden, this.name + ".contract"));
	}

	private <T> T split(Ops<T> ops, T x, int steps) {
		return ops.reshape(x, -1, steps, this.heads, this.width / this.heads);
	}

	private static float[] future(int steps) {
		float[] mask = new float[steps * steps];
		for (int t = 0; t < steps; t++) {
			for (int s = t + 1; s < steps; s++) {
				mask[t * steps + s] = MINUS_INFINITY;
			}
		}
		return mask;
	}

}

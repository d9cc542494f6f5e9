/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * One block of the published network, post-norm: learned kernel, squeeze-and-excite gate
 * over the whole window, gated channel mix. The kernel is applied as the publication's
 * code does, without being flipped: its first tap meets the oldest sample.
 */
final class WmMs3mBlock {

	private static final int SQUEEZE = 8;

	private final String name;

	private final int width;

	private final int window;

	private final LearnedKernel kernel;

	WmMs3mBlock(String name, NetworkSize size, int window, Parameters parameters) {
		this.name = name;
		this.width = size.width();
		this.window = window;
		this.kernel = new LearnedKernel(name + ".kernel", size, window, parameters);
		int squeezed = Math.max(1, this.width / SQUEEZE);
		parameters.linear(name + ".squeeze", this.width, squeezed)
			.linear(name + ".excite", squeezed, this.width)
			.norm(name + ".norm1", this.width)
			.linear(name + ".up", this.width, 4 * this.width)
			.linear(name + ".down", 2 * this.width, this.width)
			.norm(name + ".mixed", this.width)
			.norm(name + ".norm2", this.width);
	}

	/** The kernel, {@code [width, L]}. */
	<T> T kernel(Ops<T> ops) {
		return this.kernel.taps(ops);
	}

	/** {@code [N, L, width]} to the same shape. */
	<T> T forward(Ops<T> ops, T x) {
		T filtered = filter(ops, x);
		T squeezed = ops.relu(ops.linear(ops.mean(filtered, 1), this.name + ".squeeze"));
		T gated = ops.multiply(filtered, ops.sigmoid(ops.linear(squeezed, this.name + ".excite")));
		T y = ops.norm(ops.add(x, gated), this.name + ".norm1");
		T up = ops.linear(y, this.name + ".up");
		T content = ops.gelu(ops.slice(up, 2, 0, 2 * this.width));
		T gate = ops.sigmoid(ops.slice(up, 2, 2 * this.width, 4 * this.width));
		T mixed = ops.norm(ops.add(y, ops.linear(ops.multiply(content, gate), this.name + ".down")),
				this.name + ".mixed");
		return ops.norm(ops.add(y, mixed), this.name + ".norm2");
	}

	private <T> T filter(Ops<T> ops, T x) {
		T placed = ops.matMul(kernel(ops), ops.constant(placement(), this.window, this.window * this.window));
		T toeplitz = ops.reshape(placed, this.width, this.window, this.window);
		return ops.transpose(ops.matMul(toeplitz, ops.transpose(x, 2, 1, 0)), 2, 1, 0);
	}

	/** Tap j stands where row t meets sample {@code s = t − (L−1) + j}. */
	private float[] placement() {
		float[] placed = new float[this.window * this.window * this.window];
		for (int t = 0; t < this.window; t++) {
			for (int s = 0; s <= t; s++) {
				int tap = s - t + this.window - 1;
				placed[(tap * this.window + t) * this.window + s] = 1;
			}
		}
		return placed;
	}

}

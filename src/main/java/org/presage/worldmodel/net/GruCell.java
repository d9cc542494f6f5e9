/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/** Gated recurrent unit (Cho et al., 2014). */
final class GruCell {

	private final String name;

	private final int width;

	GruCell(String name, int in, int width, Parameters parameters) {
		this.name = name;
		this.width = width;
		parameters.linear(name + ".gates", in + width, 2 * width).linear(name + ".candidate", in + width, width);
	}

	/** One step over {@code [N, width]} and {@code [N, in]}. */
	<T> T step(Ops<T> ops, T state, T input) {
		T gates = ops.sigmoid(ops.linear(ops.concat(1, input, state), this.name + ".gates"));
		T reset = ops.slice(gates, 1, 0, this.width);
		T update = ops.slice(gates, 1, this.width, 2 * this.width);
		T candidate = ops.tanh(ops.linear(ops.concat(1, input, ops.multiply(reset, state)), this.name + ".candidate"));
		return ops.add(state, ops.multiply(update, ops.subtract(candidate, state)));
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.List;

/** Long short-term memory (Hochreiter and Schmidhuber, 1997; with a forget gate). */
final class LstmCell {

	private final String name;

	private final int width;

	LstmCell(String name, int in, int width, Parameters parameters) {
		this.name = name;
		this.width = width;
		parameters.linear(name + ".gates", in + width, 4 * width);
	}

	/**
	 * One step; state and input agree in all axes but the last.
	 * @param axis the last axis
	 */
	<T> State<T> step(Ops<T> ops, State<T> state, T input, int axis) {
		T gates = ops.linear(ops.concat(axis, input, state.hidden()), this.name + ".gates");
		T in = ops.sigmoid(gate(ops, gates, 0, axis));
		// Remembering is what an untrained cell does.
		T forget = ops.sigmoid(ops.shift(gate(ops, gates, 1, axis), 1));
		T out = ops.sigmoid(gate(ops, gates, 2, axis));
		T candidate = ops.tanh(gate(ops, gates, 3, axis));
		T memory = ops.add(ops.multiply(forget, state.memory()), ops.multiply(in, candidate));
		return new State<>(ops.multiply(out, ops.tanh(memory)), memory);
	}

	private <T> T gate(Ops<T> ops, T gates, int index, int axis) {
		return ops.slice(gates, axis, index * this.width, (index + 1) * this.width);
	}

	/** Hidden state and memory, {@code [.., width]} each. */
	record State<T>(T hidden, T memory) {

		T joined(Ops<T> ops, int axis) {
			return ops.concat(axis, List.of(this.hidden, this.memory));
		}

		static <T> State<T> of(Ops<T> ops, T joined, int axis, int width) {
			return new State<>(ops.slice(joined, axis, 0, width), ops.slice(joined, axis, width, 2 * width));
		}

	}

}

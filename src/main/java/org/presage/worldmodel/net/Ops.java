/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.List;

/**
 * The tensor operations that networks are written in. One implementation runs them
 * eagerly with gradients, another writes them into an ONNX graph, so that a network has
 * one definition. Tensors hold 32-bit floats; binary operations broadcast as NumPy does;
 * axes count from 0.
 *
 * @param <T> a tensor of the implementation
 */
public interface Ops<T> {

	/** A trained tensor, by the name under which the network declared it. */
	T parameter(String name);

	/** A fixed tensor, row-major. */
	T constant(float[] values, int... shape);

	/**
	 * Matrix product over the last two axes, the others broadcast:
	 * {@code [.., m, k] × [.., k, n] → [.., m, n]}.
	 */
	T matMul(T a, T b);

	T add(T a, T b);

	T subtract(T a, T b);

	T multiply(T a, T b);

	T divide(T a, T b);

	T sigmoid(T x);

	T tanh(T x);

	T relu(T x);

	/** Gaussian error linear unit, exact: {@code x·Φ(x)}. */
	T gelu(T x);

	/** {@code ln(1 + eˣ)}. */
	T softplus(T x);

	T exp(T x);

	/** Natural logarithm; of a negative number NaN. */
	T log(T x);

	T sqrt(T x);

	T clip(T x, float min, float max);

	/** To the nearest whole number, halves to the even one. No gradient flows back. */
	T round(T x);

	/** Softmax over the last axis. */
	T softmax(T x);

	/**
	 * Layer normalisation over the last axis with ε = 1e-5; {@code gain} and {@code bias}
	 * have its length.
	 */
	T layerNorm(T x, T gain, T bias);

	/** Mean over one axis, which stays with length 1. */
	T mean(T x, int axis);

	/** Sum over one axis, which stays with length 1. */
	T sum(T x, int axis);

	/** Axis {@code i} of the result is axis {@code permutation[i]} of {@code x}. */
	T transpose(T x, int... permutation);

	/**
	 * In {@code shape}, 0 keeps the length of the same axis of {@code x} and one −1 takes
	 * what is left.
	 */
	T reshape(T x, int... shape);

	/** Elements {@code from} (inclusive) to {@code to} (exclusive) of one axis. */
	T slice(T x, int axis, int from, int to);

	/** Joins tensors along an axis. */
	T concat(int axis, List<T> parts);

	/** The same values, through which no gradient flows back. */
	T detach(T x);

	/**
	 * The same operations for a part of a network, whose parameters were declared by
	 * {@link Parameters#add} under the prefix.
	 */
	Ops<T> within(String prefix);

	/** Joins two tensors along an axis. */
	default T concat(int axis, T first, T second) {
		return concat(axis, List.of(first, second));
	}

	/** {@code x·factor}, element by element. */
	default T scale(T x, float factor) {
		return multiply(x, constant(new float[] { factor }, 1));
	}

	/** {@code x + offset}, element by element. */
	default T shift(T x, float offset) {
		return add(x, constant(new float[] { offset }, 1));
	}

	/**
	 * {@code x·W + b} over the last axis, with the parameters that
	 * {@link Parameters#linear} declared.
	 */
	default T linear(T x, String name) {
		return add(matMul(x, parameter(name + ".weight")), parameter(name + ".bias"));
	}

	/** {@link #layerNorm} with the parameters that {@link Parameters#norm} declared. */
	default T norm(T x, String name) {
		return layerNorm(x, parameter(name + ".gain"), parameter(name + ".bias"));
	}

}

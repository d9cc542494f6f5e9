/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Small heads on a shared trunk. Each predicts the change from a base, a standard
 * deviation and the flags' log-odds; a network of zeros predicts the base.
 */
final class HeadLayer {

	private static final float MIN_DEVIATION = 0.01f;

	private static final int HIDDEN = 16;

	private final String name;

	private final int heads;

	private final int targets;

	HeadLayer(String name, NetworkSpec spec, int in, Parameters parameters) {
		this.name = name;
		this.heads = spec.size().heads();
		this.targets = spec.targets();
		parameters.linear(hidden(), in, this.heads * HIDDEN)
			.constant(name + ".weight", 0, this.heads, HIDDEN, outputs())
			.constant(name + ".bias", 0, this.heads, 1, outputs());
	}

	/** Mean and deviation of each target, and two flags. */
	private int outputs() {
		return 2 * this.targets + 2;
	}

	/** Name of the first layer, for who computes it together with a norm. */
	String hidden() {
		return this.name + ".hidden";
	}

	/**
	 * @param x features of N steps, any shape whose last axis is the trunk's width
	 * @param base {@code [.., Y]}, as many steps
	 */
	<T> Heads<T> forward(Ops<T> ops, T x, T base) {
		return after(ops, ChannelsFirst.of(ops, ops.linear(x, hidden()), this.heads * HIDDEN),
				ChannelsFirst.of(ops, base, this.targets));
	}

	/**
	 * The rest of the layer, channels first.
	 * @param hidden what the first layer gives, {@code [E·hidden, N]}
	 * @param base {@code [Y, N]}
	 */
	<T> Heads<T> after(Ops<T> ops, T hidden, T base) {
		T members = ops.reshape(ops.gelu(hidden), this.heads, HIDDEN, -1);
		T weight = ops.transpose(ops.parameter(this.name + ".weight"), 0, 2, 1);
		T bias = ops.transpose(ops.parameter(this.name + ".bias"), 0, 2, 1);
		T out = ops.add(ops.matMul(weight, members), bias);
		T mean = ops.add(part(ops, out, 0, this.targets), ops.reshape(base, 1, -1));
		T deviation = ops.shift(ops.softplus(part(ops, out, this.targets, 2 * this.targets)), MIN_DEVIATION);
		return new Heads<>(this.heads, this.targets, mean, deviation,
				part(ops, out, 2 * this.targets, 2 * this.targets + 1),
				part(ops, out, 2 * this.targets + 1, outputs()));
	}

	/** Some outputs of all members, a row for each member. */
	private <T> T part(Ops<T> ops, T out, int from, int to) {
		return ops.reshape(ops.slice(out, 1, from, to), this.heads, -1);
	}

}

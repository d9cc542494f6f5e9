/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Optional;

/**
 * A network around another one: its context begins with that of the inner network, and it
 * predicts with as many members.
 */
abstract class NetworkAround implements Network {

	final Network inner;

	/** Begins with those of the inner network. */
	final Parameters parameters;

	NetworkAround(Network inner) {
		this.inner = inner;
		this.parameters = new Parameters().add("", inner.parameters());
	}

	/** Length of what it adds to the context. */
	abstract int added();

	@Override
	public final NetworkSpec spec() {
		return this.inner.spec();
	}

	@Override
	public final Parameters parameters() {
		return this.parameters;
	}

	@Override
	public final int contextSize() {
		return this.inner.contextSize() + added();
	}

	@Override
	public final int heads() {
		return this.inner.heads();
	}

	@Override
	public final Optional<PriorSlice> prior() {
		return this.inner.prior();
	}

	@Override
	public final boolean meansAreFitted() {
		return this.inner.meansAreFitted();
	}

	/** Zeros beside contexts, {@code [C, size]}. */
	static <T> T empty(Ops<T> ops, T contexts, int size) {
		return ops.add(ops.scale(ops.slice(contexts, 1, 0, 1), 0), ops.constant(new float[size], 1, size));
	}

	/** The contexts of the inner network. */
	final <T> T within(Ops<T> ops, T contexts) {
		return ops.slice(contexts, 1, 0, this.inner.contextSize());
	}

	/**
	 * A part of what was added to the contexts.
	 * @param from 0 to {@link #added}
	 * @param to after the last
	 */
	final <T> T beside(Ops<T> ops, T contexts, int from, int to) {
		int at = this.inner.contextSize();
		return ops.slice(contexts, 1, at + from, at + to);
	}

}

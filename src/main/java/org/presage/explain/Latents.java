/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Where a context holds the prior over the latent.
 *
 * @param offset where the means begin; the logarithms of the standard deviations follow
 * @param size of the latent, Z
 */
record Latents(int offset, int size) {

	/** For an architecture; null if its contexts hold no prior. */
	static @Nullable Latents of(NetworkSpec spec) {
		return Architectures.build(spec).prior().map((prior) -> new Latents(prior.offset(), prior.size())).orElse(null);
	}

	/** {@code [Z]} of a context. */
	float[] mean(float[] context) {
		return Arrays.copyOfRange(context, this.offset, this.offset + this.size);
	}

	/** {@code [Z]} of a context. */
	float[] logDeviation(float[] context) {
		return Arrays.copyOfRange(context, this.offset + this.size, this.offset + 2 * this.size);
	}

}

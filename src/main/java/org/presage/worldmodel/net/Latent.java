/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * A diagonal Gaussian over a latent.
 *
 * @param mean {@code [S, Z]}
 * @param logDeviation {@code [S, Z]}
 */
record Latent<T>(T mean, T logDeviation) {

	private static final float LIMIT = 8;

	/**
	 * @param both {@code [S, 2·Z]}, mean and logarithm of the standard deviation
	 */
	static <T> Latent<T> of(Ops<T> ops, T both, int size) {
		return new Latent<>(ops.slice(both, 1, 0, size), ops.clip(ops.slice(both, 1, size, 2 * size), -LIMIT, LIMIT));
	}

	/**
	 * A sample for the chosen, the mean of {@code otherwise} for the rest.
	 * @param chosen {@code [S, 1]}, 1 or 0
	 */
	T sampleOr(Ops<T> ops, T chosen, Latent<T> otherwise, T noise) {
		T sampled = ops.add(this.mean, ops.multiply(ops.exp(this.logDeviation), noise));
		return ops.add(ops.multiply(sampled, chosen),
				ops.multiply(otherwise.mean, ops.shift(ops.scale(chosen, -1), 1)));
	}

	/**
	 * KL(this ‖ prior), mean over the samples that count, per latent at least the free
	 * nats, summed: {@code [1]}.
	 * @param counts {@code [S, 1]}, 1 or 0
	 */
	T divergence(Ops<T> ops, Latent<T> prior, T counts, double freeNats) {
		T shift = ops.subtract(this.mean, prior.mean);
		T variances = ops.add(ops.exp(ops.scale(this.logDeviation, 2)), ops.multiply(shift, shift));
		T ratio = ops.divide(variances, ops.scale(ops.exp(ops.scale(prior.logDeviation, 2)), 2));
		T kl = ops.add(ops.subtract(prior.logDeviation, this.logDeviation), ops.shift(ratio, -0.5f));
		T perLatent = ops.divide(ops.sum(ops.multiply(kl, counts), 0), ops.shift(ops.sum(counts, 0), 1e-6f));
		T counted = ops.shift(ops.relu(ops.shift(perLatent, (float) -freeNats)), (float) freeNats);
		return Likelihood.total(ops, counted);
	}

}

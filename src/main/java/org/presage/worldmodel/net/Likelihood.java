/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/** The loss of forecasts: a proper score of the KPIs and cross-entropies of the flags. */
final class Likelihood {

	private static final double SQRT_PI = Math.sqrt(Math.PI);

	private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);

	private Likelihood() {
	}

	/**
	 * Per counted target; a head learns from the samples that its bootstrap drew.
	 * @param shape of the heads
	 * @return {@code [1]}
	 */
	static <T> T of(Ops<T> ops, Heads<T> heads, TrainingBatch<T> batch, TrainingLoss loss, Shape shape) {
		int members = shape.members();
		int targets = shape.targets();
		T truth = ops.reshape(ChannelsFirst.of(ops, batch.targets(), targets), 1, -1);
		T mask = ops.reshape(ChannelsFirst.of(ops, batch.targetMask(), targets), 1, targets, -1);
		T weight = ops.reshape(ops.multiply(mask, bootstrap(ops, batch, loss, shape)), members, -1);
		T score = switch (loss.fit()) {
			case BETA_NLL -> betaNll(ops, heads, truth, loss.beta());
			case CRPS -> crps(ops, heads, truth);
		};
		T fit = weightedMean(ops, score, weight);
		Heads<T> judged = (batch.scale() != null) ? batch.scale().restore(ops, heads, batch.plans()) : heads;
		T flags = ops.add(crossEntropy(ops, judged.slaLogit(), batch.sla(), members),
				crossEntropy(ops, judged.outageLogit(), batch.outage(), members));
		return ops.add(fit, ops.scale(flags, (float) loss.flags()));
	}

	/**
	 * 1 where a head learns from a sample, alike for all its steps: {@code [E, 1, N]}.
	 */
	private static <T> T bootstrap(Ops<T> ops, TrainingBatch<T> batch, TrainingLoss loss, Shape shape) {
		int members = shape.members();
		T chosen = batch.noise().bernoulli((members > 1) ? loss.bootstrap() : 1, members, batch.samples(), 1);
		float[] steps = new float[shape.horizon()];
		java.util.Arrays.fill(steps, 1);
		return ops.reshape(ops.multiply(chosen, ops.constant(steps, 1, 1, steps.length)), members, 1, -1);
	}

	private static <T> T betaNll(Ops<T> ops, Heads<T> heads, T truth, double beta) {
		T error = ops.subtract(heads.mean(), truth);
		T variance = ops.multiply(heads.deviation(), heads.deviation());
		T logVariance = ops.log(variance);
		T nll = ops.scale(ops.add(ops.divide(ops.multiply(error, error), variance), logVariance), 0.5f);
		return ops.multiply(nll, ops.exp(ops.scale(ops.detach(logVariance), (float) beta)));
	}

	/**
	 * {@code σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π)}; {@code z·Φ(z)} is what GELU computes.
	 */
	private static <T> T crps(Ops<T> ops, Heads<T> heads, T truth) {
		T z = ops.divide(ops.subtract(truth, heads.mean()), heads.deviation());
		T density = ops.scale(ops.exp(ops.scale(ops.multiply(z, z), -0.5f)), (float) (2 / SQRT_2PI));
		T body = ops.add(ops.subtract(ops.scale(ops.gelu(z), 2), z), density);
		return ops.multiply(heads.deviation(), ops.shift(body, (float) (-1 / SQRT_PI)));
	}

	/** Cross-entropy from logits {@code [E, N]}: softplus(x) − y·x. */
	static <T> T crossEntropy(Ops<T> ops, T logit, TrainingBatch.Flag<T> flag, int members) {
		T each = ops.subtract(ops.softplus(logit), ops.multiply(logit, ops.reshape(flag.value(), 1, -1)));
		T sum = total(ops, ops.multiply(each, ops.reshape(flag.mask(), 1, -1)));
		return ops.divide(sum, ops.shift(ops.scale(total(ops, flag.mask()), members), 1e-6f));
	}

	static <T> T weightedMean(Ops<T> ops, T values, T weights) {
		return ops.divide(total(ops, ops.multiply(values, weights)), ops.shift(total(ops, weights), 1e-6f));
	}

	/** Sum of all elements, {@code [1]}. */
	static <T> T total(Ops<T> ops, T x) {
		return ops.sum(ops.reshape(x, -1), 0);
	}

	/**
	 * How heads are shaped.
	 *
	 * @param members E
	 * @param horizon steps of each sample
	 * @param targets Y
	 */
	record Shape(int members, int horizon, int targets) {

		static Shape of(Network network) {
			return new Shape(network.heads(), network.spec().horizon(), network.spec().targets());
		}

	}

}

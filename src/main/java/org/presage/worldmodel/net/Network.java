/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Optional;

/**
 * An architecture. It answers two questions, {@link #encode} and {@link #imagine}, and is
 * written once against {@link Ops}. B sequences, T steps, F features, L window, C
 * contexts, K context length, P plans, H horizon, Y targets, Z latent, E heads. All KPI
 * values are standardised.
 */
public interface Network {

	NetworkSpec spec();

	/** The tensors that the network uses. */
	Parameters parameters();

	/** Length of a context, K. */
	int contextSize();

	/**
	 * Encodes every window of L frames inside sequences of T ≥ L frames; the result for a
	 * window does not depend on the frames around it.
	 * @param frames {@code [B, T, F]}, absent values filled in
	 * @param mask {@code [B, T, F]}, 1 present, 0 absent
	 * @param steps T
	 * @return contexts {@code [B·(T−L+1), K]}
	 */
	<T> T encode(Ops<T> ops, T frames, T mask, int steps);

	/**
	 * Predicts the steps of every plan, with latents at their most likely values. Step h
	 * sees the actions 0..h of its plan only.
	 * @param contexts {@code [C, K]}
	 * @param plans standardised actions {@code [C, P, H]}; the action at h is in force in
	 * the interval that it predicts
	 */
	<T> Heads<T> imagine(Ops<T> ops, T contexts, T plans);

	/**
	 * What a training step minimises.
	 * @param contexts of the batch's samples, {@code [S, K]}
	 * @return {@code [1]}
	 */
	default <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		return Likelihood.of(ops, imagine(ops, contexts, batch.plans()), batch, loss, Likelihood.Shape.of(this));
	}

	/**
	 * Contexts that know what neighbours announce; unchanged if the network does not.
	 * @param announced as {@link AnnouncedPlans} reads it, {@code [C, H + 2]}
	 */
	default <T> T announce(Ops<T> ops, T contexts, T announced) {
		return contexts;
	}

	/**
	 * Contexts that know what neighbours said; unchanged if the network has no messages.
	 * @param received {@link MessageRow rows} of all neighbours, {@code [C, N, R]}
	 */
	default <T> T receive(Ops<T> ops, T contexts, T received) {
		return contexts;
	}

	/** Members that {@link #imagine} returns, E. */
	default int heads() {
		return spec().size().heads();
	}

	/** Where the prior over the latent stands in a context; empty without one there. */
	default Optional<PriorSlice> prior() {
		return Optional.empty();
	}

	/**
	 * Whether only the spread and the flags are trained, the means being fitted before.
	 */
	default boolean meansAreFitted() {
		return false;
	}

	/**
	 * Mean and logarithm of the standard deviation of a latent inside a context.
	 *
	 * @param offset of the means; the logarithms follow them
	 * @param size Z
	 */
	record PriorSlice(int offset, int size) {
	}

}

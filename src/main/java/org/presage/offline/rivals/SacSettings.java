/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import org.presage.base.InvalidInputException;

/**
 * How a policy is trained by {@link Sac}.
 *
 * @param samples steps of all agents together, 1 or more
 * @param rollout steps of each agent between two calls of {@link ControlTask#begin}
 * @param uniform samples at the start whose shares are uniform in 0..1, in whole rollouts
 * and at least one
 * @param memory most samples to draw batches from, the last ones
 * @param batch samples of one gradient
 * @param every samples between two gradients
 * @param rate of Adam at the start; it falls linearly to 0
 * @param discount γ of a step, 0 to below 1
 * @param blend share of the critics in their targets, for each gradient, above 0 to 1
 * @param entropy that the policy keeps in the mean, of an action in -1..1, in nats
 * @param hidden units of each hidden layer
 * @param seed of everything random
 */
public record SacSettings(int samples, int rollout, int uniform, int memory, int batch, int every, double rate,
		double discount, double blend, double entropy, int hidden, long seed) {

	public SacSettings {
		if (samples < 1) {
			throw new InvalidInputException("samples", "1 or more", samples);
		}
	}

	/**
	 * The published target of the entropy (Haarnoja et al., 2018b), with the network and
	 * the discount of {@link PpoSettings#of}. Each sample is learnt from about eight
	 * times, as PPO does. The rate and the blend are larger than the published ones
	 * because there are far fewer gradients: on networks that are not judged, 40,000
	 * samples led to a reward of 0.10 with these and -0.21 with 1e-3 and 0.005.
	 */
	public static SacSettings of(int samples, long seed) {
		return new SacSettings(samples, 128, Math.min(5_000, samples / 10), 500_000, 128, 16, 3e-3, 0.98, 0.01, -1, 32,
				seed);
	}

}

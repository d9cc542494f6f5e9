/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import org.presage.base.InvalidInputException;

/**
 * How a policy is trained by {@link Ppo}.
 *
 * @param samples steps of all agents together, 1 or more
 * @param rollout steps of each agent between two updates
 * @param epochs passes over a rollout
 * @param batch samples of one gradient
 * @param rate of Adam at the start; it falls linearly to 0
 * @param discount γ of a step, 0 to below 1
 * @param lambda of the generalised advantage estimate, 0..1
 * @param clip of the ratio of probabilities
 * @param entropy weight of the policy's entropy in the objective
 * @param hidden units of each hidden layer
 * @param seed of everything random
 */
public record PpoSettings(int samples, int rollout, int epochs, int batch, double rate, double discount, double lambda,
		double clip, double entropy, int hidden, long seed) {

	public PpoSettings {
		if (samples < 1) {
			throw new InvalidInputException("samples", "1 or more", samples);
		}
	}

	/**
	 * The published defaults for continuous control (Schulman et al., 2017), with a
	 * discount that looks about five seconds ahead at 100 ms.
	 */
	public static PpoSettings of(int samples, long seed) {
		return new PpoSettings(samples, 128, 8, 256, 1e-3, 0.98, 0.95, 0.2, 1e-3, 32, seed);
	}

}

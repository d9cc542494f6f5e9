/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Arrays;

import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.OutputSlots;

/** Which weights of a champion a challenger trains further. */
public enum ChallengerMode {

	/** Biases, spreads and log-odds of the outputs: nothing that depends on the plan. */
	LEVELS(5e-3, 0),
	/**
	 * Levels, and what the newest frames add to the means whatever the plan: at most a
	 * twentieth of the weights.
	 */
	ADAPTER(2e-3, 0),
	/** Output heads, at most a twentieth of the weights. */
	HEADS(2e-3, 0),
	/** All weights, slowly, and pulled towards the champion's. */
	FULL(2e-4, 0.1);

	/** Largest share of the weights that are trained where not all are. */
	private static final double SMALL_SHARE = 0.05;

	/** Peak of the schedule. */
	private final double learningRate;

	/** See {@link FineTuning}. */
	private final double pull;

	ChallengerMode(double learningRate, double pull) {
		this.learningRate = learningRate;
		this.pull = pull;
	}

	double learningRate() {
		return this.learningRate;
	}

	double pull() {
		return this.pull;
	}

	/** Per weight of a network, whether it is trained. */
	public boolean[] trained(Network network) {
		return switch (this) {
			case LEVELS -> OutputSlots.levels(network);
			case ADAPTER -> OutputSlots.window(network, SMALL_SHARE);
			case HEADS -> OutputSlots.heads(network, SMALL_SHARE);
			case FULL -> {
				boolean[] all = new boolean[network.parameters().size()];
				Arrays.fill(all, true);
				yield all;
			}
		};
	}

}

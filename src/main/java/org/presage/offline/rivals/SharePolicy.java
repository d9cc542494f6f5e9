/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

/**
 * A trained policy without its exploration: the mean share of an observation. Owned by
 * one thread; {@link #copy} is for another one.
 */
public final class SharePolicy {

	/** Output of a network that says nothing: half of what there is. */
	static final double CENTRE = 0.5;

	private final TanhNetwork network;

	private final double[] weights;

	private final TanhNetwork.Pass pass;

	SharePolicy(TanhNetwork network, double[] weights) {
		this.network = network;
		this.weights = weights.clone();
		this.pass = network.pass();
	}

	/** The same policy for another thread. */
	public SharePolicy copy() {
		return new SharePolicy(this.network, this.weights);
	}

	/**
	 * @param observation {@code [D]} from {@code at} on
	 * @return 0..1
	 */
	public double share(double[] observation, int at) {
		return Math.clamp(CENTRE + this.network.forward(this.weights, observation, at, this.pass), 0, 1);
	}

}

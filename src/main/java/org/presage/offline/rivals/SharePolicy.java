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

	/** Share for an output of 0: half of what there is. */
	static final double CENTRE = 0.5;

	private final TanhNetwork network;

	private final double[] weights;

	private final Range range;

	private final TanhNetwork.Pass pass;

	/** How the first output of a network becomes a share. */
	enum Range {

		/** Added to the centre and clipped. */
		CLIPPED,
		/** Squashed by tanh, so that it never reaches 0 or 1. */
		SQUASHED;

		double share(double output) {
			return switch (this) {
				case CLIPPED -> Math.clamp(CENTRE + output, 0, 1);
				case SQUASHED -> CENTRE + CENTRE * Math.tanh(output);
			};
		}

	}

	SharePolicy(TanhNetwork network, double[] weights, Range range) {
		this.network = network;
		this.weights = weights.clone();
		this.range = range;
		this.pass = network.pass();
	}

	/** The same policy for another thread. */
	public SharePolicy copy() {
		return new SharePolicy(this.network, this.weights, this.range);
	}

	/**
	 * @param observation {@code [D]} from {@code at} on
	 * @return 0..1
	 */
	public double share(double[] observation, int at) {
		return this.range.share(this.network.forward(this.weights, observation, at, this.pass));
	}

}

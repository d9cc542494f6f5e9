/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import org.presage.base.InvalidInputException;

/**
 * How large a network is. An architecture reads what it has a use for.
 *
 * @param width channels of the hidden layers
 * @param encoderBlocks blocks over the window
 * @param decoderBlocks blocks over the plan
 * @param latent size of the stochastic latent z
 * @param heads output heads on a shared trunk, each trained on samples of its own
 * @param members independent networks of an ensemble; 1 for a single one
 * @param states states N of one state-space kernel
 * @param scales time scales that a kernel mixes
 */
public record NetworkSize(int width, int encoderBlocks, int decoderBlocks, int latent, int heads, int members,
		int states, int scales) {

	/** For tests and first tries. */
	public static final NetworkSize TINY = new NetworkSize(16, 1, 1, 4, 2, 1, 4, 2);

	/** What plans within the budget on one core. */
	public static final NetworkSize DEFAULT = new NetworkSize(32, 2, 2, 8, 4, 1, 6, 4);

	/** The sizes of arXiv 2511.02748. */
	public static final NetworkSize PAPER = new NetworkSize(192, 4, 4, 48, 4, 1, 64, 4);

	public NetworkSize {
		require("width", width);
		require("encoderBlocks", encoderBlocks);
		require("decoderBlocks", decoderBlocks);
		require("latent", latent);
		require("heads", heads);
		require("members", members);
		require("states", states);
		require("scales", scales);
	}

	private static void require(String field, int value) {
		if (value < 1) {
			throw new InvalidInputException("network." + field, "a number >= 1", value);
		}
	}

	public NetworkSize withWidth(int channels) {
		return new NetworkSize(channels, this.encoderBlocks, this.decoderBlocks, this.latent, this.heads, this.members,
				this.states, this.scales);
	}

	public NetworkSize withHeads(int count) {
		return new NetworkSize(this.width, this.encoderBlocks, this.decoderBlocks, this.latent, count, this.members,
				this.states, this.scales);
	}

	public NetworkSize withMembers(int count) {
		return new NetworkSize(this.width, this.encoderBlocks, this.decoderBlocks, this.latent, this.heads, count,
				this.states, this.scales);
	}

}

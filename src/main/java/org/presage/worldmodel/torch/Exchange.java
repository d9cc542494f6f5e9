/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import java.util.Arrays;

/**
 * Who said what to whom in a batch: each window's neighbours are windows of the same
 * batch, so that the senders learn what to say.
 *
 * @param senders sample that a neighbour's message comes from, {@code [B·n, N]}; −1
 * without one
 * @param rows the rest of its {@link org.presage.worldmodel.net.MessageRow row},
 * {@code [B·n, N, R − M]}
 */
public record Exchange(int[] senders, float[] rows) {

	/** An exchange in which nobody has said anything. */
	public static Exchange silent(int samples, int neighbours, int rest) {
		int[] senders = new int[samples * neighbours];
		Arrays.fill(senders, -1);
		return new Exchange(senders, new float[senders.length * rest]);
	}

}

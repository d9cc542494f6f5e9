/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import org.presage.base.InvalidInputException;

/**
 * One slice of every simulated cell and who is in it.
 *
 * @param name for people
 * @param sNssai {@code SST} or {@code SST-SD} as in {@link org.presage.kpi.CellId}; empty
 * for a cell without slices
 * @param videoUes adaptive-video UEs
 * @param webUes web-browsing UEs
 * @param voiceUes voice UEs
 */
public record SliceTraffic(String name, String sNssai, int videoUes, int webUes, int voiceUes) {

	public SliceTraffic {
		if (videoUes < 0 || webUes < 0 || voiceUes < 0 || videoUes + webUes + voiceUes < 1) {
			throw new InvalidInputException("slice " + name, "0 or more UEs of each kind and one at least",
					videoUes + ", " + webUes + ", " + voiceUes);
		}
	}

	/**
	 * Whether UEs report their channel in ticks in which nothing waits for any of them.
	 * In a cell without slices they do not, and its SINR counts such a tick as 0 dB:
	 * recorded traces and the default model are made of it. A slice is idle far too often
	 * for that.
	 */
	boolean reportsWhenIdle() {
		return !this.sNssai.isEmpty();
	}

	int ues() {
		return this.videoUes + this.webUes + this.voiceUes;
	}

	/** Traffic of the {@code index}-th UE: video first, voice last. */
	Traffic traffic(int index, ReplayableRandom random) {
		return (index < this.videoUes) ? new Traffic.Video(random)
				: (index < this.videoUes + this.webUes) ? new Traffic.Web() : new Traffic.Voice(random);
	}

}

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
	 * The same slice with another number of UEs.
	 * @param load factor for each kind, rounded to whole UEs; where none would be left,
	 * one of the most frequent kind stays
	 */
	SliceTraffic scaled(double load) {
		int video = (int) Math.round(load * this.videoUes);
		int web = (int) Math.round(load * this.webUes);
		int voice = (int) Math.round(load * this.voiceUes);
		if (video + web + voice == 0) {
			int most = Math.max(this.videoUes, Math.max(this.webUes, this.voiceUes));
			video = (this.videoUes == most) ? 1 : 0;
			web = (video == 0 && this.webUes == most) ? 1 : 0;
			voice = 1 - video - web;
		}
		return new SliceTraffic(this.name, this.sNssai, video, web, voice);
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

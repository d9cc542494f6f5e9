/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/** Sums over one interval of a slice. */
final class Tally {

	double prbTicks;

	double mcsPrbs;

	double sinrTicks;

	double blocks;

	double lostBlocks;

	double deliveredBits;

	double queuedBitTicks;

	void transmitted(double prbs, int mcs, boolean again, boolean lost) {
		this.prbTicks += prbs;
		this.mcsPrbs += prbs * mcs;
		if (!again) {
			this.blocks++;
			this.lostBlocks += lost ? 1 : 0;
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/** How a node serves slices that ask for more than their carrier. */
final class CarrierShares {

	private CarrierShares() {
	}

	/**
	 * Whole PRBs for each slice of a cell: what it asks for, or, if that is more than the
	 * carrier together, one PRB each and the rest in proportion to what was asked beyond
	 * it, the largest remainders rounded up.
	 * @param asked allocations; {@code count} of them from {@code offset}
	 * @return {@code count} allocations of 1 or more whose sum is at most {@code carrier}
	 */
	static int[] of(int[] asked, int offset, int count, int carrier) {
		int[] shares = new int[count];
		long beyond = 0;
		for (int s = 0; s < count; s++) {
			shares[s] = Math.clamp(asked[offset + s], 1, carrier);
			beyond += shares[s] - 1;
		}
		int free = carrier - count;
		if (beyond <= free) {
			return shares;
		}
		long[] remainders = new long[count];
		int left = free;
		for (int s = 0; s < count; s++) {
			long scaled = (shares[s] - 1L) * free;
			remainders[s] = scaled % beyond;
			shares[s] = 1 + (int) (scaled / beyond);
			left -= shares[s] - 1;
		}
		for (; left > 0; left--) {
			int most = 0;
			for (int s = 1; s < count; s++) {
				most = (remainders[s] > remainders[most]) ? s : most;
			}
			shares[most]++;
			remainders[most] = -1;
		}
		return shares;
	}

}

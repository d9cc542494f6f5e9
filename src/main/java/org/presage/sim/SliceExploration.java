/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.Arrays;

/**
 * Explores the allocations of one cell's slices within its carrier. Each slice has an
 * {@link Exploration} of its own that says how much it takes of what is left; which slice
 * takes first changes now and then, so that each sees few and many PRBs, and the cell is
 * now full and now not. Of a single slice it is that slice's exploration.
 */
public final class SliceExploration {

	private final int carrierPrbs;

	private final Exploration[] levels;

	private final int[] order;

	private final ReplayableRandom random;

	/**
	 * @param seed of the first slice; the following ones have the following seeds
	 */
	public SliceExploration(int slices, int carrierPrbs, long seed) {
		this.carrierPrbs = carrierPrbs;
		this.levels = new Exploration[slices];
		Arrays.setAll(this.levels, (s) -> new Exploration(1, carrierPrbs, seed + s));
		this.order = new int[slices];
		Arrays.setAll(this.order, (s) -> s);
		this.random = new ReplayableRandom(seed).branch(1);
	}

	/**
	 * The allocations of the next interval, at least 1 each.
	 * @param prbs receives one a slice from {@code offset}
	 */
	public void next(int[] prbs, int offset) {
		if (this.random.nextDouble() < 1 / Exploration.MEAN_HOLD_STEPS) {
			swap(this.random.nextInt(this.order.length), this.random.nextInt(this.order.length));
		}
		int free = this.carrierPrbs - this.order.length;
		for (int slice : this.order) {
			double share = (this.levels[slice].next() - 1.0) / (this.carrierPrbs - 1);
			int taken = (int) Math.round(share * free);
			prbs[offset + slice] = 1 + taken;
			free -= taken;
		}
	}

	private void swap(int one, int other) {
		int first = this.order[one];
		this.order[one] = this.order[other];
		this.order[other] = first;
	}

}

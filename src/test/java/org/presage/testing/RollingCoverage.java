/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

/** Smallest and largest share of hits in any 500 steps in a row. */
public final class RollingCoverage {

	private static final int WINDOW = 500;

	private final boolean[] newest = new boolean[WINDOW];

	private int steps;

	private int hits;

	private double worst = 1;

	private double best;

	public void add(boolean hit) {
		int at = this.steps++ % WINDOW;
		this.hits += (hit ? 1 : 0) - (this.newest[at] ? 1 : 0);
		this.newest[at] = hit;
		if (this.steps >= WINDOW) {
			this.worst = Math.min(this.worst, (double) this.hits / WINDOW);
			this.best = Math.max(this.best, (double) this.hits / WINDOW);
		}
	}

	public double worst() {
		return this.worst;
	}

	public double best() {
		return this.best;
	}

}

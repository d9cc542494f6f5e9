/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

/**
 * Smallest and largest share of hits in any {@code span} consecutive ones of a series.
 */
final class RollingCoverage {

	private final boolean[] ring;

	private int filled;

	private int next;

	private int hits;

	private int fewest = Integer.MAX_VALUE;

	private int most = -1;

	RollingCoverage(int span) {
		this.ring = new boolean[span];
	}

	void add(boolean hit) {
		if (this.filled == this.ring.length) {
			this.hits -= this.ring[this.next] ? 1 : 0;
		}
		else {
			this.filled++;
		}
		this.ring[this.next] = hit;
		this.hits += hit ? 1 : 0;
		this.next = (this.next + 1) % this.ring.length;
		if (this.filled == this.ring.length) {
			this.fewest = Math.min(this.fewest, this.hits);
			this.most = Math.max(this.most, this.hits);
		}
	}

	/** Another series begins. */
	void restart() {
		this.filled = 0;
		this.next = 0;
		this.hits = 0;
	}

	/** The share at present; NaN before {@code span} values. */
	double current() {
		return (this.filled == this.ring.length) ? (double) this.hits / this.ring.length : Double.NaN;
	}

	/** NaN if no series had {@code span} values. */
	double min() {
		return (this.most < 0) ? Double.NaN : (double) this.fewest / this.ring.length;
	}

	/** NaN if no series had {@code span} values. */
	double max() {
		return (this.most < 0) ? Double.NaN : (double) this.most / this.ring.length;
	}

}

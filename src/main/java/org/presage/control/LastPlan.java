/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

/** The last plan of a cell, from which the next search starts. */
final class LastPlan {

	private float @Nullable [] prbs;

	/** End of the interval of the frame after which it was decided, in ms. */
	private long decidedMs = Long.MIN_VALUE;

	/** Allocations per step, {@code [H]} PRBs; null for none. */
	float @Nullable [] prbs() {
		return this.prbs;
	}

	/** A copy of the plan if it was decided after a frame; else null. */
	float @Nullable [] decidedAfter(long frameMs) {
		return (this.prbs != null && this.decidedMs == frameMs) ? this.prbs.clone() : null;
	}

	/** Keeps the {@code horizon} allocations from {@code offset} on. */
	void keep(float[] actions, int offset, int horizon) {
		float[] kept = (this.prbs != null) ? this.prbs : new float[horizon];
		System.arraycopy(actions, offset, kept, 0, horizon);
		this.prbs = kept;
	}

	/** It was decided, after the frame whose interval ended then. */
	void decided(long frameMs) {
		this.decidedMs = frameMs;
	}

	void forget() {
		this.prbs = null;
	}

}

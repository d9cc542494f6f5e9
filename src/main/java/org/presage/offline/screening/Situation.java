/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

/**
 * Where a policy takes over.
 *
 * @param rows frames that were observed
 * @param frames {@code [rows, F]}, oldest first, physical units, NaN absent
 * @param inForce allocation in force at the end, in PRBs
 * @param horizon steps to decide, H
 */
public record Situation(int rows, float[] frames, float inForce, int horizon) {

	/** The last frame {@code [F]}, with the allocation in force as its action. */
	float[] last(int action) {
		int kpis = this.frames.length / this.rows;
		float[] last = new float[kpis];
		System.arraycopy(this.frames, (this.rows - 1) * kpis, last, 0, kpis);
		last[action] = this.inForce;
		return last;
	}

}

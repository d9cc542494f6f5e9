/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

/**
 * Consecutive frames of one cell.
 *
 * @param name of the series in its trace
 * @param timesMs end of each frame's interval, rising
 * @param values physical values {@code [rows, F]}, NaN absent
 */
public record Series(String name, long[] timesMs, float[] values) {

	public int rows() {
		return this.timesMs.length;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import org.jspecify.annotations.Nullable;

/**
 * Consecutive frames of one cell.
 *
 * @param name of the series in its trace
 * @param timesMs end of each frame's interval, rising
 * @param values physical values {@code [rows, F]}, NaN absent
 * @param group of series that belong together, as an experiment or a campaign; null if
 * the schema does not say it
 */
public record Series(String name, long[] timesMs, float[] values, @Nullable String group) {

	/** A series of no group. */
	public Series(String name, long[] timesMs, float[] values) {
		this(name, timesMs, values, null);
	}

	public int rows() {
		return this.timesMs.length;
	}

}

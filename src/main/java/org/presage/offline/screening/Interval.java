/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

/**
 * A central 95 % interval.
 *
 * @param low NaN if there were too few blocks to tell
 * @param high NaN if there were too few blocks to tell
 */
public record Interval(double low, double high) {

	static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

}

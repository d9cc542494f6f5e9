/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

/** Quantiles by the nearest rank: always one of the values. */
public final class NearestRank {

	private NearestRank() {
	}

	/**
	 * Where a quantile stands among sorted values.
	 * @param share of the values that are not above it, 0..1
	 * @param count of the values, 1 or more
	 * @return 0 to {@code count} − 1
	 */
	public static int index(double share, int count) {
		return Math.clamp((int) Math.ceil(share * count) - 1, 0, count - 1);
	}

}

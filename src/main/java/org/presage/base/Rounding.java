/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.Arrays;
import java.util.List;

/** Numbers with as many decimals as a result needs. */
public final class Rounding {

	private Rounding() {
	}

	/**
	 * Rounds half up.
	 * @param decimals kept, 0 to 9
	 * @return NaN for a value that is not finite
	 */
	public static double to(int decimals, double value) {
		double scale = Math.pow(10, decimals);
		return Double.isFinite(value) ? Math.round(value * scale) / scale : Double.NaN;
	}

	/** Rounds each value. */
	public static List<Double> to(int decimals, double[] values) {
		return Arrays.stream(values).mapToObj((value) -> to(decimals, value)).toList();
	}

}

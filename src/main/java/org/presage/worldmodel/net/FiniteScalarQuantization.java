/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Finite scalar quantisation (Mentzer et al., ICLR 2024): each of {@value #DIMENSIONS}
 * numbers is bounded and rounded to one of a few levels, 8, 5, 5 and 5, so that together
 * they are one symbol of {@value #VOCABULARY}. What a symbol means is fixed: its numbers
 * are found from its index without a table. The gradient goes through as if nothing had
 * been rounded.
 */
public final class FiniteScalarQuantization {

	/** Numbers that make a symbol. */
	public static final int DIMENSIONS = 4;

	/** Different symbols. */
	public static final int VOCABULARY = 8 * 5 * 5 * 5;

	private static final int[] LEVELS = { 8, 5, 5, 5 };

	/** So that an even number of levels is not left by rounding. */
	private static final double MARGIN = 1e-3;

	private FiniteScalarQuantization() {
	}

	/**
	 * Bounds numbers as symbols are, and rounds them if asked to.
	 * @param x {@code [C, S·4]} for S symbols
	 * @return the same shape, between −1 and 1
	 */
	static <T> T bound(Ops<T> ops, T x, int symbols, boolean rounded) {
		int size = symbols * DIMENSIONS;
		float[] half = new float[size];
		float[] offset = new float[size];
		float[] start = new float[size];
		float[] unit = new float[size];
		for (int i = 0; i < size; i++) {
			int levels = LEVELS[i % DIMENSIONS];
			double reach = (levels - 1) * (1 - MARGIN) / 2;
			double lower = (levels % 2 == 0) ? 0.5 : 0;
			half[i] = (float) reach;
			offset[i] = (float) lower;
			start[i] = (float) Math.log((1 + lower / reach) / (1 - lower / reach)) / 2;
			unit[i] = 1f / (levels / 2);
		}
		T bounded = ops.subtract(
				ops.multiply(ops.tanh(ops.add(x, ops.constant(start, size))), ops.constant(half, size)),
				ops.constant(offset, size));
		T level = rounded ? ops.add(bounded, ops.detach(ops.subtract(ops.round(bounded), bounded))) : bounded;
		return ops.multiply(level, ops.constant(unit, size));
	}

	/**
	 * Index of the symbol nearest to {@value #DIMENSIONS} numbers.
	 * @param values from {@code at} on; those beyond −1 and 1 count as the last level
	 * @return 0 to {@value #VOCABULARY} − 1
	 */
	public static int symbol(float[] values, int at) {
		int symbol = 0;
		for (int i = DIMENSIONS - 1; i >= 0; i--) {
			int middle = LEVELS[i] / 2;
			int level = Math.clamp(Math.round(values[at + i] * middle) + middle, 0, LEVELS[i] - 1);
			symbol = symbol * LEVELS[i] + level;
		}
		return symbol;
	}

	/**
	 * Writes the numbers of a symbol, as the network sent them.
	 * @throws IllegalArgumentException if there is no such symbol
	 */
	public static void values(int symbol, float[] to, int at) {
		if (symbol < 0 || symbol >= VOCABULARY) {
			throw new IllegalArgumentException("symbol: expected 0 to " + (VOCABULARY - 1) + ", found " + symbol);
		}
		int rest = symbol;
		for (int i = 0; i < DIMENSIONS; i++) {
			int middle = LEVELS[i] / 2;
			to[at + i] = (rest % LEVELS[i] - middle) * (1f / middle);
			rest /= LEVELS[i];
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * PRB counts as the whole percentages and weights that controls carry, so that rounding
 * never gives a slice more than was decided, whether a node rounds up, down or to the
 * nearest.
 */
public final class PrbRatios {

	private static final int WHOLE = 100;

	private PrbRatios() {
	}

	/**
	 * The largest percentage that is not more than a count, but 1 for any count above 0,
	 * for 0 % would starve who is to get a little. Applied it is at most that count, or
	 * ⌈cell / 100⌉ PRBs where the count is less: above 100 PRBs one percent is more than
	 * one PRB.
	 * @param prbs 0 to {@code cellPrbs}
	 * @param cellPrbs PRBs of the cell, at least 1
	 * @return 0 to 100
	 */
	public static int percent(int prbs, int cellPrbs) {
		if (cellPrbs < 1) {
			throw new InvalidInputException("cellPrbs", "at least 1", cellPrbs);
		}
		if (prbs < 0 || prbs > cellPrbs) {
			throw new InvalidInputException("prbs", "0 to " + cellPrbs, prbs);
		}
		return (prbs == 0) ? 0 : Math.max(1, WHOLE * prbs / cellPrbs);
	}

	/**
	 * The percentages of all slices of a cell, as {@link #percent} but at most 100 in
	 * sum: what slices of less than a percent get too much is taken from the largest.
	 * @param prbs {@code [slice]}, at most the cell's PRBs in sum, and at most 100 that
	 * are above 0
	 * @param cellPrbs PRBs of the cell, at least 1
	 * @return {@code [slice]} 0 to 100, above 0 where the count is
	 */
	public static int[] percents(int[] prbs, int cellPrbs) {
		return percents(prbs, cellPrbs, new int[prbs.length]);
	}

	/**
	 * The same, where nodes do not take less than some percentage.
	 * @param least {@code [slice]} 0 to 100, at most 100 in sum
	 */
	public static int[] percents(int[] prbs, int cellPrbs, int[] least) {
		int[] percents = IntStream.range(0, prbs.length)
			.map((i) -> Math.max(least[i], percent(prbs[i], cellPrbs)))
			.toArray();
		long total = Arrays.stream(prbs).asLongStream().sum();
		if (total > cellPrbs) {
			throw new InvalidInputException("prbs", "at most " + cellPrbs + " in sum", total);
		}
		long served = Arrays.stream(percents).filter((percent) -> percent > 0).count();
		if (served > WHOLE) {
			throw new InvalidInputException("prbs", "at most 100 slices above 0", served);
		}
		for (int excess = Arrays.stream(percents).sum() - WHOLE; excess > 0; excess--) {
			percents[largest(percents)]--;
		}
		return percents;
	}

	private static int largest(int[] values) {
		int largest = 0;
		for (int i = 1; i < values.length; i++) {
			if (values[i] > values[largest]) {
				largest = i;
			}
		}
		return largest;
	}

	/**
	 * What a node that rounds to the nearest makes of a percentage.
	 * @param percent 0 to 100
	 * @param cellPrbs PRBs of the cell
	 * @return PRBs
	 */
	public static int prbs(int percent, int cellPrbs) {
		if (percent < 0 || percent > WHOLE) {
			throw new InvalidInputException("percent", "0 to 100", percent);
		}
		return (percent * cellPrbs + WHOLE / 2) / WHOLE;
	}

	/**
	 * How far the PRBs of a node that follows its controls may be from those decided, by
	 * rounding alone: ⌈cell / 100⌉. It holds for {@link #percent}; a slice that
	 * {@link #percents} took something from is to be compared with {@link #prbs} of what
	 * it received.
	 * @param cellPrbs PRBs of the cell
	 */
	public static int tolerance(int cellPrbs) {
		return Math.ceilDiv(cellPrbs, WHOLE);
	}

	/**
	 * Weights in proportion to counts, the largest 100, the smallest at least 1: a
	 * weighted scheduler has no 0.
	 * @param prbs {@code [slice]}, not negative
	 * @return {@code [slice]} 1 to 100; all 1 if every count is 0
	 */
	public static int[] weights(int[] prbs) {
		int most = Arrays.stream(prbs).max().orElse(0);
		return Arrays.stream(prbs).map((count) -> {
			if (count < 0) {
				throw new InvalidInputException("prbs", "0 or more", count);
			}
			return (count == 0) ? 1 : Math.max(1, Math.toIntExact(Math.round((double) WHOLE * count / most)));
		}).toArray();
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.function.BooleanSupplier;

/**
 * Maximises a function over a box by asking for its value at a number of points at a
 * time; knows nothing of time. It can be stopped after any answer and then has the best
 * point so far. Deterministic: the same box and values give the same points. Owned by one
 * thread; allocates nothing while it searches.
 */
public interface Optimizer {

	/** Dimensions of the box, D. */
	int dimensions();

	/** Most points that are asked for at once. */
	int population();

	/**
	 * Begins a search.
	 * @param low lower corner of the box, {@code [D]}
	 * @param high upper corner, {@code [D]}, not below {@code low}
	 * @param mean where to search first, {@code [D]}
	 * @param guesses points that must be among the first candidates, {@code [G, D]}; they
	 * are asked for first
	 * @param guessCount G, below the population
	 */
	void start(float[] low, float[] high, float[] mean, float[] guesses, int guessCount);

	/**
	 * Says what ties dimensions to each other, after {@link #start}; a search that does
	 * not {@link #separates} ignores it.
	 * @param from value before the first dimension of each block, NaN if not known
	 * @param costs of a unit change from one dimension of a block to the next, as the
	 * values contain them; 0 or more
	 * @param most sum of the same dimension of all blocks
	 */
	default void couple(float[] from, double[] costs, double most) {
	}

	/**
	 * Chooses the points whose values are wanted next; they stand in {@link #points}.
	 * @return their number; 0 at the end of the search
	 */
	int ask();

	/** The points asked for last, {@code [n, D]}. */
	float[] points();

	/**
	 * Takes in the values of the points asked for last.
	 * @param values one a point; NaN or infinite is the worst
	 */
	void tell(double[] values);

	/**
	 * Whether the search learns from the value of each dimension and designs its first
	 * points itself.
	 */
	default boolean separates() {
		return false;
	}

	/**
	 * Takes in the values of the points asked for last, and what they are the sums of. A
	 * search that does not {@link #separates} ignores the parts.
	 * @param values one a point; NaN or infinite is the worst
	 * @param evaluated where the points were evaluated, {@code [n, D]}
	 * @param parts of the value, {@code [n, D]}: what depends on this dimension and those
	 * before it in its block only
	 */
	default void tell(double[] values, float[] evaluated, double[] parts) {
		tell(values);
	}

	/** What was found so far. */
	Solution solution();

	/**
	 * Searches to the end.
	 * @param enough asked after each iteration; true stops with the best point so far
	 */
	default Solution maximize(BatchFunction function, float[] low, float[] high, float[] mean, float[] guesses,
			int guessCount, BooleanSupplier enough) {
		double[] values = new double[population()];
		start(low, high, mean, guesses, guessCount);
		for (int count = ask(); count > 0; count = enough.getAsBoolean() ? 0 : ask()) {
			function.evaluate(count, points(), values);
			tell(values);
		}
		return solution();
	}

}

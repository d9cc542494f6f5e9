package org.presage.planner;

import java.util.function.BooleanSupplier;

/**
 * Maximises a function over a box; knows nothing of time. Deterministic: the same
 * function and inputs give the same solution. Owned by one thread; allocates nothing in
 * {@link #maximize}.
 */
public interface Optimizer {

	/** Dimensions of the box, D. */
	int dimensions();

	/** Most points of one call of the function. */
	int population();

	/**
	 * @param low lower corner of the box, {@code [D]}
	 * @param high upper corner, {@code [D]}, not below {@code low}
	 * @param mean where to search first, {@code [D]}
	 * @param guesses points that must be among the first candidates, {@code [G, D]}; they
	 * are evaluated first
	 * @param guessCount G, below the population
	 * @param enough asked after each iteration; true stops with the best point so far
	 */
	void maximize(BatchFunction function, float[] low, float[] high, float[] mean, float[] guesses, int guessCount,
			BooleanSupplier enough, Solution solution);

}

package org.presage.planner;

/**
 * Which optimiser, and how it searches: all that is needed, with box and values, to
 * search again in the same way.
 */
public sealed interface OptimizerSettings permits CemSettings, MppiSettings, RandomSettings, GridSettings {

	/** An optimiser over a box of {@code dimensions}. */
	Optimizer optimizer(int dimensions);

	/** Most points that a search of {@code dimensions} evaluates. */
	int budget(int dimensions);

	/** Throws unless {@code holds}, naming the setting. */
	static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import org.presage.base.InvalidInputException;

/**
 * Which optimiser, and how it searches: all that is needed, with box and values, to
 * search again in the same way.
 */
public sealed interface OptimizerSettings
		permits CemSettings, MppiSettings, RandomSettings, GridSettings, PatternSettings, SurrogateSettings {

	/**
	 * An optimiser over a box.
	 * @param block so many dimensions each follow one another in time; it divides the
	 * dimensions
	 */
	Optimizer optimizer(int dimensions, int block);

	/** An optimiser over a box whose dimensions have no order. */
	default Optimizer optimizer(int dimensions) {
		return optimizer(dimensions, 1);
	}

	/** Most points that a search of {@code dimensions} evaluates. */
	int budget(int dimensions);

	/** Throws unless {@code holds}, naming the setting. */
	static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new InvalidInputException(name, expected, found);
		}
	}

}

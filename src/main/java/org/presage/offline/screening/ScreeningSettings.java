/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.List;

import org.presage.base.InvalidInputException;

/**
 * What is screened.
 *
 * @param testPartOnly windows of the test part, else of all parts
 * @param windows to sample; 0 for all
 * @param stress share of the windows that is drawn from the tail, 0 (draw from all alike)
 * to below 1
 * @param injections events, each screened for itself beside the windows as recorded
 * @param injectFrames last frames of a window that an event changes, at least 1
 * @param worst cases to list for each policy, 0 or more
 * @param seed of sampling and of the bounds
 */
public record ScreeningSettings(boolean testPartOnly, int windows, double stress, List<Injection> injections,
		int injectFrames, int worst, long seed) {

	private static final int MAX_WORST = 1000;

	public ScreeningSettings {
		require("windows", windows >= 0, "0 (all) or more", windows);
		require("stress", stress >= 0 && stress < 1, "0 or more, below 1", stress);
		require("injectFrames", injectFrames >= 1, "1 or more", injectFrames);
		require("worst", worst >= 0 && worst <= MAX_WORST, "0 to " + MAX_WORST, worst);
		injections = List.copyOf(injections);
		require("inject", injections.stream().distinct().count() == injections.size(), "each event once", injections);
	}

	/** All windows of the test part, as recorded. */
	public static ScreeningSettings defaults() {
		return new ScreeningSettings(true, 0, 0, List.of(), 3, 5, 1);
	}

	private static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new InvalidInputException(name, expected, found);
		}
	}

}

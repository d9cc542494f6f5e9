/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Map;

/**
 * What is in a store of transitions now.
 *
 * @param frames of the newest
 * @param windows in the reservoir
 * @param results reports since the file was made, by result
 * @param strata windows by quarter of the range of the PRBs and range of the load,
 * {@code [4][4]}
 * @param hours windows by hour of the day (UTC), {@code [24]}
 * @param groups windows by group of cells
 * @param excitation by group of cells; NaN where too little is known
 */
public record StoreContents(long frames, long windows, Map<TransitionResult, Long> results, int[][] strata, int[] hours,
		Map<String, Integer> groups, Map<String, Double> excitation) {
}

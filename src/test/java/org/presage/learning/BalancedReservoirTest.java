/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is rare stays, what is frequent is drawn fairly. */
class BalancedReservoirTest {

	private static final Stratum OFTEN = stratum(0);

	private static final Stratum SELDOM = stratum(1);

	private static final Stratum ONCE = stratum(2);

	private static Stratum stratum(int prbs) {
		return new Stratum(prbs, 0, 0, "all");
	}

	private static BalancedReservoir reservoir(int capacity, long seed) {
		return new BalancedReservoir(capacity, new SplittableRandom(seed));
	}

	/** Offers windows and returns which stratum each place has in the end. */
	private static Stratum[] offer(BalancedReservoir reservoir, int capacity, List<Stratum> windows) {
		Stratum[] places = new Stratum[capacity];
		for (Stratum window : windows) {
			int place = reservoir.offer(window);
			if (place != BalancedReservoir.NONE) {
				places[place] = window;
			}
		}
		return places;
	}

	@Test
	void rareStrataKeepAllTheirWindows() {
		List<Stratum> windows = IntStream.range(0, 10_000)
			.mapToObj((i) -> (i == 5000) ? ONCE : (i % 500 == 7) ? SELDOM : OFTEN)
			.toList();
		Stratum[] places = offer(reservoir(100, 1), 100, windows);
		assertThat(places).doesNotContainNull();
		Map<Stratum, Integer> kept = new HashMap<>();
		Arrays.stream(places).forEach((place) -> kept.merge(place, 1, Integer::sum));
		assertThat(kept).containsEntry(ONCE, 1).containsEntry(SELDOM, 20).containsEntry(OFTEN, 79);
	}

	@Test
	void twoLargeStrataHaveEqualParts() {
		List<Stratum> windows = IntStream.range(0, 20_000).mapToObj((i) -> (i % 10 == 0) ? SELDOM : OFTEN).toList();
		Stratum[] places = offer(reservoir(100, 2), 100, windows);
		assertThat(Arrays.stream(places).filter(SELDOM::equals)).hasSize(50);
	}

	/**
	 * Reservoir sampling: of 1000 windows each is in the 50 places with probability 0.05.
	 */
	@Test
	void eachWindowOfOneStratumHasTheSameChance() {
		int[] kept = new int[10];
		for (int seed = 0; seed < 400; seed++) {
			BalancedReservoir reservoir = reservoir(50, seed);
			int[] places = new int[50];
			for (int i = 0; i < 1000; i++) {
				int place = reservoir.offer(OFTEN);
				if (place != BalancedReservoir.NONE) {
					places[place] = i;
				}
			}
			Arrays.stream(places).forEach((window) -> kept[window / 100]++);
		}
		// 2000 of each tenth are expected, with a standard deviation of 43.
		assertThat(Arrays.stream(kept).boxed()).allSatisfy((tenth) -> assertThat(tenth).isBetween(1800, 2200));
	}

	@Test
	void goesOnAfterRestart() {
		BalancedReservoir reservoir = reservoir(10, 3);
		reservoir.restore(OFTEN, IntStream.range(0, 9).boxed().toList(), 9000);
		reservoir.restore(SELDOM, List.of(9), 1);
		assertThat(reservoir.size()).isEqualTo(10);
		assertThat(reservoir.offered(OFTEN)).isEqualTo(9000);
		// The rare one takes a place of the frequent one, which has little chance itself.
		assertThat(reservoir.offer(SELDOM)).isBetween(0, 8);
		long taken = IntStream.range(0, 100).filter((i) -> reservoir.offer(OFTEN) != BalancedReservoir.NONE).count();
		assertThat(taken).isLessThan(5);
	}

	@Test
	void whatIsTooMuchGoesFromTheLargestStrata() {
		BalancedReservoir reservoir = reservoir(6, 4);
		reservoir.restore(OFTEN, IntStream.range(0, 9).boxed().toList(), 9000);
		reservoir.restore(SELDOM, List.of(10, 11), 2);
		reservoir.restore(ONCE, List.of(20), 1);
		assertThat(reservoir.shrink()).hasSize(6).allSatisfy((place) -> assertThat(place).isBetween(0, 8));
		assertThat(reservoir.size()).isEqualTo(6);
		assertThat(reservoir.shrink()).isEmpty();
	}

	/** Places need not be without gaps: some were given up before. */
	@Test
	void newPlacesAreNotThoseInUse() {
		BalancedReservoir reservoir = reservoir(4, 4);
		reservoir.restore(OFTEN, List.of(3, 7), 2);
		assertThat(List.of(reservoir.offer(SELDOM), reservoir.offer(SELDOM))).containsExactly(8, 9);
	}

	@Test
	void keepsNothingWithoutRoom() {
		assertThat(reservoir(0, 1).offer(OFTEN)).isEqualTo(BalancedReservoir.NONE);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rounding surprises nobody, in every cell that 3GPP TS 38.101 knows. */
class PrbRatiosTest {

	private static final int LARGEST_CELL = 275;

	@Test
	void noRoundingGivesMoreThanWasDecided() {
		for (int cell = 1; cell <= LARGEST_CELL; cell++) {
			for (int prbs = 0; prbs <= cell; prbs++) {
				int percent = PrbRatios.percent(prbs, cell);
				int most = (prbs == 0) ? 0 : Math.max(prbs, PrbRatios.tolerance(cell));
				assertThat(percent).isBetween((prbs == 0) ? 0 : 1, 100);
				assertThat(Math.ceilDiv(percent * cell, 100)).as("%d of %d", prbs, cell).isLessThanOrEqualTo(most);
				assertThat(PrbRatios.prbs(percent, cell)).as("%d of %d", prbs, cell).isLessThanOrEqualTo(most);
			}
			assertThat(PrbRatios.percent(cell, cell)).isEqualTo(100);
		}
	}

	@Test
	void onePercentMoreWouldBeTooMuch() {
		for (int cell = 1; cell <= LARGEST_CELL; cell++) {
			for (int prbs = 0; prbs < cell; prbs++) {
				assertThat((PrbRatios.percent(prbs, cell) + 1) * cell).as("%d of %d", prbs, cell)
					.isGreaterThan(prbs * 100);
			}
		}
	}

	@Test
	void whatIsReportedIsWithinTheToleranceHoweverTheNodeRounds() {
		int[] farthest = new int[LARGEST_CELL + 1];
		for (int cell = 1; cell <= LARGEST_CELL; cell++) {
			for (int prbs = 0; prbs <= cell; prbs++) {
				int percent = PrbRatios.percent(prbs, cell);
				for (int applied : new int[] { percent * cell / 100, PrbRatios.prbs(percent, cell),
						Math.ceilDiv(percent * cell, 100), asSrsRan(percent, cell) }) {
					farthest[cell] = Math.max(farthest[cell], Math.abs(applied - prbs));
				}
			}
			assertThat(farthest[cell]).as("cell of %d", cell).isLessThanOrEqualTo(PrbRatios.tolerance(cell));
		}
		assertThat(farthest[100]).isEqualTo(PrbRatios.tolerance(100)).isEqualTo(1);
		assertThat(farthest[51]).isEqualTo(PrbRatios.tolerance(51)).isEqualTo(1);
		assertThat(farthest[273]).isEqualTo(PrbRatios.tolerance(273)).isEqualTo(3);
	}

	/** In floating point, cut off: 29 % of 100 PRBs are 28. */
	private static int asSrsRan(int percent, int cell) {
		return (int) (1.0 * percent / 100 * cell);
	}

	@Test
	void slicesShareAtMostTheCell() {
		long seed = Long.getLong("presage.seed", 20260803L);
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		for (int round = 0; round < 20_000; round++) {
			int cell = 1 + random.nextInt(LARGEST_CELL);
			int[] prbs = split(cell, 1 + random.nextInt(100), random);
			int[] percents = PrbRatios.percents(prbs, cell);
			String what = "seed " + seed + ", cell " + cell + ", " + Arrays.toString(prbs);
			assertThat(Arrays.stream(percents).sum()).as(what).isLessThanOrEqualTo(100);
			for (int i = 0; i < prbs.length; i++) {
				assertThat(percents[i]).as(what).isBetween(Math.min(1, prbs[i]), PrbRatios.percent(prbs[i], cell));
			}
		}
	}

	/** Counts of slices, some of them 0, that together are at most the cell's. */
	private static int[] split(int cell, int slices, RandomGenerator random) {
		int[] prbs = new int[slices];
		int left = random.nextBoolean() ? cell : random.nextInt(cell + 1);
		prbs[random.nextInt(slices)] += left / 2;
		for (left -= left / 2; left > 0; left--) {
			prbs[random.nextInt(slices)]++;
		}
		return prbs;
	}

	@Test
	void theLargestPaysForTheSmallest() {
		assertThat(PrbRatios.percents(new int[] { 1, 1, 273 }, 275)).containsExactly(1, 1, 98);
		assertThat(PrbRatios.percents(new int[] { 53, 53 }, 106)).containsExactly(50, 50);
		assertThat(PrbRatios.percents(new int[] { 0, 35, 71 }, 106)).containsExactly(0, 33, 66);
	}

	@Test
	void weightsAreProportionalAndNeverZero() {
		assertThat(PrbRatios.weights(new int[] { 10, 20, 40, 0 })).containsExactly(25, 50, 100, 1);
		assertThat(PrbRatios.weights(new int[] { 1, 275 })).containsExactly(1, 100);
		assertThat(PrbRatios.weights(new int[] { 7 })).containsExactly(100);
		assertThat(PrbRatios.weights(new int[] { 0, 0 })).containsExactly(1, 1);
		assertThat(PrbRatios.weights(new int[0])).isEmpty();
		assertThat(PrbRatios.weights(new int[] { Integer.MAX_VALUE, 1 })).containsExactly(100, 1);
	}

	@Test
	void whatCannotBeIsRefused() {
		assertThatThrownBy(() -> PrbRatios.percent(107, 106)).hasMessage("prbs: expected 0 to 106, found 107");
		assertThatThrownBy(() -> PrbRatios.percent(0, 0)).hasMessageContaining("cellPrbs");
		assertThatThrownBy(() -> PrbRatios.percents(new int[] { 60, 60 }, 106))
			.hasMessageContaining("in sum, found 120");
		assertThatThrownBy(() -> PrbRatios.percents(ones(101), 275)).hasMessageContaining("100 slices");
		assertThatThrownBy(() -> PrbRatios.prbs(101, 106)).hasMessageContaining("percent");
		assertThatThrownBy(() -> PrbRatios.weights(new int[] { 3, -1 })).hasMessageContaining("found -1");
	}

	private static int[] ones(int count) {
		int[] ones = new int[count];
		Arrays.fill(ones, 1);
		return ones;
	}

}

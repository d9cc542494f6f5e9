/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Series of which the cuts were computed with river 0.26.1
 * ({@code river._river_rust.drift.AdaptiveWindowing(0.002, 32, 5, 5, 10)}).
 */
class AdwinTest {

	/** Uniform numbers that are the same in Python: {@code (a x + c) mod 2³¹}. */
	private static final class Uniform {

		private long state = 7;

		double next() {
			this.state = (1_103_515_245L * this.state + 12_345) % (1L << 31);
			return (double) this.state / (1L << 31);
		}

	}

	/** Where the window is cut, how long it is in the end, its mean and its spread. */
	private enum Series {

		STEP(3000, 1592, 0.39538678580815484, 5.958345780282076, 1599, 1631, 1663, 1695) {
			@Override
			double value(Uniform random, int i) {
				return ((i < 1500) ? 0.2 : 0.3) + 0.2 * random.next();
			}
		},

		BERNOULLI(5000, 3336, 0.3363309352517986, 744.6366906474833, 2239, 2271) {
			@Override
			double value(Uniform random, int i) {
				return (random.next() < ((i < 2000) ? 0.2 : 0.35)) ? 1 : 0;
			}
		},

		RAMP(7000, 2648, 0.6403794755705683, 20.924116968660677, 1631, 1663, 1759, 1791, 1855, 1951, 2079, 2175, 2239,
				2367, 2463, 2591, 2687, 2847, 3007, 3231, 3423, 3519, 3615, 3711, 3775, 3871, 3967, 4127, 4319, 4511,
				4607, 4671, 4735, 4831, 4959, 5279) {
			@Override
			double value(Uniform random, int i) {
				return 0.1 + 0.4 * Math.clamp(i - 1000, 0, 4000) / 4000 + 0.3 * random.next();
			}
		},

		UP_AND_DOWN(4000, 512, 0.7390349774854238, 5.657517909497771, 735, 767, 799, 1439, 1471, 1503, 2143, 2175, 2271,
				2847, 2879, 2975, 3551, 3583, 3615) {
			@Override
			double value(Uniform random, int i) {
				return ((i / 700 % 2 == 1) ? 0.6 : 0.2) + 0.3 * random.next();
			}
		},

		/** Only its variance changes. */
		WIDER(6000, 6000, 0.4971525065208913, 202.67945052875567) {
			@Override
			double value(Uniform random, int i) {
				return 0.5 + ((i < 3000) ? 0.05 : 0.9) * (random.next() - 0.5);
			}
		},

		SPIKES(9000, 9000, 0.05499293639274427, 53.24574577420165) {
			@Override
			double value(Uniform random, int i) {
				double uniform = random.next();
				return (i % 97 == 0 && i >= 4000) ? 1 : 0.1 * uniform;
			}
		},

		SMALL_STEP_LATE(120_000, 62_656, 0.5256753926833571, 5711.837379331851, 61_951, 61_983, 62_239, 62_335, 62_559,
				64_319, 67_519) {
			@Override
			double value(Uniform random, int i) {
				return random.next() * ((i < 60_000) ? 1 : 1.05);
			}
		};

		private final int length;

		private final int width;

		private final double mean;

		private final double spread;

		private final int[] cuts;

		Series(int length, int width, double mean, double spread, int... cuts) {
			this.length = length;
			this.width = width;
			this.mean = mean;
			this.spread = spread;
			this.cuts = cuts;
		}

		abstract double value(Uniform random, int i);

	}

	private final Adwin window = new Adwin(0.002);

	@ParameterizedTest
	@EnumSource
	void cutsWhereRiverDoes(Series series) {
		Uniform random = new Uniform();
		List<Integer> cuts = new ArrayList<>();
		for (int i = 0; i < series.length; i++) {
			if (this.window.add(series.value(random, i))) {
				cuts.add(i);
			}
		}
		assertThat(cuts.stream().mapToInt(Integer::intValue).toArray()).isEqualTo(series.cuts);
		assertThat(this.window.width()).isEqualTo(series.width);
		assertThat(this.window.mean()).isCloseTo(series.mean, within(1e-9));
		assertThat(this.window.variance()).isCloseTo(series.spread / series.width, within(1e-9));
	}

	/** Two levels without noise: what is dropped has one, what stays mostly the other. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.75, 0.25 })
	void changeIsNewerMinusOlderMean(double level) {
		assertThat(this.window.change()).isZero();
		boolean cut = false;
		for (int i = 0; i < 1024 || !cut; i++) {
			cut = this.window.add((i < 1024) ? 0.5 : level);
			assertThat(i).isLessThan(2048);
		}
		assertThat(this.window.before()).isEqualTo(0.5);
		assertThat(this.window.change()).isCloseTo(level - 0.5, within(0.05));
	}

	/** At the first cut most values that stay are from before the change. */
	@Test
	void changeIsMeasuredWhereItIs() {
		SplittableRandom random = new SplittableRandom(2);
		boolean cut = false;
		for (int i = 0; i < 200_000 || !cut; i++) {
			cut = this.window.add(0.2 + 0.2 * random.nextDouble() + ((i < 200_000) ? 0 : 0.1));
			assertThat(i).isLessThan(201_000);
		}
		assertThat(this.window.mean()).isLessThan(0.31);
		assertThat(this.window.before()).isCloseTo(0.3, within(0.002));
		assertThat(this.window.change()).isCloseTo(0.1, within(0.03));
	}

	@Test
	void constantValuesAreNeverCut() {
		for (int i = 0; i < 100_000; i++) {
			assertThat(this.window.add(0.3)).isFalse();
		}
		assertThat(this.window.width()).isEqualTo(100_000);
		assertThat(this.window.mean()).isCloseTo(0.3, within(1e-9));
	}

	/** Stationary values, of which one in twenty is the largest possible. */
	@Test
	void isSeldomCutWithoutChange() {
		int cuts = 0;
		for (int seed = 0; seed < 100; seed++) {
			SplittableRandom random = new SplittableRandom(seed);
			Adwin stationary = new Adwin(0.002);
			boolean cut = false;
			for (int i = 0; i < 10_000; i++) {
				cut |= stationary.add((random.nextDouble() < 0.05) ? 1 : 0.1 * random.nextDouble());
			}
			cuts += cut ? 1 : 0;
		}
		assertThat(cuts).isLessThanOrEqualTo(3);
	}

	/**
	 * Each value 0.9 times the one before and noise: the long-run variance is (1 + 0.9) /
	 * (1 − 0.9) = 19 times the variance.
	 */
	@Test
	void correlatedValuesAreNotCut() {
		Adwin correlated = Adwin.ofCorrelated(0.002);
		SplittableRandom random = new SplittableRandom(3);
		double state = 0;
		int cuts = 0;
		int published = 0;
		for (int i = 0; i < 200_000; i++) {
			state = 0.9 * state + Math.sqrt(1 - 0.9 * 0.9) * random.nextGaussian();
			cuts += correlated.add(0.5 + 0.1 * state) ? 1 : 0;
			published += this.window.add(0.5 + 0.1 * state) ? 1 : 0;
		}
		assertThat(published).isGreaterThan(100);
		assertThat(cuts).isZero();
		assertThat(correlated.inflation()).isBetween(15.0, 30.0);
		for (int i = 0; i < 8000 && cuts == 0; i++) {
			state = 0.9 * state + Math.sqrt(1 - 0.9 * 0.9) * random.nextGaussian();
			cuts += correlated.add(0.6 + 0.1 * state) ? 1 : 0;
		}
		assertThat(cuts).isOne();
		assertThat(correlated.change()).isBetween(0.03, 0.13);
	}

	@Test
	void independentValuesCountInFull() {
		Adwin independent = Adwin.ofCorrelated(0.002);
		SplittableRandom random = new SplittableRandom(4);
		for (int i = 0; i < 100_000; i++) {
			independent.add(random.nextDouble());
		}
		assertThat(independent.inflation()).isBetween(1.0, 1.6);
		independent.clear();
		assertThat(independent.width()).isZero();
		assertThat(independent.mean()).isNaN();
		assertThat(independent.add(0.5)).isFalse();
		assertThat(independent.mean()).isEqualTo(0.5);
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void refusesValuesThatAreNotFinite(double bad) {
		this.window.add(0.5);
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.add(bad))
			.withMessage("value: expected a finite number, found " + bad);
		assertThat(this.window.width()).isOne();
		assertThat(this.window.mean()).isEqualTo(0.5);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 1, -0.1, Double.NaN })
	void refusesBadDelta(double bad) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Adwin(bad))
			.withMessageStartingWith("delta: expected");
	}

	@Test
	void emptyWindowHasNoMean() {
		assertThat(this.window.mean()).isNaN();
		assertThat(this.window.width()).isZero();
	}

}

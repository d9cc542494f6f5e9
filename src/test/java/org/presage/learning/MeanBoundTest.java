/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** Sequences of which the mean is known, and the equation that the bound solves. */
class MeanBoundTest {

	private static final double ALPHA = 0.05;

	private static final int SEQUENCES = 2000;

	private static final int LENGTH = 5000;

	/** Differences in [−2, 2] with a conditional mean that is known. */
	private enum Source {

		/** Symmetric, so its mean is 0 after clipping too. */
		GAUSSIAN {
			@Override
			double mean(int i, double last) {
				return 0;
			}

			@Override
			double draw(SplittableRandom random, int i, double mean) {
				return random.nextGaussian();
			}
		},

		/** Student's t with two degrees of freedom: its variance is infinite. */
		HEAVY_TAILS {
			@Override
			double mean(int i, double last) {
				return 0;
			}

			@Override
			double draw(SplittableRandom random, int i, double mean) {
				return 0.05 * random.nextGaussian() / Math.sqrt(-Math.log1p(-random.nextDouble()));
			}
		},

		/** Calm for 200, then 40 times as wide for 200. */
		CHANGING_VARIANCE {
			@Override
			double mean(int i, double last) {
				return 0;
			}

			@Override
			double draw(SplittableRandom random, int i, double mean) {
				return ((i / 200 % 2 == 0) ? 0.02 : 0.8) * random.nextGaussian();
			}
		},

		/** Rare and large on one side, frequent and small on the other. */
		SKEWED {
			@Override
			double mean(int i, double last) {
				return 0;
			}

			@Override
			double draw(SplittableRandom random, int i, double mean) {
				return (random.nextDouble() < 0.01) ? -1.98 : 0.02;
			}
		},

		/** Up for 100, then down for 100. */
		ALTERNATING_MEAN {
			@Override
			double mean(int i, double last) {
				return (i / 100 % 2 == 0) ? 0.5 : -0.5;
			}

			@Override
			double draw(SplittableRandom random, int i, double mean) {
				return uniform(random, mean);
			}
		},

		/** A mean that follows the last difference, and grows. */
		MEAN_THAT_DEPENDS {
			@Override
			double mean(int i, double last) {
				return 0.4 * last + 1.0 * i / LENGTH;
			}

			@Override
			double draw(SplittableRandom random, int i, double mean) {
				return uniform(random, mean);
			}
		};

		abstract double mean(int i, double last);

		abstract double draw(SplittableRandom random, int i, double mean);

		/** ±0.2 from the mean. */
		static double uniform(SplittableRandom random, double mean) {
			return mean + 0.4 * (random.nextDouble() - 0.5);
		}

	}

	/** Of the same differences with both signs: the upper bound is the lower of −d. */
	private record Pair(MeanBound positive, MeanBound negative) {

		Pair() {
			this(new MeanBound(2, ALPHA), new MeanBound(2, ALPHA));
		}

		void add(double difference) {
			this.positive.add(difference);
			this.negative.add(-difference);
		}

	}

	/** The share of sequences in which a bound was ever wrong is at most alpha. */
	@ParameterizedTest
	@EnumSource
	void boundsHoldAtAllTimes(Source source) {
		int low = 0;
		int high = 0;
		for (int sequence = 0; sequence < SEQUENCES; sequence++) {
			SplittableRandom random = new SplittableRandom(sequence);
			Pair bounds = new Pair();
			boolean wrongLow = false;
			boolean wrongHigh = false;
			double means = 0;
			double last = 0;
			for (int i = 0; i < LENGTH && !(wrongLow && wrongHigh); i++) {
				double mean = source.mean(i, last);
				last = Math.clamp(source.draw(random, i, mean), -2, 2);
				means += mean;
				bounds.add(last);
				wrongLow |= bounds.positive.above(means / (i + 1));
				wrongHigh |= bounds.negative.above(-means / (i + 1));
			}
			low += wrongLow ? 1 : 0;
			high += wrongHigh ? 1 : 0;
		}
		assertThat(low).isLessThanOrEqualTo((int) (ALPHA * SEQUENCES));
		assertThat(high).isLessThanOrEqualTo((int) (ALPHA * SEQUENCES));
	}

	/** Its power was computed apart (NumPy, 2,000 sequences): 96.9 % find it. */
	@Test
	void findsSmallGainWithin2000() {
		int found = 0;
		for (int sequence = 0; sequence < 200; sequence++) {
			SplittableRandom random = new SplittableRandom(sequence);
			MeanBound bound = new MeanBound(2, ALPHA);
			boolean above = false;
			for (int i = 0; i < 2000; i++) {
				bound.add(0.02 + 0.1 * random.nextGaussian());
				above |= bound.above(0);
			}
			found += above ? 1 : 0;
		}
		assertThat(found).isBetween(186, 200);
	}

	/** With the centre at the mean, four times the differences give half the width. */
	@Test
	void widthFallsWithTheRootOfTheCount() {
		MeanBound bound = new MeanBound(2, ALPHA);
		double[] widths = new double[3];
		int count = 0;
		for (int step = 0; step < widths.length; step++) {
			for (int end = 10_000 << (2 * step); count < end; count++) {
				bound.add((count % 2 == 0) ? 1 : -1);
			}
			widths[step] = bound.upper() - bound.lower();
		}
		// sqrt(2 log(1 / alpha)) is the width of a test at one time.
		double fixed = Math.sqrt(2 * Math.log(20) / 10_000);
		assertThat(widths[0] / 2).isBetween(fixed, 1.7 * fixed);
		assertThat(widths[0] / widths[1]).isBetween(1.9, 2.05);
		assertThat(widths[1] / widths[2]).isBetween(1.9, 2.05);
	}

	/** Differences without any spread leave log(1 / alpha) and the mixture's weights. */
	@Test
	void widthFallsWithTheCountWithoutSpread() {
		MeanBound bound = new MeanBound(2, ALPHA);
		for (int i = 0; i < 1000; i++) {
			bound.add(0);
		}
		double radius = bound.upper();
		assertThat(bound.lower()).isEqualTo(-radius);
		for (int i = 0; i < 1000; i++) {
			bound.add(0);
		}
		assertThat(bound.upper()).isCloseTo(radius / 2, within(1e-9));
	}

	/** Puts the radius into the equation, with other code. */
	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.001, 0.1, 0.7, 1.9 })
	void lowerBoundSolvesTheEquation(double spread) {
		double limit = 2;
		MeanBound bound = new MeanBound(limit, 0.01);
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < 700; i++) {
			double difference = spread * Math.sin(i);
			double centre = (i > 0) ? sum / i : 0;
			squares += Math.pow((difference - centre) / 4, 2);
			sum += difference;
			bound.add(difference);
		}
		double excess = (sum / 700 - bound.lower()) * 700 / 4;
		double mixture = 0;
		for (int k = 0; k < 24; k++) {
			double rate = 0.9 * Math.pow(0.75, k);
			mixture += Math.exp(rate * excess + (Math.log(1 - rate) + rate) * squares) / 24;
		}
		assertThat(mixture).isCloseTo(100, within(1e-5));
		assertThat(bound.mean()).isCloseTo(sum / 700, within(1e-12));
		assertThat(bound.above(bound.lower() - 1e-9)).isTrue();
		assertThat(bound.above(bound.lower() + 1e-9)).isFalse();
	}

	@Test
	void valuesBeyondTheLimitAreClipped() {
		MeanBound clipped = new MeanBound(2, ALPHA);
		MeanBound exact = new MeanBound(2, ALPHA);
		for (double value : new double[] { 5, -3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1 }) {
			clipped.add(value);
			exact.add(Math.clamp(value, -2, 2));
		}
		assertThat(clipped.mean()).isEqualTo(exact.mean()).isEqualTo(0.2);
		assertThat(clipped.lower()).isEqualTo(exact.lower());
	}

	@Test
	void nothingIsKnownWithoutDifferences() {
		MeanBound bound = new MeanBound(2, ALPHA);
		assertThat(bound.count()).isZero();
		assertThat(bound.mean()).isNaN();
		assertThat(bound.lower()).isEqualTo(-2);
		assertThat(bound.upper()).isEqualTo(2);
		assertThat(bound.above(-1)).isFalse();
		bound.add(2);
		assertThat(bound.lower()).isEqualTo(-2);
		assertThat(bound.upper()).isEqualTo(2);
	}

	@Test
	void refusesNaN() {
		MeanBound bound = new MeanBound(2, ALPHA);
		assertThatIllegalArgumentException().isThrownBy(() -> bound.add(Double.NaN))
			.withMessage("difference: expected a number, found NaN");
		assertThat(bound.count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
	void refusesBadLimitsAndLevels(double bad) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MeanBound(bad, ALPHA))
			.withMessageStartingWith("limit: expected");
		assertThatIllegalArgumentException().isThrownBy(() -> new MeanBound(2, bad))
			.withMessageStartingWith("alpha: expected");
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FixedShareTest {

	private static final int ROUNDS = 3000;

	private static final double RATE = 0.125;

	private static final double SHARE = 0.003;

	private static final double[] PRIOR = { 0.5, 0.3, 0.2 };

	@Test
	void oneRoundIsTheClosedForm() {
		FixedShare weights = new FixedShare(0.5, 0.1, 0.75, 0.25);
		weights.update(new double[] { 0.6, 0.2 });
		double first = 0.75 * Math.exp(-0.3);
		double second = 0.25 * Math.exp(-0.1);
		assertThat(weights.weight(0)).isCloseTo(0.9 * first / (first + second) + 0.1 * 0.75, within(1e-12));
		assertThat(weights.weight(1)).isCloseTo(0.9 * second / (first + second) + 0.1 * 0.25, within(1e-12));
		weights.restart();
		assertThat(weights.weight(0)).isEqualTo(0.75);
	}

	@Test
	void forecasterWithoutPriorNeverHasWeight() {
		FixedShare weights = new FixedShare(0.5, 0.1, 0.5, 0, 0.5);
		weights.update(new double[] { 1, 0, 3 });
		assertThat(weights.weight(1)).isZero();
		assertThat(weights.weight(0) + weights.weight(2)).isCloseTo(1, within(1e-12));
	}

	@Test
	void hugeLossesLeaveFiniteWeights() {
		FixedShare weights = new FixedShare(RATE, 0, 0.5, 0.5);
		for (int t = 0; t < ROUNDS; t++) {
			weights.update(new double[] { 1e300, Double.MAX_VALUE });
		}
		assertThat(weights.weight(0)).isEqualTo(0.5);
		for (int t = 0; t < 100 * ROUNDS; t++) {
			weights.update(new double[] { 0, 1 });
		}
		assertThat(weights.weight(0)).isEqualTo(1);
		assertThat(weights.weight(1)).isLessThan(1e-300);
	}

	/** An opponent that sees the weights, and noise. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void losesNoMoreThanTheBoundToAnyForecaster(boolean opponent) {
		FixedShare weights = new FixedShare(RATE, SHARE, PRIOR);
		Random random = new Random(3);
		double[] single = new double[PRIOR.length];
		double own = 0;
		for (int t = 1; t <= ROUNDS; t++) {
			own += round(weights, random, opponent, t, single);
			for (int e = 0; e < PRIOR.length; e++) {
				assertThat(own - single[e]).as("round %d, forecaster %d", t, e)
					.isLessThanOrEqualTo(weights.regret(e, t) + 1e-9);
			}
		}
	}

	@Test
	void losesNoMoreThanTheBoundToTwoForecastersInTurn() {
		FixedShare weights = new FixedShare(RATE, SHARE, PRIOR);
		double own = 0;
		double[] losses = new double[PRIOR.length];
		for (int t = 0; t < ROUNDS; t++) {
			double mean = 0;
			int right = (t < ROUNDS / 2) ? 1 : 2;
			for (int e = 0; e < PRIOR.length; e++) {
				double forecast = (e == right) ? 0 : 1;
				mean += weights.weight(e) * forecast;
				losses[e] = forecast * forecast;
			}
			own += mean * mean;
			weights.update(losses);
		}
		double bound = (Math.log(1 / 0.3) + Math.log(1 / (SHARE * 0.2)) - (ROUNDS - 2) * Math.log(1 - SHARE)) / RATE;
		assertThat(own).isPositive().isLessThan(bound);
		assertThat(weights.weight(2)).isGreaterThan(0.95);
	}

	/** Forecasts from −1 to 1 and truths as far, so that errors are up to 2 = √(1/2η). */
	private static double round(FixedShare weights, Random random, boolean opponent, int t, double[] single) {
		double[] forecasts = new double[PRIOR.length];
		double mean = 0;
		for (int e = 0; e < forecasts.length; e++) {
			forecasts[e] = opponent ? Math.signum(Math.sin((double) t / (e + 1))) : 2 * random.nextDouble() - 1;
			mean += weights.weight(e) * forecasts[e];
		}
		double truth = opponent ? -Math.signum(mean) : Math.clamp(forecasts[2] + random.nextGaussian(), -1, 1);
		double[] losses = new double[forecasts.length];
		for (int e = 0; e < forecasts.length; e++) {
			losses[e] = (truth - forecasts[e]) * (truth - forecasts[e]);
			single[e] += losses[e];
		}
		weights.update(losses);
		return (truth - mean) * (truth - mean);
	}

	@Test
	void refusesWhatIsNoRateShareOrPrior() {
		assertThatThrownBy(() -> new FixedShare(0, 0.1, 1)).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("rate: expected above 0, found 0");
		assertThatThrownBy(() -> new FixedShare(1, 1, 1)).hasMessageContaining("share: expected 0 to below 1");
		assertThatThrownBy(() -> new FixedShare(1, 0.1, 0.5, 0.4)).hasMessageContaining("prior: expected 0 or more");
		assertThatThrownBy(() -> new FixedShare(1, 0.1, 1.5, -0.5)).hasMessageContaining("prior: expected 0 or more");
	}

}

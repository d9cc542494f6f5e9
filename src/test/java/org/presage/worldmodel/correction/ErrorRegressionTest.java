/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** {@link ForecastCorrectionTest} compares it with the same regression solved at once. */
class ErrorRegressionTest {

	private final ErrorRegression regression = new ErrorRegression(6);

	private final Random random = new Random(3);

	/** A cell that reacts half as strongly as the model thinks. */
	private void learn(int at, int count, double slope) {
		for (int i = 0; i < count; i++) {
			double forecast = this.random.nextGaussian();
			double noise = 0.1 * this.random.nextGaussian();
			this.regression.learn(at, this.random.nextGaussian(), this.random.nextGaussian(), forecast,
					0.3 - slope * forecast + noise);
		}
	}

	@Test
	void expectsNothingBeforeAnyError() {
		assertThat(this.regression.predict(0, 1, 1, 1)).isZero();
		learn(1, 10, 0.5);
		assertThat(this.regression.predict(0, 1, 1, 1)).as("another step and KPI").isZero();
	}

	@Test
	void learnsHowStronglyTheCellReacts() {
		learn(2, 2000, 0.5);
		assertThat(this.regression.predict(2, 0, 0, 2)).isCloseTo(0.3 - 1, within(0.05));
		assertThat(this.regression.predict(2, 0, 0, -2)).isCloseTo(0.3 + 1, within(0.05));
		learn(2, 10_000, 0);
		assertThat(this.regression.predict(2, 0, 0, 2)).as("the cell has changed").isCloseTo(0.3, within(0.05));
	}

	@Test
	void fewErrorsCountLittle() {
		learn(0, 3, 0.5);
		assertThat(Math.abs(this.regression.predict(0, 0, 0, 2))).isLessThan(0.1);
	}

	@Test
	void inputsThatStandStillAreNotForgottenWithoutBound() {
		for (int i = 0; i < 200_000; i++) {
			this.regression.learn(0, 0, 0, 1, 0.2);
		}
		// One error with another action: a coefficient that was forgotten wholly would
		// take all of it.
		this.regression.learn(0, 0.1, 0, 1, 3);
		assertThat(Math.abs(this.regression.predict(0, 6, 0, 1))).isLessThan(2.5);
	}

	/** An allocation that is held says the same as the constant, for hours. */
	@Test
	void inputsThatStandStillDoNotStopItFromForgetting() {
		for (int i = 0; i < 50_000; i++) {
			this.regression.learn(0, 1, 0, this.random.nextGaussian(), 0.2 + 0.1 * this.random.nextGaussian());
		}
		assertThat(this.regression.predict(0, 1, 0, 0)).isCloseTo(0.2, within(0.05));
		for (int i = 0; i < 3000; i++) {
			this.regression.learn(0, 1, 0, this.random.nextGaussian(), -0.5 + 0.1 * this.random.nextGaussian());
		}
		assertThat(this.regression.predict(0, 1, 0, 0)).isCloseTo(-0.5, within(0.1));
	}

	@Test
	void inputsThatAreNotFiniteTeachNothing() {
		learn(0, 100, 0.5);
		double before = this.regression.predict(0, 1, 1, 1);
		this.regression.learn(0, Double.NaN, 1, 1, 1);
		this.regression.learn(0, 1, 1, 1, Double.POSITIVE_INFINITY);
		assertThat(this.regression.predict(0, 1, 1, 1)).isEqualTo(before);
		assertThat(this.regression.predict(0, 1, 1, Double.NaN)).isNaN();
	}

	@Test
	void restartForgetsEverything() {
		learn(0, 100, 0.5);
		this.regression.restart();
		assertThat(this.regression.predict(0, 1, 1, 1)).isZero();
		learn(0, 2000, 0.2);
		assertThat(this.regression.predict(0, 0, 0, 2)).isCloseTo(0.3 - 0.4, within(0.05));
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LinearForecastTest {

	@ParameterizedTest
	@CsvSource({ "6, 3, 10", "7, 2, 15", "1, 1, 1", "4, 5, 7" })
	void isTheProductOfInputsAndCoefficients(int seen, int horizon, int outputs) {
		Random random = new Random(5);
		int inputs = seen + horizon + 1;
		float[] coefficients = random(inputs * outputs, random);
		float[] frames = random(seen, random);
		float[] plans = random(horizon + 2, random);
		float[] found = new float[outputs];
		new LinearForecast(inputs, outputs, coefficients).forecast(frames, plans, 2, found);
		for (int o = 0; o < outputs; o++) {
			double expected = coefficients[(inputs - 1) * outputs + o];
			for (int i = 0; i < inputs - 1; i++) {
				expected += coefficients[i * outputs + o] * (double) ((i < seen) ? frames[i] : plans[2 + i - seen]);
			}
			assertThat((double) found[o]).isCloseTo(expected, within(1e-5));
		}
	}

	private static float[] random(int size, Random random) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) random.nextGaussian();
		}
		return values;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.SplittableRandom;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Probabilities of levels, fitted to drawn ones. */
class MultinomialLogitTest {

	@Test
	void recoversTheProbabilitiesThatLabelsWereDrawnWith() {
		int rows = 60_000;
		SplittableRandom random = new SplittableRandom(5);
		DMatrixRMaj x = new DMatrixRMaj(rows, 3);
		DMatrixRMaj coefficients = new DMatrixRMaj(new double[][] { { 1, -1, 0 }, { 0, 0.5, -2 }, { 0, 1, -1 } });
		DMatrixRMaj drawn = new DMatrixRMaj(rows, 3);
		for (int i = 0; i < rows; i++) {
			x.set(i, 0, random.nextGaussian());
			x.set(i, 1, random.nextGaussian());
			x.set(i, 2, 1);
		}
		MultinomialLogit.probabilities(x, coefficients, drawn);
		int[] labels = new int[rows];
		for (int i = 0; i < rows; i++) {
			double left = random.nextDouble();
			while (labels[i] < 2 && left >= drawn.get(i, labels[i])) {
				left -= drawn.get(i, labels[i]++);
			}
		}
		DMatrixRMaj fitted = new DMatrixRMaj(rows, 3);
		MultinomialLogit.probabilities(x, MultinomialLogit.fit(x, labels, 3, 1), fitted);
		for (int i = 0; i < rows; i++) {
			for (int k = 0; k < 3; k++) {
				assertThat(fitted.get(i, k)).isCloseTo(drawn.get(i, k), within(0.05));
			}
		}
	}

	@Test
	void separableLabelsStayFinite() {
		DMatrixRMaj x = new DMatrixRMaj(new double[][] { { -3, 1 }, { -2, 1 }, { 2, 1 }, { 3, 1 } });
		DMatrixRMaj fitted = new DMatrixRMaj(4, 3);
		MultinomialLogit.probabilities(x, MultinomialLogit.fit(x, new int[] { 0, 0, 1, 1 }, 3, 1), fitted);
		for (int i = 0; i < 4; i++) {
			assertThat(fitted.get(i, (i < 2) ? 0 : 1)).isBetween(0.6, 0.99);
			assertThat(fitted.get(i, 2)).as("a class without labels").isLessThan(0.3);
		}
	}

}

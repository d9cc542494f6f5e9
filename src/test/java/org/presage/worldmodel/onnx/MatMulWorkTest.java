/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import org.junit.jupiter.api.Test;

import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelPackage;

import static org.assertj.core.api.Assertions.assertThat;

/** Products are counted from the graph; here a network small enough to count by hand. */
class MatMulWorkTest {

	private static final int CELLS = 2;

	private static final int PLANS = 6;

	private final ModelPackage varx = TestModels.random("varx", 1, TestModels.spec("varx"));

	@Test
	void windowTimesWeights() {
		int frames = TestModels.WINDOW * 4;
		int outputs = TestModels.HORIZON * 3;
		assertThat(MatMulWork.encode(this.varx, 1)).isEqualTo(2 * frames * outputs);
		assertThat(MatMulWork.encode(this.varx, CELLS)).isEqualTo(2 * CELLS * frames * outputs);
	}

	@Test
	void plansTimesEffectsAndTwoFlagsAndMeansOverTheOneMember() {
		int steps = CELLS * PLANS * TestModels.HORIZON;
		int effects = 2 * steps * TestModels.HORIZON * 3;
		int flags = 2 * (2 * steps * 3);
		// Mean, variance, and of the spread centre and variance; two probabilities.
		int means = 2 * (4 * steps * 3 + 2 * steps);
		int contextSize = 4 + TestModels.HORIZON * 3;
		assertThat(MatMulWork.imagine(this.varx, contextSize, CELLS, PLANS)).isEqualTo(effects + flags + means);
	}

	@Test
	void constantsAreNotCounted() {
		// The filters of the default architecture are products of weights and a basis.
		ModelPackage model = TestModels.random("ms3m", 1);
		int contextSize = TestModels.HORIZON * 3 + 4 + 7 + 2 * 2;
		long one = MatMulWork.imagine(model, contextSize, 1, 1);
		long two = MatMulWork.imagine(model, contextSize, 1, 2);
		long three = MatMulWork.imagine(model, contextSize, 1, 3);
		assertThat(three - two).isEqualTo(two - one);
		// The context's layer is all that does not grow with the plans.
		assertThat(one - (two - one)).isEqualTo(2L * (7 + 2 + 4) * 7);
	}

}

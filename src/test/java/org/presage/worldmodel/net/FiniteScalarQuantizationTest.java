/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.worldmodel.torch.TorchRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Numbers of a message and the index that travels for them. */
class FiniteScalarQuantizationTest {

	private static final int SIZE = FiniteScalarQuantization.DIMENSIONS;

	private static float[] bound(float[] values, boolean rounded) {
		return TorchRunner.run(new Parameters().constant("unused", 0, 1), new float[1], new TorchRunner.Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return FiniteScalarQuantization.bound(ops, inputs.getFirst(), 1, rounded);
			}
		}, List.of(new TorchRunner.Tensor(values, values.length / SIZE, SIZE)));
	}

	private static float[] gaussian(int rows, double spread) {
		Random random = new Random(3);
		float[] values = new float[rows * SIZE];
		for (int i = 0; i < values.length; i++) {
			values[i] = (float) (spread * random.nextGaussian());
		}
		return values;
	}

	@Test
	void everySymbolHasNumbersOfItsOwn() {
		Set<List<Float>> seen = new HashSet<>();
		float[] values = new float[SIZE + 1];
		for (int symbol = 0; symbol < FiniteScalarQuantization.VOCABULARY; symbol++) {
			FiniteScalarQuantization.values(symbol, values, 1);
			assertThat(FiniteScalarQuantization.symbol(values, 1)).isEqualTo(symbol);
			seen.add(List.of(values[1], values[2], values[3], values[4]));
		}
		assertThat(seen).hasSize(1000);
	}

	@Test
	void networkSendsNothingButNumbersOfSymbols() {
		float[] sent = bound(gaussian(2000, 2), true);
		Set<Integer> used = new HashSet<>();
		float[] received = new float[SIZE];
		for (int row = 0; row < sent.length; row += SIZE) {
			int symbol = FiniteScalarQuantization.symbol(sent, row);
			FiniteScalarQuantization.values(symbol, received, 0);
			assertThat(Arrays.copyOfRange(sent, row, row + SIZE)).containsExactly(received);
			used.add(symbol);
		}
		assertThat(used).as("different symbols of 2,000").hasSizeGreaterThan(500);
	}

	@Test
	void roundingMovesANumberByHalfALevelAtMost() {
		float[] values = gaussian(500, 1);
		float[] rounded = bound(values, true);
		float[] continuous = bound(values, false);
		for (int i = 0; i < values.length; i++) {
			assertThat(Math.abs(rounded[i] - continuous[i])).isLessThanOrEqualTo((i % SIZE == 0) ? 0.1251f : 0.2501f);
			assertThat(continuous[i]).isBetween(-1f, 1f);
		}
	}

	@Test
	void zerosAreSentAsZeros() {
		assertThat(bound(new float[SIZE], true)).containsExactly(0, 0, 0, 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1000, Integer.MAX_VALUE })
	void indexOfNoSymbolIsRefused(int symbol) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FiniteScalarQuantization.values(symbol, new float[SIZE], 0))
			.withMessage("symbol: expected 0 to 999, found " + symbol);
	}

	@Test
	void numbersOutsideTheRangeAreTheLastLevel() {
		float[] values = new float[SIZE];
		FiniteScalarQuantization.values(FiniteScalarQuantization.symbol(new float[] { 9, 9, -9, -9 }, 0), values, 0);
		assertThat(values).containsExactly(0.75f, 1, -1, -1);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.Standardizer;
import org.presage.kpi.Transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Policies of which the share that the state explains is known in closed form. */
class ExcitationMeterTest {

	private static final int FRAMES = 20_000;

	/** Two KPIs with mean 0 and standard deviation 1, and PRBs with 30 ± 10. */
	private static final Standardizer SCALER = new Standardizer(
			IntStream.range(0, 3).mapToObj((i) -> Transform.IDENTITY).toList(), new double[] { 0, 0, 30 },
			new double[] { 1, 1, 10 });

	private final SplittableRandom random = new SplittableRandom(5);

	private final ExcitationMeter meter = new ExcitationMeter(SCALER, 2);

	/**
	 * KPIs that change at random, and PRBs that are what {@code policy} makes of them.
	 */
	private void run(ToDoubleFunction<float[]> policy) {
		float[][] frames = { frame(), frame(), frame() };
		for (int i = 0; i < FRAMES; i++) {
			float[] next = frame();
			next[2] = (float) policy.applyAsDouble(frames[2]);
			this.meter.add(frames[1], frames[2], next);
			frames = new float[][] { frames[1], frames[2], next };
		}
	}

	private float[] frame() {
		return new float[] { (float) this.random.nextGaussian(), (float) this.random.nextGaussian(), 30 };
	}

	@Test
	void randomAllocationsAreAllExcitation() {
		run((state) -> this.random.nextInt(10, 51));
		assertThat(this.meter.excitation()).isCloseTo(1, within(0.01));
		assertThat(this.meter.residual()).isCloseTo(Math.sqrt((41 * 41 - 1) / 12.0), within(0.2));
	}

	@Test
	void functionsOfTheStateAreNone() {
		run((state) -> 30 + 8 * state[0] - 3 * state[1] * state[1] + 0.2 * (state[2] - 30));
		assertThat(this.meter.excitation()).isLessThan(1e-4);
	}

	/** An upper bound: what is no linear function of the inputs is not explained. */
	@Test
	void thresholdsAreExplainedInPart() {
		run((state) -> (state[0] > 0.5) ? 45 : 25);
		assertThat(this.meter.excitation()).isBetween(0.2, 0.6);
	}

	/** 4² of 8² + 4²: a fifth is random. */
	@Test
	void theRandomPartOfMixtureIsFound() {
		run((state) -> 30 + 8 * state[0] + 4 * this.random.nextGaussian());
		assertThat(this.meter.excitation()).isCloseTo(0.2, within(0.01));
		assertThat(this.meter.residual()).isCloseTo(4, within(0.15));
	}

	@Test
	void constantAllocationsAreNone() {
		run((state) -> 30);
		assertThat(this.meter.excitation()).isZero();
		assertThat(this.meter.residual()).isZero();
	}

	@Test
	void randomAllocationsOfLongAgoAreForgotten() {
		run((state) -> this.random.nextInt(10, 51));
		run((state) -> 30 + 8 * state[0]);
		// Twenty thousand frames are four times the memory: e⁻⁴ of the weight is old.
		assertThat(this.meter.excitation()).isBetween(0.01, 0.06);
	}

	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, 1e30f, -1e30f })
	void absentAndHugeValuesAreNoExcitation(float bad) {
		run((state) -> 30 + 8 * state[0]);
		float[] odd = { bad, bad, 30 };
		this.meter.add(odd, odd, frame());
		assertThat(this.meter.excitation()).isBetween(0.0, 0.01);
	}

	@Test
	void tooFewFramesTellNothing() {
		assertThat(this.meter.excitation()).isNaN();
		for (int i = 0; i < 50; i++) {
			this.meter.add(frame(), frame(), frame());
		}
		assertThat(this.meter.excitation()).isNaN();
		assertThat(this.meter.residual()).isNaN();
		assertThat(this.meter.frames()).isCloseTo(50, within(0.1));
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.testing.Allocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ForecastCorrectionTest {

	private static final int H = 3;

	private static final int Y = 5;

	private static final int STEP_MS = 100;

	private static final CorrectionSettings SETTINGS = CorrectionSettings.DEFAULT.with(CorrectionSettings.Mode.AUTO);

	private final float[] shift = new float[H * Y];

	private final float[] actions = new float[H];

	private long nowMs = 10_000;

	/** Forecasts the same for everything, and is always wrong by as much. */
	private void frames(ForecastCorrection correction, int count, float truth, boolean frozen) {
		float[] truths = new float[Y];
		Arrays.fill(truths, truth);
		for (int i = 0; i < count; i++) {
			this.nowMs += STEP_MS;
			correction.observe(this.nowMs, STEP_MS, truths, 0, frozen, ForecastCorrection.Judge.NONE);
			forecast(correction);
		}
	}

	private void forecast(ForecastCorrection correction) {
		float[] deviation = new float[H * Y];
		Arrays.fill(deviation, 1);
		correction.propose(new float[H * Y], 0, deviation, null, new float[Y], new float[H], 0, this.shift, 0);
		correction.issue(this.nowMs, new float[H * Y], 0, this.actions, 0);
	}

	private static ForecastCorrection correction(CorrectionSettings.Mode mode) {
		return new ForecastCorrection(SETTINGS.with(mode), H, Y, false);
	}

	@Test
	void nothingIsCorrectedBeforeAnyForecastIsJudged() {
		ForecastCorrection correction = new ForecastCorrection(SETTINGS, H, Y, true);
		float[] deviation = new float[H * Y];
		Arrays.fill(deviation, 1);
		correction.propose(new float[H * Y], 0, deviation, new float[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
				new float[] { 1, 1, 1, 1, 1 }, new float[H], 0, this.shift, 0);
		assertThat(this.shift).containsOnly(0);
	}

	@Test
	void constantErrorBecomesTheBias() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.BIAS);
		frames(correction, 2, 0.6f, false);
		assertThat(this.shift[0]).as("one error beside five of 0").isEqualTo(0.6f / 6, within(1e-6f));
		assertThat(this.shift[Y]).as("two steps ahead, not judged yet").isZero();
		frames(correction, 2000, 0.6f, false);
		assertThat(this.shift).containsOnly(this.shift[0]);
		assertThat(this.shift[0]).isCloseTo(0.6f, within(1e-3f));
	}

	@Test
	void evidenceChoosesTheBiasWhereErrorsAreConstant() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.AUTO);
		frames(correction, 1000, 1.5f, false);
		assertThat(this.shift[4]).isCloseTo(1.5f, within(0.02f));
		frames(correction, 4000, 0, false);
		assertThat(this.shift[4]).as("the shift is over").isCloseTo(0, within(0.02f));
	}

	/**
	 * The model expects KPIs to stay; in this cell they fall back to half of their value.
	 */
	@Test
	void evidenceChoosesTheRegressionWhereErrorsFollowTheForecast() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.AUTO);
		Random random = new Random(5);
		float[] deviation = new float[H * Y];
		Arrays.fill(deviation, 0.5f);
		float[] forecast = new float[H * Y];
		float[] truths = new float[Y];
		double[] squares = new double[2];
		for (int i = 0; i < 3000; i++) {
			boolean late = i >= 2000;
			for (int y = 0; y < Y; y++) {
				truths[y] = 0.5f * forecast[y] + 0.1f * (float) random.nextGaussian();
			}
			correction.observe(i, 1, truths, 0, false, (step, target, raw, corrected) -> {
				squares[0] += (late && step == 0) ? raw * raw : 0;
				squares[1] += (late && step == 0) ? corrected * corrected : 0;
			});
			for (int y = 0; y < Y; y++) {
				forecast[y] = (float) random.nextGaussian();
			}
			correction.propose(forecast, 0, deviation, null, truths, new float[H], 0, this.shift, 0);
			correction.issue(i, forecast, 0, this.actions, 0);
		}
		assertThat(Math.sqrt(squares[1] / squares[0])).as("of the error is left").isLessThan(0.3);
	}

	@Test
	void nothingIsLearntWhileFrozen() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.AUTO);
		frames(correction, 100, 1, false);
		float before = this.shift[7];
		frames(correction, 100, -3, true);
		assertThat(this.shift[7]).isEqualTo(before);
	}

	@Test
	void errorsBeyondTheGateTeachNothing() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.AUTO);
		frames(correction, 100, 4.01f, false);
		assertThat(this.shift).containsOnly(0);
		frames(correction, 100, 3.99f, false);
		assertThat(this.shift[0]).isGreaterThan(3.5f);
	}

	@Test
	void restartForgetsEverything() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.BIAS);
		frames(correction, 10, 1, false);
		correction.restart();
		frames(correction, 1, 1, false);
		assertThat(this.shift).as("what was forecast before is not judged either").containsOnly(0);
	}

	@Test
	void observingComputesWithoutUse() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.OBSERVE);
		double[] squares = new double[2];
		frames(correction, 100, 1, false);
		assertThat(this.shift).containsOnly(0);
		correction.observe(this.nowMs + STEP_MS, STEP_MS, new float[] { 1, 1, 1, 1, 1 }, 0, false,
				(step, target, raw, corrected) -> {
					squares[0] += raw * raw;
					squares[1] += corrected * corrected;
				});
		assertThat(squares[0]).isEqualTo(H * Y);
		assertThat(squares[1]).isLessThan(0.2 * squares[0]);
	}

	/** What a plan would have brought is not known if another allocation was in force. */
	@Test
	void onlyForecastsWhoseActionsCameTrueAreJudged() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.BIAS);
		int[] judged = new int[H];
		this.actions[1] = 1;
		for (int i = 0; i < 20; i++) {
			forecast(correction);
			this.nowMs += STEP_MS;
			correction.observe(this.nowMs, STEP_MS, new float[Y], 0.05f, false,
					(step, target, raw, corrected) -> judged[step]++);
		}
		assertThat(judged).as("by the forecast for the allocation held").containsExactly(20 * Y, 19 * Y, 18 * Y);
		Arrays.fill(judged, 0);
		for (int i = 0; i < 20; i++) {
			correction.restart();
			forecast(correction);
			correction.observe(this.nowMs + STEP_MS, STEP_MS, new float[Y], 2, false,
					(step, target, raw, corrected) -> judged[step]++);
			correction.instead(new float[Y], 2);
		}
		assertThat(judged).as("neither held nor planned").containsOnly(0);
		correction.restart();
		forecast(correction);
		correction.instead(new float[Y], 2);
		correction.observe(this.nowMs + STEP_MS, STEP_MS, new float[Y], 2, false,
				(step, target, raw, corrected) -> judged[step]++);
		assertThat(judged).as("predicted for what was in force").containsExactly(Y, 0, 0);
	}

	@Test
	void lostFrameCostsItsOwnJudgementsOnly() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.BIAS);
		int[] judged = new int[H];
		forecast(correction);
		correction.observe(this.nowMs + 2 * STEP_MS + 20, STEP_MS, new float[Y], 0, false,
				(step, target, raw, corrected) -> judged[step]++);
		assertThat(judged).containsExactly(0, Y, 0);
	}

	@Test
	void absentValueIsNotJudged() {
		ForecastCorrection correction = correction(CorrectionSettings.Mode.BIAS);
		frames(correction, 10, Float.NaN, false);
		assertThat(this.shift).containsOnly(0);
	}

	@Test
	void allocatesNothing() {
		ForecastCorrection correction = new ForecastCorrection(SETTINGS, H, Y, true);
		float[] values = new float[H * Y];
		Arrays.fill(values, 1);
		long before = 0;
		for (int i = 0; i < 20_000; i++) {
			before = (i == 10_000) ? Allocations.ofThisThread() : before;
			correction.observe(i, 1, values, 1, false, ForecastCorrection.Judge.NONE);
			correction.propose(values, 0, values, values, values, values, 0, this.shift, 0);
			correction.issue(i, values, 0, values, 0);
		}
		assertThat(Allocations.ofThisThread() - before).isLessThan(10_000);
	}

	/** The same, computed from all that came, at every frame again. */
	@ParameterizedTest
	@EnumSource(CorrectionSettings.Mode.class)
	void isWhatTheWholeHistorySays(CorrectionSettings.Mode mode) {
		compare(SETTINGS.with(mode), true);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 2 })
	void isWhatTheWholeHistorySaysWithoutVarx(double gate) {
		compare(new CorrectionSettings(CorrectionSettings.Mode.AUTO, 0.1, 0.02, gate, 0.2), false);
	}

	private static void compare(CorrectionSettings settings, boolean withVarx) {
		Random random = new Random(11);
		ForecastCorrection fast = new ForecastCorrection(settings, H, Y, withVarx);
		NaiveCorrection naive = new NaiveCorrection(settings, H, Y, withVarx);
		float[] shift = new float[H * Y + 2];
		for (int t = 0; t < 60; t++) {
			float[] truth = random(Y, random);
			truth[random.nextInt(Y)] = Float.NaN;
			boolean frozen = random.nextInt(9) == 0;
			float action = random.nextInt(4) / 2f;
			fast.observe(t, 1, truth, action, frozen, ForecastCorrection.Judge.NONE);
			naive.observe(truth, action, frozen);
			float[] hold = random(H * Y, random);
			float[] plan = random(H * Y, random);
			float[] deviation = random(H * Y, random);
			for (int i = 0; i < deviation.length; i++) {
				deviation[i] = 0.2f + Math.abs(deviation[i]);
			}
			float @Nullable [] varx = withVarx ? random(H * Y, random) : null;
			float[] last = random(Y, random);
			float[] actions = { random.nextInt(4) / 2f, action, random.nextInt(4) / 2f };
			fast.propose(hold, 0, deviation, varx, last, new float[] { 9, action, action, action }, 1, shift, 2);
			fast.issue(t, plan, 0, actions, 0);
			double[] expected = naive.forecast(hold, deviation, varx, last, action, plan, actions);
			for (int i = 0; i < H * Y; i++) {
				assertThat((double) shift[i + 2]).as("frame %d, value %d", t, i).isCloseTo(expected[i], within(2e-5));
			}
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

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.KpiSchema;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What events do to the last frames. */
class InjectionTest {

	private static final KpiSchema SCHEMA = KpiSchema.standard(100, 51);

	/** One frame of usual values. */
	private static float[] frames(int rows) {
		float[] usual = { 15, 12, 1.5f, 7, 20_000, 25, -8, -85, -60, 15, 2.5f, 0.1f, 40 };
		float[] frames = new float[rows * usual.length];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = usual[i % usual.length];
		}
		return frames;
	}

	private static float kpi(float[] frames, int row, String name) {
		return frames[row * SCHEMA.size() + SCHEMA.indexOf(name)];
	}

	@ParameterizedTest
	@EnumSource
	void valuesStayInTheirRangesAndAbsentOnesAbsent(Injection.Kind kind) {
		Random random = new Random(3);
		for (int run = 0; run < 2000; run++) {
			float[] frames = new float[4 * SCHEMA.size()];
			for (int i = 0; i < frames.length; i++) {
				double min = SCHEMA.kpi(i % SCHEMA.size()).min();
				double max = SCHEMA.kpi(i % SCHEMA.size()).max();
				frames[i] = (random.nextInt(5) == 0) ? Float.NaN : (float) switch (random.nextInt(4)) {
					case 0 -> min;
					case 1 -> max;
					default -> min + random.nextDouble() * (max - min);
				};
			}
			float[] before = frames.clone();
			new Injection(kind, 2 + 20 * random.nextDouble()).apply(SCHEMA, frames, 4, 3);
			for (int i = 0; i < frames.length; i++) {
				assertThat(Float.isNaN(frames[i])).isEqualTo(Float.isNaN(before[i]));
				assertThat(SCHEMA.kpi(i % SCHEMA.size()).admits(frames[i]))
					.as("%s %f from %f", SCHEMA.kpi(i % SCHEMA.size()).name(), frames[i], before[i])
					.isTrue();
				if (i < SCHEMA.size() || i % SCHEMA.size() == SCHEMA.actionIndex()) {
					assertThat(frames[i]).as("before the event, or the action").isEqualTo(Float.valueOf(before[i]));
				}
			}
		}
	}

	@Test
	void fadeComesUpOverTheLastFrames() {
		float[] frames = frames(5);
		new Injection(Injection.Kind.DEEP_FADE, 12).apply(SCHEMA, frames, 5, 3);
		assertThat(kpi(frames, 1, "SINR")).isEqualTo(15);
		assertThat(kpi(frames, 2, "SINR")).isEqualTo(11);
		assertThat(kpi(frames, 3, "SINR")).isEqualTo(7);
		assertThat(kpi(frames, 4, "SINR")).isEqualTo(3);
		assertThat(kpi(frames, 4, "RSRP")).isEqualTo(-97);
		assertThat(kpi(frames, 4, "MCS")).isEqualTo(3);
		assertThat(kpi(frames, 4, "CQI")).isEqualTo(6);
		assertThat(kpi(frames, 4, "RSRQ") - -8).as("the RSRQ is the RSRP over the RSSI")
			.isEqualTo(kpi(frames, 4, "RSRP") - -85 - (kpi(frames, 4, "RSSI") - -60));
		double shannon = Math.log1p(Math.pow(10, 0.3)) / Math.log1p(Math.pow(10, 1.5));
		assertThat(kpi(frames, 4, "SE")).isCloseTo((float) (2.5 * shannon), within(1e-5f));
		assertThat(kpi(frames, 4, "Buffer")).isEqualTo(20_000);
		assertThat(kpi(frames, 4, "Delay")).isEqualTo(40);
	}

	@Test
	void surgeFillsTheQueueAndItIsWaitedIn() {
		float[] frames = frames(3);
		frames[SCHEMA.size() * 2 + SCHEMA.indexOf("Buffer")] = 0;
		new Injection(Injection.Kind.LOAD_SURGE, 16).apply(SCHEMA, frames, 3, 2);
		assertThat(kpi(frames, 1, "Buffer")).isCloseTo(80_000, within(1f));
		assertThat(kpi(frames, 1, "Delay")).isCloseTo(160, within(0.01f));
		assertThat(kpi(frames, 2, "Buffer")).as("from an empty queue").isCloseTo(24_000, within(1f));
		assertThat(kpi(frames, 2, "SINR")).isEqualTo(15);
	}

	@Test
	void silentNeighbourLeavesItsUsersAndLessInterference() {
		float[] frames = frames(1);
		new Injection(Injection.Kind.NEIGHBOUR_FAILURE, 3).apply(SCHEMA, frames, 1, 1);
		assertThat(kpi(frames, 0, "SINR")).isEqualTo(18);
		assertThat(kpi(frames, 0, "RSRP")).isEqualTo(-85);
		assertThat(kpi(frames, 0, "RSRQ")).isEqualTo(-6.5f);
		assertThat(kpi(frames, 0, "RSSI")).isEqualTo(-61.5f);
		assertThat(kpi(frames, 0, "SE")).isGreaterThan(2.5f);
		assertThat(kpi(frames, 0, "Buffer")).isEqualTo(60_000);
		assertThat(kpi(frames, 0, "Delay")).isEqualTo(120);
	}

	@Test
	void kpisThatTheFramesLackAreTold() {
		assertThat(Injection.parse("deep-fade").skipped(TestModels.schema())).containsExactly("RSRQ", "RSSI", "CQI",
				"MCS", "SE", "RSRP");
		assertThat(Injection.parse("load-surge").skipped(TestModels.schema())).isEmpty();
		assertThat(Injection.parse("neighbour-failure").skipped(SCHEMA)).isEmpty();
		float[] frame = { 10, 2000, 20, 30 };
		Injection.parse("deep-fade=6").apply(TestModels.schema(), frame, 1, 1);
		assertThat(frame).containsExactly(4, 2000, 20, 30);
	}

	@ParameterizedTest
	@CsvSource({ "deep-fade,deep-fade=15", "deep-fade=7.5,deep-fade=7.5", "load-surge,load-surge=10",
			"neighbour-failure=4,neighbour-failure=4" })
	void magnitudeIsOptional(String text, String meant) {
		assertThat(Injection.parse(text)).hasToString(meant);
	}

	@ParameterizedTest
	@ValueSource(strings = { "flood", "", "deep-fade=", "deep-fade=x", "deep-fade=0", "deep-fade=-3", "deep-fade=NaN",
			"deep-fade=100", "load-surge=Infinity", "DEEP_FADE" })
	void wrongEventIsNamed(String text) {
		assertThatThrownBy(() -> Injection.parse(text)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageStartingWith("inject")
			.hasMessageContaining("expected")
			.hasMessageContaining("found");
	}

	@Test
	void repeatedEventIsRefused() {
		Injection fade = Injection.parse("deep-fade");
		assertThatThrownBy(() -> new ScreeningSettings(true, 0, 0, List.of(fade, fade), 3, 5, 1))
			.hasMessageContaining("inject: expected each event once");
	}

}

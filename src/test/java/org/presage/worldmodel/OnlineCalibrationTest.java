/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import org.presage.testing.RollingCoverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Coverage in every window of 500 steps, whatever happens to the errors. */
class OnlineCalibrationTest {

	private static final int LENGTH = 6000;

	private static final int NINETY = 2;

	@Test
	void staysOnTargetWhereNothingChanges() {
		RollingCoverage adapted = coverage((t) -> 1, new OnlineCalibration(Calibration.none(1, 1), 1));
		assertThat(adapted.worst()).isBetween(0.87, 0.9);
		assertThat(adapted.best()).isBetween(0.9, 0.93);
	}

	@Test
	void anInjectedShiftDoesNotLeaveTheBandInAnyWindow() {
		IntToDoubleFunction shifts = (t) -> (t < 2000) ? 1 : (t < 4000) ? 4 : 1;
		RollingCoverage fixed = coverage(shifts, OnlineCalibration.fixed(Calibration.none(1, 1), 1));
		RollingCoverage adapted = coverage(shifts, new OnlineCalibration(Calibration.none(1, 1), 1));
		assertThat(fixed.worst()).as("the shift is a real one").isLessThan(0.5);
		assertThat(adapted.worst()).isGreaterThan(0.85);
		assertThat(adapted.best()).isLessThan(0.95);
	}

	@Test
	void anAbsentValueChangesNothing() {
		OnlineCalibration online = new OnlineCalibration(Calibration.none(3, 2), 2);
		online.observe(1, Double.NaN);
		assertThat(online.factor(NINETY, 2, 1)).isEqualTo(Calibration.none(3, 2).factor(NINETY, 2, 1));
	}

	@Test
	void oneTargetsErrorsLeaveTheOthersAlone() {
		OnlineCalibration online = new OnlineCalibration(Calibration.none(3, 2), 2);
		online.observe(1, 100);
		assertThat(online.factor(NINETY, 0, 1)).isCloseTo(1.644854 * Math.exp(0.15 * 0.9), within(1e-6));
		assertThat(online.factor(NINETY, 0, 0)).isCloseTo(1.644854, within(1e-6));
	}

	@Test
	void outliersForEverDoNotWidenItWithoutBound() {
		OnlineCalibration online = new OnlineCalibration(Calibration.none(1, 1), 1);
		for (int t = 0; t < LENGTH; t++) {
			online.observe(0, Double.POSITIVE_INFINITY);
		}
		assertThat(online.factor(NINETY, 0, 0)).isFinite().isLessThan(50);
	}

	@Test
	void laterStepsFindWidthsOfTheirOwn() {
		OnlineCalibration online = new OnlineCalibration(Calibration.none(3, 2), 2);
		Random random = new Random(9);
		RollingCoverage hits = new RollingCoverage();
		for (int t = 0; t < LENGTH; t++) {
			online.observe(1, Math.abs(3 * random.nextGaussian()));
			double distance = Math.abs(0.5 * random.nextGaussian());
			if (t > LENGTH / 2) {
				hits.add(distance <= online.factor(NINETY, 2, 1));
			}
			online.observe(2, 1, distance);
		}
		assertThat(online.scale(NINETY, 0, 1)).isBetween(2.0, 4.5);
		assertThat(online.scale(NINETY, 1, 1)).as("of which nothing is known").isEqualTo(online.scale(NINETY, 1));
		assertThat(online.scale(NINETY, 2, 1)).isBetween(0.35, 0.75);
		assertThat(hits.worst()).isGreaterThan(0.84);
		assertThat(hits.best()).isLessThan(0.96);
		assertThat(online.scales(0.9)).hasSize(6).startsWith(1, online.scale(NINETY, 1), 1);
		online.observe(2, 0, Double.NaN);
		assertThat(online.scale(NINETY, 2, 0)).isEqualTo(1);
	}

	@Test
	void aFixedOneStaysWhereItStarted() {
		OnlineCalibration fixed = OnlineCalibration.fixed(Calibration.none(3, 2), 2);
		fixed.observe(1, 100);
		fixed.observe(1, 0);
		fixed.observe(2, 1, 100);
		assertThat(fixed.factor(NINETY, 2, 1)).isEqualTo(fixed.base().factor(NINETY, 2, 1));
		assertThat(fixed.scale(NINETY, 1)).isEqualTo(1);
	}

	private static RollingCoverage coverage(IntToDoubleFunction scale, OnlineCalibration online) {
		Random random = new Random(7);
		RollingCoverage hits = new RollingCoverage();
		for (int t = 0; t < LENGTH; t++) {
			double distance = Math.abs(scale.applyAsDouble(t) * random.nextGaussian());
			hits.add(distance <= online.factor(NINETY, 0, 0));
			online.observe(0, distance);
		}
		return hits;
	}

}

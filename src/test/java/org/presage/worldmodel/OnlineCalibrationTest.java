package org.presage.worldmodel;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Coverage in every window of 500 steps, whatever happens to the errors. */
class OnlineCalibrationTest {

	private static final int WINDOW = 500;

	private static final int LENGTH = 6000;

	private static final int NINETY = 2;

	@Test
	void staysOnTargetWhereNothingChanges() {
		double[] range = rollingCoverage((t) -> 1, true);
		assertThat(range[0]).isBetween(0.87, 0.9);
		assertThat(range[1]).isBetween(0.9, 0.93);
	}

	@Test
	void anInjectedShiftDoesNotLeaveTheBandInAnyWindow() {
		IntToDoubleFunction shifts = (t) -> (t < 2000) ? 1 : (t < 4000) ? 4 : 1;
		double[] fixed = rollingCoverage(shifts, false);
		double[] online = rollingCoverage(shifts, true);
		assertThat(fixed[0]).as("the shift is a real one").isLessThan(0.5);
		assertThat(online[0]).isGreaterThan(0.85);
		assertThat(online[1]).isLessThan(0.95);
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

	/** Smallest and largest coverage of the 90 % interval in any window. */
	private static double[] rollingCoverage(IntToDoubleFunction scale, boolean adapt) {
		OnlineCalibration online = new OnlineCalibration(Calibration.none(1, 1), 1);
		Random random = new Random(7);
		int[] hits = new int[LENGTH];
		for (int t = 0; t < LENGTH; t++) {
			double distance = Math.abs(scale.applyAsDouble(t) * random.nextGaussian());
			hits[t] = (distance <= online.factor(NINETY, 0, 0)) ? 1 : 0;
			if (adapt) {
				online.observe(0, distance);
			}
		}
		double min = 1;
		double max = 0;
		int sum = 0;
		for (int t = 0; t < LENGTH; t++) {
			sum += hits[t] - ((t >= WINDOW) ? hits[t - WINDOW] : 0);
			if (t >= WINDOW - 1) {
				min = Math.min(min, (double) sum / WINDOW);
				max = Math.max(max, (double) sum / WINDOW);
			}
		}
		return new double[] { min, max };
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.presage.base.Gaussian;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.Trace;
import org.presage.offline.training.TrainingTest;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Scores and tests against closed forms and naive calculations. */
class ScoresTest {

	private static final boolean[] ONE = { true };

	@Test
	void intervalScoreIsWidthAndPenalty() {
		assertThat(ErrorSums.winkler(0.5, 1, 0.9)).as("inside").isEqualTo(2);
		assertThat(ErrorSums.winkler(1.25, 1, 0.9)).as("missed by a quarter: 2 + 20 · 0.25").isCloseTo(7, within(1e-9));
		assertThat(ErrorSums.winkler(1.25, 1, 0.5)).as("missed by a quarter: 2 + 4 · 0.25").isCloseTo(3, within(1e-9));
	}

	@Test
	void rightGaussianForecasterHasTheClosedFormOfEveryScore() {
		ErrorSums sums = new ErrorSums(Calibration.none(1, 1), 1, ONE);
		PitHistogram pit = new PitHistogram(ONE);
		Random random = new Random(5);
		double sigma = 2;
		for (int i = 0; i < 200_000; i++) {
			double error = sigma * random.nextGaussian();
			sums.add(0, error, sigma);
			pit.add(0, Gaussian.cdf(error / sigma));
		}
		assertThat(sums.average(Measure.RMSE, -1, -1)).isCloseTo(sigma, within(0.02));
		assertThat(sums.average(Measure.MAE, 0, 0)).isCloseTo(sigma * Math.sqrt(2 / Math.PI), within(0.02));
		assertThat(sums.average(Measure.CRPS, 0, 0)).as("σ/√π").isCloseTo(sigma / Math.sqrt(Math.PI), within(0.01));
		double z = 1.644854;
		double phi = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
		assertThat(sums.average(Measure.WINKLER90, 0, 0)).as("40σφ(z)").isCloseTo(40 * sigma * phi, within(0.05));
		assertThat(sums.width(2, 0, 0)).isCloseTo(2 * z * sigma, within(1e-3));
		assertThat(sums.coverage(0, 0, 0)).isCloseTo(0.5, within(0.005));
		assertThat(Arrays.stream(pit.shares(0)).boxed())
			.allSatisfy((share) -> assertThat(share).isBetween(0.045, 0.055));
	}

	@Test
	void calibratedCrpsIsOfWhatUsersGet() {
		Calibration right = Calibration.none(1, 1);
		double[][][] doubled = new double[4][1][1];
		for (int level = 0; level < doubled.length; level++) {
			doubled[level][0][0] = 2 * right.factor(level, 0, 0);
		}
		ErrorSums sure = new ErrorSums(right, 1, ONE);
		ErrorSums tooSure = new ErrorSums(new Calibration(Calibration.LEVELS, doubled), 1, ONE);
		Random random = new Random(5);
		for (int i = 0; i < 100_000; i++) {
			double error = random.nextGaussian();
			sure.add(0, error, 1);
			tooSure.add(0, error, 0.5);
		}
		assertThat(tooSure.average(Measure.CRPS, 0, 0)).isGreaterThan(1.02 * sure.average(Measure.CRPS, 0, 0));
		assertThat(tooSure.average(Measure.CALIBRATED_CRPS, 0, 0)).as("calibration makes both the same")
			.isCloseTo(sure.average(Measure.CALIBRATED_CRPS, 0, 0), within(1e-9));
		assertThat(sure.average(Measure.CALIBRATED_CRPS, 0, 0)).as("four intervals lack 3 % of the integral")
			.isCloseTo(0.966 * sure.average(Measure.CRPS, 0, 0), within(0.003));
	}

	@Test
	void tooSureAForecasterMakesABowlOfItsTransforms() {
		PitHistogram pit = new PitHistogram(ONE);
		Random random = new Random(6);
		for (int i = 0; i < 20_000; i++) {
			pit.add(0, Gaussian.cdf(2 * random.nextGaussian()));
		}
		double[] shares = pit.shares(-1);
		assertThat(shares[0]).isGreaterThan(3 * shares[10]);
		assertThat(shares[19]).isGreaterThan(3 * shares[9]);
		assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
	}

	@Test
	void rollingCoverageEqualsTheNaiveOne() {
		Random random = new Random(7);
		RollingCoverage rolling = new RollingCoverage(50);
		double min = 1;
		double max = 0;
		for (int series = 0; series < 3; series++) {
			boolean[] hits = new boolean[200];
			for (int t = 0; t < hits.length; t++) {
				hits[t] = random.nextInt(10) < 3 + 2 * series;
				rolling.add(hits[t]);
				if (t >= 49) {
					int from = t - 49;
					long count = java.util.stream.IntStream.rangeClosed(from, t).filter((i) -> hits[i]).count();
					assertThat(rolling.current()).isEqualTo(count / 50.0);
					min = Math.min(min, count / 50.0);
					max = Math.max(max, count / 50.0);
				}
				else {
					assertThat(rolling.current()).as("windows do not cross series").isNaN();
				}
			}
			rolling.restart();
		}
		assertThat(rolling.min()).isEqualTo(min);
		assertThat(rolling.max()).isEqualTo(max);
		assertThat(new RollingCoverage(5).min()).isNaN();
	}

	/** The formulas, written down as they stand in the papers. */
	private static double naiveStatistic(double[] d, int lag) {
		int n = d.length;
		double mean = Arrays.stream(d).average().orElseThrow();
		double variance = 0;
		for (int k = -lag; k <= lag; k++) {
			double gamma = 0;
			for (int t = Math.abs(k); t < n; t++) {
				gamma += (d[t] - mean) * (d[t - Math.abs(k)] - mean) / n;
			}
			variance += (1 - Math.abs(k) / (lag + 1.0)) * gamma;
		}
		double h = lag + 1;
		return mean / Math.sqrt(variance / n) * Math.sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n);
	}

	@Test
	void dieboldMarianoAgreesWithAHandCalculation() {
		DieboldMariano short0 = new DieboldMariano(0);
		for (double d : new double[] { 1, 2, 3, 2 }) {
			short0.add(d);
		}
		// mean 2, γ0 = 0.5, so 2/√(0.5/4) · √(3/4) = 4.898979; t with 3 degrees: p =
		// 0.016277.
		assertThat(short0.result().statistic()).isCloseTo(4.898979, within(1e-6));
		assertThat(short0.result().pValue()).isCloseTo(0.016277, within(1e-5));
		Random random = new Random(8);
		double[] d = new double[400];
		for (int t = 0; t < d.length; t++) {
			d[t] = 0.05 + random.nextGaussian() + ((t > 0) ? 0.6 * d[t - 1] : 0);
		}
		for (int lag : new int[] { 0, 1, 7, 23 }) {
			DieboldMariano test = new DieboldMariano(lag);
			Arrays.stream(d).forEach(test::add);
			assertThat(test.result().statistic()).as("lag " + lag).isCloseTo(naiveStatistic(d, lag), within(1e-9));
			assertThat(test.result().windows()).isEqualTo(400);
		}
	}

	@Test
	void noPairCrossesASeriesAndAnAbsentWindowKeepsItsPlace() {
		DieboldMariano split = new DieboldMariano(2);
		DieboldMariano absent = new DieboldMariano(2);
		double[] first = { 1, -2, 4, 3 };
		double[] second = { -3, 1, 2 };
		Arrays.stream(first).forEach(split::add);
		Arrays.stream(first).forEach(absent::add);
		split.gap();
		absent.add(Double.NaN);
		absent.add(Double.NaN);
		Arrays.stream(second).forEach(split::add);
		Arrays.stream(second).forEach(absent::add);
		assertThat(absent.result()).isEqualTo(split.result());
		double mean = 6.0 / 7;
		double[][] parts = { first, second };
		double sum = 0;
		for (double[] part : parts) {
			for (int t = 0; t < part.length; t++) {
				sum += (part[t] - mean) * (part[t] - mean);
				sum += (t > 0) ? 2 * (2 / 3.0) * (part[t] - mean) * (part[t - 1] - mean) : 0;
				sum += (t > 1) ? 2 * (1 / 3.0) * (part[t] - mean) * (part[t - 2] - mean) : 0;
			}
		}
		double expected = 6 / Math.sqrt(sum) * Math.sqrt((7 + 1 - 6 + 6 / 7.0) / 7);
		assertThat(split.result().statistic()).isCloseTo(expected, within(1e-9));
	}

	@Test
	void equalForecastersAreNotToldApartAndTheLagCoversTheOverlap() {
		DieboldMariano same = new DieboldMariano(3);
		for (int i = 0; i < 50; i++) {
			same.add(0);
		}
		assertThat(same.result().statistic()).isNaN();
		assertThat(DieboldMariano.lag(16, 8, 1000)).isEqualTo(23);
		assertThat(DieboldMariano.lag(2, 2, 1_000_000)).isEqualTo(30);
	}

	@Test
	void betterForecasterWinsOnTheSameWindowsWhoeverIsAsked() {
		Dataset data = new Dataset(TrainingTest.world(TestModels.schema(), 3, 1500, 1), TestModels.WINDOW,
				TestModels.HORIZON);
		Comparison comparison = Comparison.of(data, data, Split.TEST, List.of());
		Scores persistence = comparison.scores(Baselines.PERSISTENCE);
		Scores alone = Evaluation.score(data, Dataset.Part.TEST, new Persistence(data),
				Evaluation.calibrate(data, new Persistence(data)));
		assertThat(persistence.rmse()).isEqualTo(alone.rmse());
		PairedTests tests = tests(comparison, Baselines.VARX, Baselines.PERSISTENCE);
		PairedTests reverse = tests(comparison, Baselines.PERSISTENCE, Baselines.VARX);
		assertThat(tests.all().statistic()).isLessThan(-3).isEqualTo(-reverse.all().statistic());
		assertThat(tests.all().pValue()).isLessThan(0.01);
		assertThat(comparison.tests(Baselines.VARX, Baselines.VARX)).isNull();
		assertThat(tests.onChange().windows()).isEqualTo(persistence.windowsOnChange()).isBetween(10L, 300L);
	}

	private static PairedTests tests(Comparison comparison, String name, String baseline) {
		PairedTests tests = comparison.tests(name, baseline);
		if (tests == null) {
			throw new AssertionError("no tests of " + name + " against " + baseline);
		}
		return tests;
	}

	@Test
	void onlineCalibrationKeepsItsLevelWhereTheWorldChanges() {
		Trace trace = TrainingTest.world(TestModels.schema(), 1, 12_000, 2);
		float[] values = trace.series().getFirst().values();
		for (int row = 11_000; row < 12_000; row++) {
			values[row * 4] = 10 + 4 * (values[row * 4] - 10);
		}
		Dataset data = new Dataset(trace, TestModels.WINDOW, TestModels.HORIZON);
		CoverageOverTime overTime = Comparison.of(data, data, Split.TEST, List.of()).scores(Baselines.VARX).overTime();
		int sinr = data.schema().targetOf("SINR");
		assertThat(overTime.min(CoverageOverTime.Mode.FIXED, sinr)).isLessThan(0.5);
		assertThat(overTime.min(CoverageOverTime.Mode.ONLINE, sinr)).isGreaterThan(0.85);
		assertThat(overTime.max(CoverageOverTime.Mode.ONLINE, sinr)).isLessThan(0.95);
		assertThat(overTime.curve()).hasSizeGreaterThan(200);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Transform;
import org.presage.offline.data.TraceStatistics.KpiStatistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Quantiles, correlations and distances with values that are known. */
class TraceStatisticsTest {

	private static final KpiSchema SCHEMA = new KpiSchema("s", 100, "PRBs",
			List.of(new Kpi("PRBs", "count", 0, 51, null), new Kpi("Buffer", "bytes", 0, 1e9, Transform.LOG1P)), null,
			Map.of());

	private static Series series(String name, long[] times, float... values) {
		return new Series(name, times, values);
	}

	private static long[] times(int rows) {
		long[] times = new long[rows];
		for (int i = 0; i < rows; i++) {
			times[i] = 100L * i;
		}
		return times;
	}

	private static Trace trace(KpiSchema schema, Series... series) {
		return new Trace(schema, List.of(series), "f", List.of());
	}

	private static KpiStatistics buffer(Trace trace) {
		return TraceStatistics.of(trace, null).kpis().get(1);
	}

	private static float logarithm(double transformed) {
		return (float) Transform.LOG1P.invert(transformed);
	}

	@Test
	void quantilesAreNearestRanksOfWhatIsPresent() {
		float[] values = new float[2 * 101];
		for (int i = 0; i <= 100; i++) {
			values[2 * i] = 10;
			values[2 * i + 1] = (i == 100) ? Float.NaN : (i + 1) % 100;
		}
		TraceStatistics all = TraceStatistics.of(trace(SCHEMA, series("a", times(101), values)), null);
		KpiStatistics kpi = all.kpis().get(1);
		assertThat(all.probabilities()).containsExactly(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);
		assertThat(kpi.quantiles()).containsExactly(0.0, 4.0, 24.0, 49.0, 74.0, 94.0, 98.0);
		assertThat(kpi.absent()).isCloseTo(1 / 101.0, within(1e-9));
		assertThat(kpi.zero()).isCloseTo(0.01, within(1e-9));
		assertThat(kpi.distance()).isNull();
		assertThat(all.kpis().getFirst().action()).isTrue();
		assertThat(all.kpis().getFirst().autocorrelation()).as("it does not move").containsOnlyNulls();
	}

	@Test
	void autoregressionHasItsCoefficientAsCorrelation() {
		Random random = new Random(5);
		float[] values = new float[2 * 20_000];
		double state = 0;
		for (int i = 0; i < 20_000; i++) {
			state = 0.8 * state + 0.6 * random.nextGaussian();
			values[2 * i] = i % 2;
			values[2 * i + 1] = logarithm(10 + state);
		}
		List<@Nullable Double> correlations = buffer(trace(SCHEMA, series("a", times(20_000), values)))
			.autocorrelation();
		assertThat(correlations.get(0)).isEqualTo(1, within(1e-6));
		assertThat(correlations.get(1)).isEqualTo(0.8, within(0.02));
		assertThat(correlations.get(2)).isEqualTo(0.64, within(0.03));
	}

	@Test
	void kpiThatFollowsTheActionCorrelatesWithTheOneBefore() {
		Random random = new Random(6);
		float[] values = new float[2 * 5_000];
		for (int i = 0; i < 5_000; i++) {
			values[2 * i] = random.nextInt(1, 52);
			values[2 * i + 1] = (i == 0) ? 0 : logarithm(20 - 0.2 * values[2 * (i - 1)]);
		}
		List<@Nullable Double> correlations = buffer(trace(SCHEMA, series("a", times(5_000), values))).afterAction();
		assertThat(correlations.get(0)).isEqualTo(0, within(0.05));
		assertThat(correlations.get(1)).isLessThan(-0.98);
	}

	@Test
	void noPairReachesOverAGapOrIntoAnotherSeries() {
		long[] gap = { 0, 100, 5_000, 5_100 };
		Trace trace = trace(SCHEMA, series("a", gap, 1, 2, 2, 3, 3, 90, 4, 80), series("b", times(2), 1, 7, 1, 8));
		Trace rising = trace(SCHEMA, series("a", times(2), 1, 2, 2, 3), series("c", times(2), 3, 90, 4, 80),
				series("b", times(2), 1, 7, 1, 8));
		assertThat(buffer(trace).autocorrelation()).isEqualTo(buffer(rising).autocorrelation());
		assertThat(buffer(trace).autocorrelation().get(2)).as("no row is two steps from another").isNull();
	}

	@Test
	void distanceIsTheLargestDifferenceOfDistributions() {
		assertThat(TraceStatistics.distance(new float[] { 1, 2, 3 }, new float[] { 1, 2, 3 })).isZero();
		assertThat(TraceStatistics.distance(new float[] { 1, 2 }, new float[] { 3, 4, 5 })).isEqualTo(1);
		assertThat(TraceStatistics.distance(new float[] { 1, 1, 2, 4 }, new float[] { 1, 3 })).isEqualTo(0.25);
		assertThat(TraceStatistics.distance(new float[] { 0, 0, 0, 9 }, new float[] { 0, 9 })).isEqualTo(0.25);
		assertThat(TraceStatistics.distance(new float[0], new float[] { 1 })).isNull();
	}

	@Test
	void kpiOfAnotherUnitHasNoDistance() {
		KpiSchema other = new KpiSchema("t", 100, "PRBs",
				List.of(new Kpi("PRBs", "count", 0, 51, null), new Kpi("Buffer", "kbytes", 0, 1e9, Transform.LOG1P)),
				null, Map.of());
		Trace first = trace(SCHEMA, series("a", times(2), 1, 2, 2, 3));
		List<KpiStatistics> kpis = TraceStatistics.of(trace(other, series("a", times(2), 1, 2, 2, 3)), first).kpis();
		assertThat(kpis.get(0).distance()).isZero();
		assertThat(kpis.get(1).distance()).isNull();
	}

}

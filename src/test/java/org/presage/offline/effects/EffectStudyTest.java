/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Split;
import org.presage.offline.data.Trace;
import org.presage.offline.data.WindowBatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/**
 * Effects in recordings whose truth is known: the action adds to {@code Moved} what its
 * level says, nothing to {@code Free}, and is larger where {@code Moved} is low.
 */
class EffectStudyTest {

	private static final KpiSchema SCHEMA = new KpiSchema("synthetic", 1000, "Prbs",
			List.of(new Kpi("Moved", "", -1000, 1000, null), new Kpi("Prbs", "", 0, 100, null),
					new Kpi("Free", "", -1000, 1000, null)),
			null, null);

	private static final EffectSettings SETTINGS = new EffectSettings(3, 3, 0.01, 0.02, 50, 5, 40_000, 200, 7);

	/** Who takes which level: of the last value of Moved, and the series. */
	private interface Policy {

		int next(double moved, int series, SplittableRandom random);

	}

	/** Longs for more where less is there. */
	private static int confounded(double moved, SplittableRandom random) {
		double wish = 1 - moved + 1.5 * random.nextGaussian();
		return (wish < 0.3) ? 0 : (wish < 1.7) ? 1 : 2;
	}

	private static final float[] PRBS = { 4, 10, 25 };

	private static final double[] ADDED = { 0, 0.5, 0.8 };

	private static Dataset data(int series, int rows, String group, Policy policy) {
		List<Series> all = new ArrayList<>();
		for (int s = 0; s < series; s++) {
			SplittableRandom random = new SplittableRandom(31 + s);
			float[] values = new float[rows * 3];
			double moved = 0;
			double free = 0;
			for (int t = 0; t < rows; t++) {
				int level = policy.next(moved, s, random);
				moved = 0.7 * moved + ADDED[level] - 0.4 + 0.5 * random.nextGaussian();
				free = 0.7 * free + 0.3 * moved + random.nextGaussian();
				values[3 * t] = (float) moved;
				values[3 * t + 1] = PRBS[level];
				values[3 * t + 2] = (t % 17 == 0) ? Float.NaN : (float) (free - 0.3 * moved);
				free -= 0.3 * moved;
			}
			all.add(new Series("s" + s, LongStream.rangeClosed(1, rows).map((t) -> 1000 * t).toArray(), values,
					group.isEmpty() ? null : group + s / 2));
		}
		return new Dataset(new Trace(SCHEMA, all, "synthetic", List.of()), 5, 1);
	}

	/** Says that an action adds so much of what it adds. */
	private static LevelPredictor model(Dataset data, String name, double share) {
		return new LevelPredictor() {

			private int windows;

			@Override
			public String name() {
				return name;
			}

			@Override
			public void see(WindowBatch batch) {
				this.windows = batch.count();
			}

			@Override
			public void predict(float action, float[] mean) {
				double prbs = action * data.scaler().std()[1] + data.scaler().mean()[1];
				double added = (prbs < 7) ? ADDED[0] : (prbs < 15) ? ADDED[1] : ADDED[2];
				for (int c = 0; c < this.windows; c++) {
					mean[2 * c] = data.scaler().standardize(0, (float) (share * added));
					mean[2 * c + 1] = 0.2f;
				}
			}

		};
	}

	private static EffectResult run(Dataset data, LevelPredictor... models) {
		return new EffectStudy(data, Split.ALL.segments(data), List.of(models), SETTINGS).run("deviations");
	}

	private static final Dataset CONFOUNDED = data(60, 200, "", (moved, s, random) -> confounded(moved, random));

	@Test
	void adjustsForTheStateThatThePolicySaw() {
		EffectResult result = run(CONFOUNDED);
		assertThat(result.clusteredBy()).isEqualTo("series");
		assertThat(result.clusters()).isEqualTo(60);
		assertThat(result.stateSteps()).isEqualTo(3);
		assertThat(result.refused()).isEmpty();
		assertThat(result.pairs()).hasSize(3);
		for (EffectResult.Pair pair : result.pairs()) {
			double truth = (added(pair.to()) - added(pair.from())) / CONFOUNDED.scaler().std()[0];
			EffectResult.Effect moved = Objects.requireNonNull(pair.perKpi().get("Moved"));
			assertThat(moved.effect()).isCloseTo(truth, within(0.05));
			assertThat(truth).isBetween(moved.low(), moved.high());
			assertThat(Objects.requireNonNull(moved.naive())).as("less was there where more was given")
				.isLessThan(truth - 0.2);
			assertThat(Objects.requireNonNull(pair.perKpi().get("Free")).effect()).isCloseTo(0, within(0.1));
		}
	}

	private static double added(double prbs) {
		return ADDED[(prbs == 4) ? 0 : (prbs == 10) ? 1 : 2];
	}

	@Test
	void changesAreComparedWithWindowsWithoutOne() {
		EffectResult result = run(CONFOUNDED);
		assertThat(result.changes()).hasSize(6);
		for (EffectResult.Change change : result.changes()) {
			double truth = (added(change.to()) - added(change.from())) / CONFOUNDED.scaler().std()[0];
			assertThat(Objects.requireNonNull(change.perKpi().get("Moved")).effect()).isCloseTo(truth, within(0.15));
		}
	}

	@Test
	void modelsAreComparedOverTheSameWindows() {
		EffectResult result = run(CONFOUNDED, model(CONFOUNDED, "right", 1), model(CONFOUNDED, "half", 0.5),
				model(CONFOUNDED, "wrong", -1));
		EffectResult.Agreement right = adjusted(result, "right");
		assertThat(right.rankCorrelation().value()).isGreaterThan(0.85);
		assertThat(right.errorVsNone().value()).isLessThan(0.1);
		assertThat(right.signRight()).isEqualTo(1);
		assertThat(right.error().low()).isLessThanOrEqualTo(right.error().high());
		EffectResult.Bounded half = adjusted(result, "half").errorVsNone();
		assertThat(half.value()).isCloseTo(0.5, within(0.06)).isBetween(half.low(), half.high());
		assertThat(half.high() - half.low()).isLessThan(0.2);
		assertThat(adjusted(result, "wrong").errorVsNone().value()).isCloseTo(2, within(0.12));
		assertThat(adjusted(result, "wrong").rankCorrelation().value()).isLessThan(-0.5);
		EffectResult.Agreements both = Objects.requireNonNull(result.agreement().get("right"));
		assertThat(Objects.requireNonNull(both.changes()).rankCorrelation().value()).isGreaterThan(0.85);
		assertThat(adjusted(result, LevelPair.NAIVE).error().value()).isGreaterThan(3 * right.error().value());
	}

	private static EffectResult.Agreement adjusted(EffectResult result, String name) {
		return Objects.requireNonNull(Objects.requireNonNull(result.agreement().get(name)).adjusted());
	}

	@Test
	void placebosAreNearZero() {
		EffectResult result = run(CONFOUNDED);
		result.placebos().forEach((name, placebo) -> {
			assertThat(placebo.effects()).as(name).isEqualTo(6);
			assertThat(placebo.rms()).as(name).isLessThan(0.1);
		});
	}

	/** What nobody recorded moved both the action and the KPIs. */
	@Test
	void pastShowsAnUnseenCause() {
		Dataset unseen = data(24, 200, "", (moved, s, random) -> (random.nextInt(4) > 0) ? s % 3 : random.nextInt(3));
		Dataset shifted = new Dataset(new Trace(SCHEMA,
				unseen.trace().series().stream().map(EffectStudyTest::shifted).toList(), "shifted", List.of()), 5, 1);
		EffectResult.Placebo past = Objects.requireNonNull(run(shifted).placebos().get("past_kpis"));
		assertThat(past.rms()).isGreaterThan(3 * past.noise());
	}

	/** Free is higher where the series' usual level is. */
	private static Series shifted(Series series) {
		float[] values = series.values().clone();
		float higher = 3 * (Integer.parseInt(series.name().substring(1)) % 3);
		for (int i = 2; i < values.length; i += 3) {
			values[i] += higher;
		}
		return new Series(series.name(), series.timesMs(), values);
	}

	@Test
	void levelsOfDifferentCellsAreNotCompared() {
		Dataset apart = data(24, 200, "", (moved, s, random) -> (s % 2 == 0) ? random.nextInt(2) : 2);
		EffectResult result = run(apart);
		assertThat(result.pairs()).singleElement().satisfies((pair) -> assertThat(pair.to()).isEqualTo(10));
		assertThat(result.refused()).hasSize(2).allSatisfy((refused) -> {
			assertThat(refused.to()).isEqualTo(25);
			assertThat(refused.reason())
				.matches("the lower level occurs in [0-4] clusters where both were possible, .*");
		});
	}

	@Test
	void levelSeenInFewSeriesIsRefused() {
		Dataset rare = data(24, 200, "", (moved, s, random) -> (s < 2) ? random.nextInt(3) : random.nextInt(2));
		EffectResult result = run(rare);
		assertThat(result.pairs()).hasSize(1);
		assertThat(result.refused()).hasSize(2)
			.allSatisfy((refused) -> assertThat(refused.reason())
				.isEqualTo("the higher level occurs in 2 clusters where both were possible, expected 5 or more"));
	}

	/** A KPI of one cell, or one that stands still, must not spoil the figures of all. */
	@Test
	void kpiThatSaysNothingIsLeftOut() {
		Dataset sparse = edited((series, t, free) -> (series == 0) ? free : Float.NaN);
		EffectResult one = run(sparse, model(sparse, "true", 1));
		assertThat(one.pairs()).hasSize(3).allSatisfy((pair) -> assertThat(pair.perKpi()).containsOnlyKeys("Moved"));
		assertThat(one.agreement()).hasEntrySatisfying("true",
				(all) -> assertThat(all.adjusted()).isNotNull()
					.extracting(EffectResult.Agreement::noise, InstanceOfAssertFactories.DOUBLE)
					.isFinite());
		Dataset still = edited((series, t, free) -> 3);
		assertThat(run(still, model(still, "true", 1)).pairs()).hasSize(3)
			.allSatisfy((pair) -> assertThat(pair.perKpi()).containsOnlyKeys("Moved"));
	}

	/** Sets a value of {@code Free}. */
	private interface Edit {

		float free(int series, int row, float free);

	}

	private static Dataset edited(Edit edit) {
		List<Series> all = new ArrayList<>();
		for (Series one : CONFOUNDED.trace().series()) {
			float[] values = one.values().clone();
			for (int t = 0; t < one.rows(); t++) {
				values[3 * t + 2] = edit.free(all.size(), t, values[3 * t + 2]);
			}
			all.add(new Series(one.name(), one.timesMs(), values));
		}
		return new Dataset(new Trace(SCHEMA, all, "edited", List.of()), 5, 1);
	}

	@Test
	void nothingToCompareIsAnError() {
		Dataset alone = data(24, 200, "", (moved, s, random) -> s % 3);
		assertThatThrownBy(() -> run(alone)).isInstanceOf(DataException.class)
			.hasMessageStartingWith("action Prbs: expected two levels that the recordings can compare, found none; ");
		Dataset constant = data(24, 200, "", (moved, s, random) -> 1);
		assertThatThrownBy(() -> run(constant)).isInstanceOf(DataException.class)
			.hasMessage("action Prbs: expected at least two values in the rows, found only 10.0");
	}

	@Test
	void clustersAreGroupsWhereTheyAreNamedAndStretchesOfFewSeries() {
		Policy policy = (moved, s, random) -> confounded(moved, random);
		assertThat(run(data(24, 100, "g", policy)).clusteredBy()).isEqualTo("group");
		EffectResult few = run(data(4, 600, "g", policy));
		assertThat(few.clusteredBy()).isEqualTo("stretch of 60 rows");
		assertThat(few.clusters()).isEqualTo(40);
		Dataset tiny = data(1, 100, "", policy);
		assertThatThrownBy(() -> run(tiny)).isInstanceOf(DataException.class)
			.hasMessageContaining("expected at least 10 groups, series or stretches of series with windows, found ");
	}

	@Test
	void seedReproducesTheResult() {
		assertThat(run(CONFOUNDED, model(CONFOUNDED, "half", 0.5)))
			.isEqualTo(run(CONFOUNDED, model(CONFOUNDED, "half", 0.5)));
	}

}

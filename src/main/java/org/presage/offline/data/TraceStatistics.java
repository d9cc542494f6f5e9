/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.base.NearestRank;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

/**
 * How the KPIs of a trace are distributed, and how they move: to compare recordings, or a
 * simulator with a recording.
 *
 * @param probabilities of the quantiles
 * @param lags of the correlations, in steps
 * @param kpis in the order of a frame
 */
@JsonResult
public record TraceStatistics(long rows, int series, long stepMs, List<Double> probabilities, List<Integer> lags,
		List<KpiStatistics> kpis) {

	private static final List<Double> PROBABILITIES = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);

	private static final List<Integer> LAGS = List.of(0, 1, 2, 5, 10, 20);

	/**
	 * One KPI. Correlations are Pearson's, of transformed values, over pairs of rows of
	 * one series with no gap between them.
	 *
	 * @param action whether it is the one that is decided
	 * @param absent share of the rows without a value
	 * @param zero share of the values that are 0
	 * @param quantiles in the KPI's unit, empty without values
	 * @param autocorrelation with itself so many steps later; null for one that does not
	 * move
	 * @param afterAction of the action with this KPI so many steps later
	 * @param distance of Kolmogorov and Smirnov, 0..1, from the KPI of the same name and
	 * unit in another trace: the largest difference of the two cumulative distributions;
	 * null without one
	 */
	@JsonResult
	public record KpiStatistics(String name, String unit, boolean action, double absent, double zero,
			List<Double> quantiles, List<@Nullable Double> autocorrelation, List<@Nullable Double> afterAction,
			@Nullable Double distance) {
	}

	/**
	 * Describes a trace.
	 * @param beside the trace that distances are from, null for none
	 */
	public static TraceStatistics of(Trace trace, @Nullable Trace beside) {
		KpiSchema schema = trace.schema();
		List<KpiStatistics> kpis = new ArrayList<>();
		for (int k = 0; k < schema.size(); k++) {
			Kpi kpi = schema.kpi(k);
			float[] sorted = sorted(trace, k);
			int zeros = 0;
			for (float value : sorted) {
				zeros += (value == 0) ? 1 : 0;
			}
			kpis.add(new KpiStatistics(kpi.name(), kpi.unit(), k == schema.actionIndex(),
					1 - sorted.length / (double) trace.rows(), zeros / (double) Math.max(1, sorted.length),
					quantiles(sorted), correlations(trace, k, k), correlations(trace, schema.actionIndex(), k),
					distance(sorted, kpi, beside)));
		}
		return new TraceStatistics(trace.rows(), trace.series().size(), schema.stepMs(), PROBABILITIES, LAGS, kpis);
	}

	private static float[] sorted(Trace trace, int k) {
		float[] values = new float[Math.toIntExact(trace.rows())];
		int count = 0;
		int size = trace.schema().size();
		for (Series series : trace.series()) {
			for (int i = k; i < series.values().length; i += size) {
				if (!Float.isNaN(series.values()[i])) {
					values[count++] = series.values()[i];
				}
			}
		}
		float[] present = Arrays.copyOf(values, count);
		Arrays.sort(present);
		return present;
	}

	/** The nearest rank. */
	private static List<Double> quantiles(float[] sorted) {
		if (sorted.length == 0) {
			return List.of();
		}
		return PROBABILITIES.stream().map((p) -> (double) sorted[NearestRank.index(p, sorted.length)]).toList();
	}

	private static List<@Nullable Double> correlations(Trace trace, int first, int second) {
		List<@Nullable Double> all = new ArrayList<>();
		for (int lag : LAGS) {
			Correlation correlation = new Correlation();
			for (Series series : trace.series()) {
				add(trace, series, first, second, lag, correlation);
			}
			all.add(correlation.value());
		}
		return all;
	}

	private static void add(Trace trace, Series series, int first, int second, int lag, Correlation into) {
		KpiSchema schema = trace.schema();
		int size = schema.size();
		long apartMs = lag * schema.stepMs();
		for (int row = 0; row + lag < series.rows(); row++) {
			float x = series.values()[row * size + first];
			float y = series.values()[(row + lag) * size + second];
			long ms = series.timesMs()[row + lag] - series.timesMs()[row];
			if (!Float.isNaN(x) && !Float.isNaN(y) && 2 * Math.abs(ms - apartMs) < schema.stepMs()) {
				into.add(schema.kpi(first).transform().apply(x), schema.kpi(second).transform().apply(y));
			}
		}
	}

	private static @Nullable Double distance(float[] sorted, Kpi kpi, @Nullable Trace beside) {
		int other = (beside != null) ? beside.schema().indexOf(kpi.name()) : -1;
		if (beside == null || other < 0 || !beside.schema().kpi(other).unit().equals(kpi.unit())) {
			return null;
		}
		return distance(sorted, sorted(beside, other));
	}

	/** The largest difference of two empirical distributions; null if one is empty. */
	static @Nullable Double distance(float[] first, float[] second) {
		if (first.length == 0 || second.length == 0) {
			return null;
		}
		double largest = 0;
		int i = 0;
		int j = 0;
		while (i < first.length && j < second.length) {
			float at = Math.min(first[i], second[j]);
			while (i < first.length && first[i] == at) {
				i++;
			}
			while (j < second.length && second[j] == at) {
				j++;
			}
			largest = Math.max(largest, Math.abs(i / (double) first.length - j / (double) second.length));
		}
		return largest;
	}

	/** Pearson's correlation of pairs that come one by one (Welford's recurrence). */
	private static final class Correlation {

		private long count;

		private double meanX;

		private double meanY;

		private double squareX;

		private double squareY;

		private double product;

		void add(double x, double y) {
			this.count++;
			double fromX = x - this.meanX;
			double fromY = y - this.meanY;
			this.meanX += fromX / this.count;
			this.meanY += fromY / this.count;
			this.squareX += fromX * (x - this.meanX);
			this.squareY += fromY * (y - this.meanY);
			this.product += fromX * (y - this.meanY);
		}

		@Nullable Double value() {
			double scale = Math.sqrt(this.squareX * this.squareY);
			return (scale > 0) ? this.product / scale : null;
		}

	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** Sums outcomes up. */
final class Estimates {

	/**
	 * A spread above this share of the reference's is one that the data hardly support.
	 */
	private static final double FAMILIAR = 0.99;

	private final StratifiedSample sample;

	private final int horizon;

	private final @Nullable BlockBootstrap bootstrap;

	/**
	 * @param bootstrap of the bounds; null to leave them out
	 */
	Estimates(StratifiedSample sample, int horizon, @Nullable BlockBootstrap bootstrap) {
		this.sample = sample;
		this.horizon = horizon;
		this.bootstrap = bootstrap;
	}

	/**
	 * The spread that the reference exceeds in one of a hundred steps of the population;
	 * NaN without a finite one.
	 */
	double familiarSpread(Outcomes reference) {
		float[] spread = reference.spread();
		int[] finite = IntStream.range(0, spread.length).filter((i) -> Float.isFinite(spread[i])).toArray();
		int[] order = Arrays.stream(finite)
			.boxed()
			.sorted(Comparator.comparingDouble((i) -> spread[i]))
			.mapToInt(Integer::intValue)
			.toArray();
		double total = Arrays.stream(order).mapToDouble(this::stepWeight).sum();
		double below = 0;
		for (int i : order) {
			below += stepWeight(i);
			if (below >= FAMILIAR * total) {
				return spread[i];
			}
		}
		return Double.NaN;
	}

	private double stepWeight(int step) {
		return this.sample.weight()[step / this.horizon];
	}

	/**
	 * @param natural weigh windows as they occur, else all alike
	 * @param familiar see {@link #familiarSpread}
	 */
	ScreeningReport.Estimate of(Outcomes outcomes, Outcomes reference, boolean natural, double familiar) {
		int windows = this.sample.size();
		double[] weights = natural ? this.sample.weight() : IntStream.range(0, windows).mapToDouble((i) -> 1).toArray();
		double[] gain = difference(outcomes.reward(), reference.reward());
		double[] violationGain = difference(outcomes.violation(), reference.violation());
		double[] prbs = new double[windows];
		double[] spread = new double[windows];
		double[] outside = new double[windows];
		double[] unfamiliar = new double[windows];
		for (int i = 0; i < windows; i++) {
			prbs[i] = outcomes.prbs(i);
			// Windows that are to come have no plan, and with it no share of anything.
			outside[i] = Double.isNaN(prbs[i]) ? Double.NaN : 0;
			unfamiliar[i] = outside[i];
			for (int step = i * this.horizon; step < (i + 1) * this.horizon; step++) {
				spread[i] += outcomes.spread()[step] / this.horizon;
				boolean out = outcomes.outside()[step];
				outside[i] += out ? 1.0 / this.horizon : 0;
				unfamiliar[i] += (out || outcomes.spread()[step] > familiar) ? 1.0 / this.horizon : 0;
			}
		}
		double[] kpis = Arrays.stream(outcomes.kpis()).mapToDouble((kpi) -> mean(kpi, weights)).toArray();
		return new ScreeningReport.Estimate(mean(outcomes.reward(), weights), mean(gain, weights),
				bounds(gain, weights), mean(outcomes.violation(), weights), bounds(outcomes.violation(), weights),
				mean(violationGain, weights), bounds(violationGain, weights), mean(prbs, weights), kpis,
				mean(spread, weights), mean(outside, weights), mean(unfamiliar, weights), outcomes.nonFinite());
	}

	private static double[] difference(double[] of, double[] to) {
		double[] difference = new double[of.length];
		Arrays.setAll(difference, (i) -> of[i] - to[i]);
		return difference;
	}

	private Interval bounds(double[] values, double[] weights) {
		return (this.bootstrap != null) ? this.bootstrap.interval(values, weights) : Interval.UNKNOWN;
	}

	/** Weighted mean of what is there; NaN without any. */
	static double mean(double[] values, double[] weights) {
		double sum = 0;
		double mass = 0;
		for (int i = 0; i < values.length; i++) {
			if (!Double.isNaN(values[i])) {
				sum += weights[i] * values[i];
				mass += weights[i];
			}
		}
		return (mass > 0) ? sum / mass : Double.NaN;
	}

	/**
	 * The windows with the smallest reward; of windows that overlap only the worst.
	 */
	List<ScreeningReport.WorstCase> worst(Outcomes outcomes, RecordedWindows windows, int count) {
		int apart = windows.window() + this.horizon;
		List<Integer> chosen = new ArrayList<>();
		int[] order = IntStream.range(0, this.sample.size())
			.boxed()
			.sorted(Comparator.comparingDouble((i) -> worth(outcomes.reward()[i])))
			.mapToInt(Integer::intValue)
			.toArray();
		for (int i = 0; i < order.length && chosen.size() < count; i++) {
			int candidate = order[i];
			if (chosen.stream().noneMatch((other) -> overlap(windows, candidate, other, apart))) {
				chosen.add(candidate);
			}
		}
		return chosen.stream().map((i) -> worstCase(outcomes, windows, i)).toList();
	}

	private static double worth(double reward) {
		return Double.isNaN(reward) ? Double.NEGATIVE_INFINITY : reward;
	}

	private boolean overlap(RecordedWindows windows, int one, int other, int apart) {
		int a = this.sample.index()[one];
		int b = this.sample.index()[other];
		return windows.seriesIndex(a) == windows.seriesIndex(b) && Math.abs(windows.row(a) - windows.row(b)) < apart;
	}

	private ScreeningReport.WorstCase worstCase(Outcomes outcomes, RecordedWindows windows, int i) {
		int at = this.sample.index()[i];
		return new ScreeningReport.WorstCase(windows.series(at).name(), windows.row(at),
				windows.series(at).timesMs()[windows.row(at)], outcomes.reward()[i], outcomes.violation()[i],
				Arrays.copyOfRange(outcomes.plans(), i * this.horizon, (i + 1) * this.horizon));
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

/**
 * Recordings of the simulator under a policy that looks at the state, with the true
 * effects of its levels: means over branched futures of the true states.
 */
final class ConfoundedTrace {

	static final int[] LEVELS = { 6, 15, 27, 45 };

	private static final int CELLS = 5;

	private static final int WARM_UP = 100;

	/** Share of the steps in which a level is drawn at random. */
	private static final double RANDOM = 0.2;

	private static final int FUTURES = 3;

	private final KpiSchema schema = RanConfig.schema();

	private final int steps;

	private final List<Series> series = new ArrayList<>();

	private final List<Truth> truths = new ArrayList<>();

	/**
	 * What each level leads to in one state.
	 *
	 * @param before level in force
	 * @param next level that the policy took
	 * @param under physical KPIs under each level, {@code [K, F]}
	 */
	private record Truth(int before, int next, float[] under) {
	}

	ConfoundedTrace(int networks, int steps, long seed) {
		this.steps = steps;
		for (int n = 0; n < networks; n++) {
			record(n, new SplittableRandom(seed * 1009 + n));
		}
	}

	/** The policy: more PRBs for longer queues, and seldom a change. */
	private static int next(float[] kpis, int buffer, int before, SplittableRandom random) {
		double load = (Math.log1p(Float.isNaN(kpis[buffer]) ? 0 : kpis[buffer]) - 9) / 3;
		double[] weights = new double[LEVELS.length];
		for (int a = 0; a < weights.length; a++) {
			weights[a] = Math.exp(1.2 * load * (a - 1.5) + ((a == before) ? 1 : 0));
		}
		double sum = Arrays.stream(weights).sum();
		double drawn = random.nextDouble();
		for (int a = 0; a < weights.length; a++) {
			drawn -= RANDOM / weights.length + (1 - RANDOM) * weights[a] / sum;
			if (drawn < 0) {
				return a;
			}
		}
		return weights.length - 1;
	}

	private void record(int network, SplittableRandom random) {
		RanSimulator simulator = new RanSimulator(RanConfig.of(CELLS), random.nextLong());
		int size = this.schema.size();
		int buffer = this.schema.indexOf("Buffer");
		int[] level = new int[CELLS];
		float[][] values = new float[CELLS][this.steps * size];
		for (int t = -WARM_UP; t < this.steps; t++) {
			int[] prbs = new int[CELLS];
			int[] before = level.clone();
			for (int c = 0; c < CELLS; c++) {
				level[c] = next(simulator.kpis(c), buffer, level[c], random);
				prbs[c] = LEVELS[level[c]];
			}
			if (t > 20 && t % 2 == 0) {
				int cell = random.nextInt(CELLS);
				for (int f = 0; f < FUTURES; f++) {
					this.truths.add(new Truth(before[cell], level[cell], branches(simulator, prbs, cell, f)));
				}
			}
			simulator.step(prbs);
			for (int c = 0; c < CELLS && t >= 0; c++) {
				System.arraycopy(simulator.kpis(c), 0, values[c], t * size, size);
			}
		}
		long[] times = LongStream.rangeClosed(1, this.steps).map((t) -> t * RanConfig.STEP_MS).toArray();
		for (int c = 0; c < CELLS; c++) {
			this.series.add(new Series("network" + network + "/cell" + c, times, values[c]));
		}
	}

	/** The same future under each level. */
	private float[] branches(RanSimulator simulator, int[] prbs, int cell, int salt) {
		float[] under = new float[LEVELS.length * this.schema.size()];
		for (int a = 0; a < LEVELS.length; a++) {
			RanSimulator branch = simulator.branch(salt + 1);
			int[] others = prbs.clone();
			others[cell] = LEVELS[a];
			branch.step(others);
			System.arraycopy(branch.kpis(cell), 0, under, a * this.schema.size(), this.schema.size());
		}
		return under;
	}

	/**
	 * @param scaler of another recording; null for one of its own
	 */
	Dataset dataset(int window, @Nullable Standardizer scaler) {
		return new Dataset(new Trace(this.schema, List.copyOf(this.series), "confounded", List.of()), window, 1,
				SplitRule.TIME, scaler);
	}

	/**
	 * True effects of a level instead of another, in standard deviations.
	 * @param changed whether only states count in which the policy made this change
	 */
	DoubleStream effects(Standardizer scaler, int from, int to, String kpi, boolean changed) {
		int k = this.schema.indexOf(kpi);
		int size = this.schema.size();
		return this.truths.stream()
			.filter((truth) -> !changed || truth.before() == from && truth.next() == to)
			.mapToDouble((truth) -> scaler.standardize(k, truth.under()[to * size + k])
					- scaler.standardize(k, truth.under()[from * size + k]))
			.filter((difference) -> !Double.isNaN(difference));
	}

	static int level(double value) {
		return IntStream.range(0, LEVELS.length).filter((a) -> LEVELS[a] == value).findFirst().orElseThrow();
	}

}

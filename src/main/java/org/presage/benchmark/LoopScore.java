/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.sim.RanSimulator;
import org.presage.sim.SliceTraffic;

/** Scores a network interval by interval, each slice by its own agreement. */
final class LoopScore {

	private final List<SliceTraffic> slices;

	private final MeasuredReward[] rewards;

	private final double[] limits;

	private final int delay;

	private final double[] reward;

	private final double[] over;

	private final double[] used;

	private final double[] alternating;

	private final float[] before;

	/** PRBs of each unit in the last interval. */
	private final int[] prbs;

	/** The last change of the same. */
	private final int[] move;

	private long cells;

	private long cellsOver;

	/**
	 * @param settings weights of the reward
	 * @param start the allocations in force before the first interval that is scored
	 */
	LoopScore(Scenario scenario, KpiSchema schema, Standardizer scaler, ControlSettings settings, int[] start) {
		this.slices = scenario.network().slices();
		this.rewards = this.slices.stream()
			.map((slice) -> new MeasuredReward(scenario.agreed(schema, slice), scaler, settings))
			.toArray(MeasuredReward[]::new);
		this.limits = this.slices.stream().mapToDouble(scenario::delayLimitMs).toArray();
		this.delay = schema.indexOf("Delay");
		this.reward = new double[this.slices.size()];
		this.over = new double[this.slices.size()];
		this.used = new double[this.slices.size()];
		this.alternating = new double[this.slices.size()];
		this.prbs = start.clone();
		this.move = new int[start.length];
		this.before = new float[start.length];
		for (int u = 0; u < start.length; u++) {
			this.before[u] = this.rewards[0].standardized(start[u]);
		}
	}

	/** Adds the interval that just ended. */
	void add(RanSimulator network) {
		boolean[] cellOver = new boolean[network.config().cells()];
		for (int u = 0; u < network.units(); u++) {
			int slice = u % this.slices.size();
			float[] kpis = network.kpis(u);
			float action = this.rewards[slice].standardized(network.prbs(u));
			this.reward[slice] += this.rewards[slice].of(kpis, 0, action, this.before[u]);
			this.before[u] = action;
			boolean late = kpis[this.delay] > this.limits[slice];
			this.over[slice] += late ? 1 : 0;
			cellOver[network.cell(u)] |= late;
			this.used[slice] += network.prbs(u);
			this.alternating[slice] += alternates(u, network.prbs(u)) ? 1 : 0;
		}
		this.cells += cellOver.length;
		this.cellsOver += IntStream.range(0, cellOver.length).filter((c) -> cellOver[c]).count();
	}

	/** Whether a unit takes a change back, both by more than one PRB. */
	private boolean alternates(int unit, int now) {
		int change = now - this.prbs[unit];
		boolean back = change * this.move[unit] < 0 && Math.min(Math.abs(change), Math.abs(this.move[unit])) > 1;
		this.prbs[unit] = now;
		this.move[unit] = change;
		return back;
	}

	LoopOutcome outcome() {
		LoopOutcome.Slice[] each = new LoopOutcome.Slice[this.slices.size()];
		Arrays.setAll(each, (s) -> new LoopOutcome.Slice(this.reward[s] / this.cells, this.over[s] / this.cells,
				this.used[s] / this.cells, this.alternating[s] / this.cells));
		return new LoopOutcome(List.of(each), (double) this.cellsOver / this.cells);
	}

}

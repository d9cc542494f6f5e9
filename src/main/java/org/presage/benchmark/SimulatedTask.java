/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.offline.rivals.ControlTask;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

/**
 * Cells of simulated networks as a task to learn: each cell is an agent, all share one
 * policy, and each has the reward of its own measured interval. One network for each
 * configuration; now and then all start again from other seeds.
 */
final class SimulatedTask implements ControlTask {

	private static final int WARM_UP = 100;

	/** Rollouts between two starts. */
	private static final int RESTART = 8;

	private final List<RanConfig> configs;

	private final KpiSchema schema;

	private final Standardizer scaler;

	private final int window;

	private final MeasuredReward reward;

	private final long seed;

	private final List<RanSimulator> networks = new ArrayList<>();

	private final List<WindowStatistics> statistics = new ArrayList<>();

	private final int agents;

	/**
	 * @param settings weights of the reward
	 * @param window that is observed, L
	 */
	SimulatedTask(List<RanConfig> configs, KpiSchema schema, Standardizer scaler, ControlSettings settings, int window,
			long seed) {
		this.configs = configs;
		this.schema = schema;
		this.scaler = scaler;
		this.window = window;
		this.reward = new MeasuredReward(schema, scaler, settings);
		this.seed = seed;
		this.agents = configs.stream().mapToInt(RanConfig::cells).sum();
	}

	@Override
	public int agents() {
		return this.agents;
	}

	@Override
	public int observations() {
		return new WindowStatistics(this.schema, this.scaler, this.window, 0).size();
	}

	@Override
	public void begin(int rollout) {
		if (rollout % RESTART != 0) {
			return;
		}
		this.networks.clear();
		this.statistics.clear();
		for (int i = 0; i < this.configs.size(); i++) {
			RanSimulator network = new RanSimulator(this.configs.get(i),
					this.seed + (long) rollout * this.configs.size() + i);
			WindowStatistics seen = new WindowStatistics(this.schema, this.scaler, this.window, network.units());
			int[] prbs = new int[network.units()];
			Arrays.setAll(prbs, network::prbs);
			for (int step = 0; step < WARM_UP; step++) {
				network.step(prbs);
				seen.add(network);
			}
			this.networks.add(network);
			this.statistics.add(seen);
		}
	}

	@Override
	public void observe(double[] out) {
		int from = 0;
		for (WindowStatistics seen : this.statistics) {
			from = seen.write(out, from);
		}
	}

	@Override
	public void act(double[] shares, double[] rewards) {
		int from = 0;
		for (int i = 0; i < this.networks.size(); i++) {
			RanSimulator network = this.networks.get(i);
			int[] prbs = new int[network.units()];
			float[] before = new float[prbs.length];
			for (int u = 0; u < prbs.length; u++) {
				before[u] = this.reward.standardized(network.prbs(u));
				prbs[u] = LearnedAllocation.prbs(shares[from + u], network.config().carrierPrbs());
			}
			network.step(prbs);
			this.statistics.get(i).add(network);
			for (int u = 0; u < prbs.length; u++) {
				float action = this.reward.standardized(network.prbs(u));
				rewards[from + u] = this.reward.of(network.kpis(u), 0, action, before[u]);
			}
			from += prbs.length;
		}
	}

}

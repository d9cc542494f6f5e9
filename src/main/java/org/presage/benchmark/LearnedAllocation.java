/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.offline.rivals.SharePolicy;
import org.presage.sim.RanSimulator;

/** A policy that was trained in {@link SimulatedTask}, in closed loop. */
final class LearnedAllocation implements AllocationPolicy {

	private final SharePolicy policy;

	private final KpiSchema schema;

	private final Standardizer scaler;

	private final int window;

	private WindowStatistics statistics;

	private double[] observations;

	LearnedAllocation(SharePolicy policy, KpiSchema schema, Standardizer scaler, int window) {
		this.policy = policy.copy();
		this.schema = schema;
		this.scaler = scaler;
		this.window = window;
		this.statistics = new WindowStatistics(schema, scaler, window, 0);
		this.observations = new double[0];
	}

	@Override
	public void observe(RanSimulator network) {
		int size = network.units() * this.statistics.size();
		if (this.observations.length != size) {
			this.statistics = new WindowStatistics(this.schema, this.scaler, this.window, network.units());
			this.observations = new double[size];
		}
		this.statistics.add(network);
	}

	@Override
	public void decide(RanSimulator network, int[] prbs) {
		int size = this.statistics.size();
		observe(network);
		this.statistics.write(this.observations, 0);
		for (int u = 0; u < prbs.length; u++) {
			prbs[u] = prbs(this.policy.share(this.observations, u * size), network.config().carrierPrbs());
		}
	}

	/** PRBs of a share of the carrier: 0 is one PRB, 1 all of them. */
	static int prbs(double share, int carrier) {
		return 1 + (int) Math.round(share * (carrier - 1));
	}

}

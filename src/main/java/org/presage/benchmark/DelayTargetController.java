/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.kpi.KpiSchema;
import org.presage.sim.RanSimulator;

/**
 * Integral control of the Delay, as an operator without a model would build it: the
 * allocation rises with the logarithm of Delay over target and falls with it, faster up
 * than down. What cannot be allocated is not integrated (Hellerstein et al., Feedback
 * Control of Computing Systems, 2004, chapter 9).
 */
final class DelayTargetController implements AllocationPolicy {

	/** Of an interval in which nothing waited. */
	private static final double IDLE_MS = 2;

	/** A delay by this factor off the target counts as all others beyond. */
	private static final double MOST_ERROR = 3;

	private final Gains gains;

	private final int delay;

	private double[] allocations = new double[0];

	/**
	 * @param targetMs Delay that it aims at
	 * @param up share of the carrier added in an interval whose Delay is e times the
	 * target
	 * @param down the same below the target
	 */
	record Gains(double targetMs, double up, double down) {
	}

	DelayTargetController(KpiSchema schema, Gains gains) {
		this.delay = schema.indexOf("Delay");
		this.gains = gains;
	}

	@Override
	public void decide(RanSimulator network, int[] prbs) {
		if (this.allocations.length != prbs.length) {
			this.allocations = new double[prbs.length];
			for (int u = 0; u < prbs.length; u++) {
				this.allocations[u] = prbs[u];
			}
		}
		for (int u = 0; u < prbs.length; u++) {
			this.allocations[u] = next(this.allocations[u], network.kpis(u)[this.delay],
					network.config().carrierPrbs());
			prbs[u] = (int) Math.round(this.allocations[u]);
		}
	}

	/** The allocation after an interval with a Delay; NaN for an idle one. */
	double next(double allocation, double delayMs, int carrier) {
		double measured = Double.isNaN(delayMs) ? IDLE_MS : delayMs;
		double error = Math.clamp(Math.log(measured / this.gains.targetMs()), -MOST_ERROR, MOST_ERROR);
		double gain = (error > 0) ? this.gains.up() : this.gains.down();
		return Math.clamp(allocation + gain * carrier * error, 1, carrier);
	}

}

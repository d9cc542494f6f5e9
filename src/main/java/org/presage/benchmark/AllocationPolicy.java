/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelRegistry;

/**
 * Decides the allocation of every unit (a cell, or a slice of one) for the next interval,
 * from what it may see of the last ones.
 */
public interface AllocationPolicy extends AutoCloseable {

	/**
	 * The control loop in simulated time, with the model that the registry serves.
	 * @param schema of the network's frames
	 */
	static AllocationPolicy planned(ModelRegistry registry, KpiSchema schema, ControlSettings settings) {
		return new LoopPolicy(registry, schema, settings, Wire.PLAIN);
	}

	/**
	 * Sees an interval in which others decide, before it takes over.
	 */
	default void observe(RanSimulator network) {
	}

	/**
	 * @param prbs allocations in force, one a unit; overwritten with the next ones
	 */
	void decide(RanSimulator network, int[] prbs);

	@Override
	default void close() {
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;

import org.presage.kpi.KpiSchema;

/** What a RIC without a model could do. */
final class SimplePolicies {

	private SimplePolicies() {
	}

	/** The allocation stays as it is. */
	static AllocationPolicy holdLast() {
		return (network, prbs) -> {
		};
	}

	/** Every PRB is allowed. */
	static AllocationPolicy allPrbs() {
		return (network, prbs) -> Arrays.fill(prbs, network.config().carrierPrbs());
	}

	/** The carrier in equal parts to the slices of a cell. */
	static AllocationPolicy equalShares() {
		return (network, prbs) -> Arrays.fill(prbs, network.config().carrierPrbs() / network.config().slices().size());
	}

	/**
	 * As many PRBs as would drain the buffer in one interval at the last spectral
	 * efficiency, and two for what arrives.
	 */
	static AllocationPolicy bufferProportional(KpiSchema schema) {
		return StationaryRule.bufferProportional(schema, 1).policy();
	}

	/**
	 * The whole carrier of a cell to its slices, in proportion to what each would get by
	 * {@link #bufferProportional}.
	 */
	static AllocationPolicy backlogProportional(KpiSchema schema) {
		AllocationPolicy needs = bufferProportional(schema);
		return (network, prbs) -> {
			needs.decide(network, prbs);
			int slices = network.config().slices().size();
			for (int from = 0; from < prbs.length; from += slices) {
				int sum = Arrays.stream(prbs, from, from + slices).sum();
				for (int u = from; u < from + slices; u++) {
					prbs[u] = Math.ceilDiv(prbs[u] * network.config().carrierPrbs(), sum);
				}
			}
		};
	}

}

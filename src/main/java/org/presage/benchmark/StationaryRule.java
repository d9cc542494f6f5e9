/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.presage.kpi.KpiSchema;

/** An allocation that follows from the last report of a unit alone. Thread-safe. */
interface StationaryRule {

	/**
	 * Bits that one PRB carries in one interval at a spectral efficiency of 1 bit/s/Hz:
	 * 360 kHz for 100 ms.
	 */
	double BITS_PER_PRB = 360e3 * 0.1;

	/** Before anything was sent. */
	double USUAL_EFFICIENCY = 2;

	/** Shares of the carrier that are tried as constant allocations. */
	double[] LEVELS = { 0.1, 0.16, 0.24, 0.32, 0.4, 0.5, 0.6, 0.7, 0.85, 1 };

	/** Gains that are tried. */
	double[] GAINS = { 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8 };

	/**
	 * @param kpis of the last interval, physical units, NaN absent
	 * @return PRBs, which the network clips to 1 and its carrier
	 */
	int prbs(float[] kpis);

	/** The same PRBs always. */
	static StationaryRule constant(int prbs) {
		return (kpis) -> prbs;
	}

	/**
	 * As many PRBs as would drain the buffer in {@code 1/gain} intervals at the last
	 * spectral efficiency, and two for what arrives.
	 */
	static StationaryRule bufferProportional(KpiSchema schema, double gain) {
		int buffer = schema.indexOf("Buffer");
		int efficiency = schema.indexOf("SE");
		return (kpis) -> {
			double se = Float.isNaN(kpis[efficiency]) ? USUAL_EFFICIENCY : Math.max(0.1, kpis[efficiency]);
			return 2 + (int) Math.ceil(gain * kpis[buffer] * 8 / (se * BITS_PER_PRB));
		};
	}

	/**
	 * A rule of a family with one knob.
	 *
	 * @param family in tables
	 * @param knob PRBs, or the gain
	 */
	record Tuned(String family, double knob, StationaryRule rule) {
	}

	/** Constant allocations and gains of {@link #bufferProportional} to choose from. */
	static List<Tuned> all(KpiSchema schema, int carrier) {
		List<Tuned> rules = new ArrayList<>();
		for (double share : LEVELS) {
			int prbs = (int) Math.round(share * carrier);
			rules.add(new Tuned("constant", prbs, constant(prbs)));
		}
		for (double gain : GAINS) {
			rules.add(new Tuned("buffer-proportional", gain, bufferProportional(schema, gain)));
		}
		return rules;
	}

	/** The rule for all units of a network. */
	default AllocationPolicy policy() {
		return (network, prbs) -> Arrays.setAll(prbs,
				(u) -> Math.clamp(prbs(network.kpis(u)), 1, network.config().carrierPrbs()));
	}

}

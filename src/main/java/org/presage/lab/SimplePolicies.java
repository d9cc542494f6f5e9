package org.presage.lab;

import java.util.Arrays;

import org.presage.kpi.KpiSchema;

/** What a RIC without a model could do. */
final class SimplePolicies {

	/**
	 * Bits that one PRB carries in one interval at a spectral efficiency of 1 bit/s/Hz:
	 * 360 kHz for 100 ms.
	 */
	private static final double BITS_PER_PRB = 360e3 * 0.1;

	/** Before anything was sent. */
	private static final double USUAL_EFFICIENCY = 2;

	private SimplePolicies() {
	}

	/** The allocation stays as it is. */
	static Policy holdLast() {
		return (network, prbs) -> {
		};
	}

	/** Every PRB is allowed. */
	static Policy allPrbs() {
		return (network, prbs) -> Arrays.fill(prbs, network.config().carrierPrbs());
	}

	/**
	 * As many PRBs as would drain the buffer in one interval at the last spectral
	 * efficiency, and two for what arrives.
	 */
	static Policy bufferProportional(KpiSchema schema) {
		int buffer = schema.indexOf("Buffer");
		int efficiency = schema.indexOf("SE");
		return (network, prbs) -> {
			for (int c = 0; c < prbs.length; c++) {
				float[] kpis = network.kpis(c);
				double se = Float.isNaN(kpis[efficiency]) ? USUAL_EFFICIENCY : Math.max(0.1, kpis[efficiency]);
				int needed = (int) Math.ceil(kpis[buffer] * 8 / (se * BITS_PER_PRB));
				prbs[c] = Math.min(network.config().carrierPrbs(), 2 + needed);
			}
		};
	}

}

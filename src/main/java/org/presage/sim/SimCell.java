/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.Arrays;

/**
 * One cell: slices that share its PRBs and its power. Each schedules its own UEs within
 * its own allocation, as with dedicated shares of an O-RRMPolicyRatio (O-RAN.WG3.E2SM-RC
 * clause 7.6.3, TS 28.541 clause 4.3.36). Within an interval a cell depends on its
 * neighbours only through the power that they radiated in the interval before, so cells
 * advance independently.
 */
final class SimCell {

	/** Decibels to nepers of power: {@code exp(dB · DB)} is the linear ratio. */
	static final double DB = Math.log(10) / 10;

	static final double ANTENNA_GAIN_DB = 8;

	/**
	 * 46 dBm over the 612 sub-carriers of 20 MHz (TR 38.901 table 7.8-1 has 49 dBm at
	 * most).
	 */
	private static final double TX_DBM_PER_RE = 46 - 10 * Math.log10(51 * 12);

	/** Thermal noise in 30 kHz with a noise figure of 7 dB. */
	private static final double NOISE_DBM_PER_RE = -174 + 10 * Math.log10(30e3) + 7;

	/**
	 * A cell that schedules fewer PRBs may lift the power on each (TS 38.214 clause 4.1):
	 * half of what is freed, in dB, is used. So more PRBs mean less power on each of them
	 * and more interference for the neighbours.
	 */
	private static final double POWER_SHARING = 0.5;

	/**
	 * 3 dB: the upper end of a resource element's power control range (TS 38.104 clause
	 * 6.3.2).
	 */
	private static final double MAX_POWER_BOOST = 2;

	private final RanConfig config;

	private final SimSlice[] slices;

	private final ReplayableRandom random;

	/**
	 * Radiated power of the last interval as a share of full carrier power; what
	 * neighbours hear.
	 */
	double radiated = 0.3;

	SimCell(RanConfig config, Sites sites, ReplayableRandom random) {
		this.config = config;
		this.random = random;
		this.slices = new SimSlice[config.slices().size()];
		Arrays.setAll(this.slices, (s) -> new SimSlice(s, config, sites, random));
	}

	private SimCell(SimCell that, ReplayableRandom random) {
		this.config = that.config;
		this.random = random;
		this.radiated = that.radiated;
		this.slices = new SimSlice[that.slices.length];
		Arrays.setAll(this.slices, (s) -> new SimSlice(that.slices[s], random));
	}

	/** This state with a future of its own. */
	SimCell branch(long salt) {
		return new SimCell(this, this.random.branch(salt));
	}

	/**
	 * This state with a future whose draws belong to events, see
	 * {@link ReplayableRandom#aligned}.
	 */
	SimCell aligned(long salt) {
		return new SimCell(this, this.random.aligned(salt));
	}

	/** This state with the same future. */
	SimCell copy() {
		return new SimCell(this, this.random.copy());
	}

	/** The KPIs of a slice's last interval; see {@link SimSlice#kpis}. */
	float[] kpis(int slice) {
		return this.slices[slice].kpis();
	}

	/** The allocation of a slice that is in force. */
	int prbs(int slice) {
		return this.slices[slice].prbs;
	}

	/**
	 * Advances by one interval.
	 * @param asked allocations, one a slice from {@code offset}; together more than the
	 * carrier, they are clipped by {@link CarrierShares}
	 * @param neighbours radiated power of every cell in the interval before
	 * @param lossDb loss of all links beyond that of the distance
	 */
	void step(int[] asked, int offset, double[] neighbours, double lossDb) {
		this.random.nextInterval();
		for (SimSlice slice : this.slices) {
			slice.move(lossDb);
		}
		int[] shares = CarrierShares.of(asked, offset, this.slices.length, this.config.carrierPrbs());
		double share = (double) Arrays.stream(shares).sum() / this.config.carrierPrbs();
		double density = Math.min(MAX_POWER_BOOST, Math.pow(share, -POWER_SHARING));
		double txRe = Math.exp(TX_DBM_PER_RE * DB);
		double noise = Math.exp(NOISE_DBM_PER_RE * DB);
		for (int s = 0; s < shares.length; s++) {
			this.slices[s].begin(shares[s], neighbours, txRe, noise);
		}
		for (int tick = 0; tick < RanConfig.TICKS; tick++) {
			for (SimSlice slice : this.slices) {
				slice.tick(tick, txRe * density);
			}
		}
		double prbTicks = 0;
		for (SimSlice slice : this.slices) {
			prbTicks += slice.prbTicks();
		}
		double usedShare = prbTicks / RanConfig.TICKS / this.config.carrierPrbs();
		this.radiated = density * usedShare;
		for (SimSlice slice : this.slices) {
			slice.report(txRe, this.radiated);
		}
	}

}

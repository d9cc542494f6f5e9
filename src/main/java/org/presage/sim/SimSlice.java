/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.Arrays;

/**
 * One slice of a cell: its UEs, the scheduler that serves them within the slice's
 * allocation, and the KPIs of its last interval. A cell without slices has one.
 */
final class SimSlice {

	/**
	 * Resource elements for data of one PRB in one tick: 12 sub-carriers, 14 symbols, 20
	 * slots, 20 % overhead.
	 */
	private static final double RE_PER_PRB_TICK = 12 * 14 * 20 * 0.8;

	private static final double PRB_HZ = 12 * 30e3;

	private static final double OLLA_STEP_DB = 0.5;

	private static final double SECOND_LAYER_DB = 18;

	private static final double MAX_DELAY_MS = 10_000;

	private static final double AIR_INTERFACE_MS = 2;

	private final int index;

	private final Sites sites;

	private final int carrierPrbs;

	private final Ue[] ues;

	private final ReplayableRandom random;

	private final float[] kpis = new float[13];

	/** Interference and noise at each UE, per resource element. */
	private final double[] disturbance;

	private Tally tally = new Tally();

	private double lastDelayMs = 10;

	int prbs;

	/**
	 * @param index of the slice in the configuration
	 * @param random of the cell, shared by its slices
	 */
	SimSlice(int index, RanConfig config, Sites sites, ReplayableRandom random) {
		SliceTraffic slice = config.slices().get(index);
		this.index = index;
		this.sites = sites;
		this.carrierPrbs = config.carrierPrbs();
		this.random = random;
		this.prbs = config.carrierPrbs() / Math.max(2, config.slices().size());
		this.ues = new Ue[slice.ues()];
		this.disturbance = new double[this.ues.length];
		for (int u = 0; u < this.ues.length; u++) {
			Traffic traffic = slice.traffic(u, random);
			double r = 20 + (sites.radius() - 20) * Math.sqrt(random.nextDouble());
			double angle = random.nextDouble() * 2 * Math.PI;
			double speed = (u % 3 == 0) ? 30 / 3.6 : 3 / 3.6;
			this.ues[u] = new Ue(traffic, speed, sites.audible().length, sites.ownX() + r * Math.cos(angle),
					sites.ownY() + r * Math.sin(angle), random);
		}
	}

	/** The same state with the future of {@code random}. */
	SimSlice(SimSlice that, ReplayableRandom random) {
		this.index = that.index;
		this.sites = that.sites;
		this.carrierPrbs = that.carrierPrbs;
		this.random = random;
		this.prbs = that.prbs;
		this.lastDelayMs = that.lastDelayMs;
		this.disturbance = new double[that.ues.length];
		this.ues = new Ue[that.ues.length];
		for (int u = 0; u < this.ues.length; u++) {
			this.ues[u] = that.ues[u].copy();
		}
		System.arraycopy(that.kpis, 0, this.kpis, 0, this.kpis.length);
	}

	/** The KPIs of the last interval in the order of the standard schema, NaN absent. */
	float[] kpis() {
		return this.kpis;
	}

	/**
	 * @param lossDb loss of all links beyond that of the distance
	 */
	void move(double lossDb) {
		for (int u = 0; u < this.ues.length; u++) {
			this.random.event(this.index, u, 0, ReplayableRandom.Event.MOVE);
			this.ues[u].move(this.sites.x(), this.sites.y(), this.sites.audible(), this.sites.radius(), lossDb,
					this.random);
		}
	}

	/**
	 * Starts an interval.
	 * @param allocation PRBs that may be scheduled, 1 to the carrier's
	 * @param neighbours radiated power of every cell in the interval before
	 */
	void begin(int allocation, double[] neighbours, double txRe, double noise) {
		this.prbs = allocation;
		this.tally = new Tally();
		for (int u = 0; u < this.ues.length; u++) {
			this.disturbance[u] = txRe * this.sites.interference(this.ues[u], neighbours) + noise;
		}
	}

	/** PRBs used so far in this interval, summed over its ticks. */
	double prbTicks() {
		return this.tally.prbTicks;
	}

	/**
	 * Serves the UEs for one tick.
	 * @param tick of the interval
	 * @param txRe power of a resource element
	 */
	void tick(int tick, double txRe) {
		int waiting = 0;
		for (int u = 0; u < this.ues.length; u++) {
			Ue ue = this.ues[u];
			this.random.event(this.index, u, tick, ReplayableRandom.Event.ARRIVE);
			double arrived = ue.traffic.arrive(ue.deliveredBits, ue.backlogBits + ue.harqBits, this.random);
			ue.backlogBits += arrived;
			ue.deliveredBits = 0;
			if (ue.backlogBits + ue.harqBits > 0) {
				waiting++;
			}
		}
		double left = this.prbs;
		for (int pass = 0; pass < 2; pass++) {
			// Voice first, then an equal share of the air for every other UE, which is
			// where proportional fair
			// scheduling settles (Viswanath, Tse and Laroia, 2002); what one UE does not
			// need goes to the next.
			boolean voice = pass == 0;
			for (int u = this.ues.length - 1; u >= 0; u--) {
				Ue ue = this.ues[u];
				if ((ue.traffic instanceof Traffic.Voice) == voice) {
					boolean waits = ue.backlogBits + ue.harqBits > 0;
					this.random.event(this.index, u, tick, ReplayableRandom.Event.SERVE);
					double fair = voice ? left : left / Math.max(1, waiting);
					left -= transmit(ue, waits ? fair : 0, txRe * ue.gain[0] / this.disturbance[u]);
					waiting -= waits ? 1 : 0;
				}
			}
		}
		for (Ue ue : this.ues) {
			this.tally.queuedBitTicks += ue.backlogBits + ue.harqBits;
		}
	}

	/**
	 * @return PRBs that the UE took for this tick
	 */
	private double transmit(Ue ue, double prbsOffered, double meanSinr) {
		double sinrDb = 10 * Math.log10(meanSinr * ue.fade(this.random));
		ue.longTermSinrDb += 0.02 * (sinrDb - ue.longTermSinrDb);
		this.tally.sinrTicks += sinrDb;
		double used = 0;
		if (prbsOffered > 0 && ue.harqBits > 0) {
			used = block(ue, prbsOffered, sinrDb, true);
		}
		if (prbsOffered > used && ue.backlogBits > 0 && ue.harqBits == 0) {
			used += block(ue, prbsOffered - used, sinrDb, false);
		}
		ue.reportedSinrDb = sinrDb;
		return used;
	}

	/** Sends new data, or again the block that was lost before. */
	private double block(Ue ue, double prbsOffered, double sinrDb, boolean again) {
		int layers = again ? ue.harqLayers : (ue.longTermSinrDb > SECOND_LAYER_DB) ? 2 : 1;
		double layerDb = sinrDb - 3 * (layers - 1);
		int mcs = again ? ue.harqMcs : LinkAdaptation.mcs(ue.reportedSinrDb - 3 * (layers - 1) + ue.ollaDb);
		double bitsPerPrb = RE_PER_PRB_TICK * LinkAdaptation.efficiency(mcs) * layers;
		double bits = Math.min(again ? ue.harqBits : ue.backlogBits, bitsPerPrb * prbsOffered);
		// Chase combining adds the energy of every transmission of the block.
		double combinedDb = layerDb + 10 * Math.log10(1 + (again ? ue.harqCount : 0));
		boolean lost = this.random.nextDouble() < LinkAdaptation.blockError(combinedDb, mcs);
		this.tally.transmitted(bits / bitsPerPrb, mcs, again, lost);
		settle(ue, bits, mcs, layers, again, lost);
		return bits / bitsPerPrb;
	}

	private void settle(Ue ue, double bits, int mcs, int layers, boolean again, boolean lost) {
		if (!again) {
			// Outer-loop link adaptation: steps that balance at the target (Sampath,
			// Kumar and Holtzman, 1997).
			ue.ollaDb += lost ? -OLLA_STEP_DB
					: OLLA_STEP_DB * LinkAdaptation.TARGET_BLER / (1 - LinkAdaptation.TARGET_BLER);
			ue.ollaDb = Math.clamp(ue.ollaDb, -15, 5);
			ue.backlogBits -= bits;
		}
		if (!lost) {
			ue.harqBits -= again ? bits : 0;
			ue.harqCount = (ue.harqBits > 0) ? ue.harqCount : 0;
			ue.deliveredBits += bits;
			this.tally.deliveredBits += bits;
		}
		else if (!again) {
			ue.harqBits = bits;
			ue.harqMcs = mcs;
			ue.harqLayers = layers;
			ue.harqCount = 1;
		}
		else if (++ue.harqCount > Ue.MAX_RETRANSMISSIONS) {
			ue.backlogBits += ue.harqBits;
			ue.harqBits = 0;
			ue.harqCount = 0;
		}
		if (ue.harqBits < 1) {
			ue.harqBits = 0;
		}
		if (ue.backlogBits < 1) {
			ue.backlogBits = 0;
		}
	}

	/**
	 * Ends an interval: makes its KPIs.
	 * @param txRe power of a resource element when all PRBs are scheduled
	 * @param radiated power of the whole cell as a share of full carrier power
	 */
	void report(double txRe, double radiated) {
		double backlogBits = 0;
		double rsrpDbm = 0;
		double rsrqDb = 0;
		double rssiDbm = 0;
		double cqi = 0;
		double rank = 0;
		double precoder = 0;
		double subcarriers = 12.0 * this.carrierPrbs;
		for (int u = 0; u < this.ues.length; u++) {
			Ue ue = this.ues[u];
			backlogBits += ue.backlogBits + ue.harqBits;
			double rsrp = txRe * ue.gain[0];
			// A tenth of the carrier's elements carry the synchronisation blocks and
			// control, loaded or not.
			double rssi = subcarriers * (rsrp * (0.1 + 0.9 * radiated) + this.disturbance[u]);
			rsrpDbm += Math.log(rsrp) / SimCell.DB / this.ues.length;
			rssiDbm += Math.log(rssi) / SimCell.DB / this.ues.length;
			// TS 38.215 clause 5.1.3: N × RSRP / RSSI.
			rsrqDb += Math.log(this.carrierPrbs * rsrp / rssi) / SimCell.DB / this.ues.length;
			cqi += (double) LinkAdaptation.cqi(ue.reportedSinrDb) / this.ues.length;
			rank += (ue.longTermSinrDb > SECOND_LAYER_DB) ? 2.0 / this.ues.length : 1.0 / this.ues.length;
			precoder += (double) ue.precoder(this.sites.ownX(), this.sites.ownY()) / this.ues.length;
		}
		double intervalS = RanConfig.STEP_MS / 1000.0;
		boolean sent = this.tally.prbTicks > 0;
		double prbSeconds = this.tally.prbTicks * RanConfig.TICK_MS / 1000.0;
		Arrays.fill(this.kpis, Float.NaN);
		if (sent) {
			this.kpis[0] = (float) (this.tally.mcsPrbs / this.tally.prbTicks);
			this.kpis[10] = (float) (this.tally.deliveredBits / (prbSeconds * PRB_HZ));
		}
		this.kpis[1] = (float) cqi;
		this.kpis[2] = (float) rank;
		this.kpis[3] = (float) precoder;
		this.kpis[9] = (float) (this.tally.sinrTicks / (RanConfig.TICKS * this.ues.length));
		this.kpis[4] = (float) (backlogBits / 8);
		this.kpis[5] = this.prbs;
		this.kpis[6] = (float) rsrqDb;
		this.kpis[7] = (float) rsrpDbm;
		this.kpis[8] = (float) rssiDbm;
		this.kpis[11] = (this.tally.blocks > 0) ? (float) (this.tally.lostBlocks / this.tally.blocks) : Float.NaN;
		this.kpis[12] = delay(backlogBits, intervalS);
	}

	/**
	 * Mean time in the RLC queue by Little's law (Little, 1961): bits queued over bits
	 * that left per ms.
	 */
	private float delay(double backlogBits, double intervalS) {
		double queuedBits = this.tally.queuedBitTicks / RanConfig.TICKS;
		if (this.tally.deliveredBits > 0) {
			this.lastDelayMs = AIR_INTERFACE_MS + queuedBits / (this.tally.deliveredBits / (1000 * intervalS));
		}
		else if (backlogBits > 0) {
			this.lastDelayMs += 1000 * intervalS;
		}
		else {
			return Float.NaN;
		}
		this.lastDelayMs = Math.min(MAX_DELAY_MS, this.lastDelayMs);
		return (float) this.lastDelayMs;
	}

}

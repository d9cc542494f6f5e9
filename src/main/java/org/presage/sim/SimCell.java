package org.presage.sim;

import java.util.Arrays;

/**
 * One cell: its UEs, its scheduler, and the KPIs of its last interval. Within an interval
 * it depends on its neighbours only through the power that they radiated in the interval
 * before, so cells advance independently.
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
	 * Resource elements for data of one PRB in one tick: 12 sub-carriers, 14 symbols, 20
	 * slots, 20 % overhead.
	 */
	private static final double RE_PER_PRB_TICK = 12 * 14 * 20 * 0.8;

	private static final double PRB_HZ = 12 * 30e3;

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

	private static final double OLLA_STEP_DB = 0.5;

	private static final double SECOND_LAYER_DB = 18;

	private static final double MAX_DELAY_MS = 10_000;

	private static final double AIR_INTERFACE_MS = 2;

	private final RanConfig config;

	final int[] sites;

	private final double[] siteX;

	private final double[] siteY;

	private final Ue[] ues;

	private ReplayableRandom random;

	/**
	 * Radiated power of the last interval as a share of full carrier power; what
	 * neighbours hear.
	 */
	double radiated = 0.3;

	int prbs;

	private double lastDelayMs = 10;

	private final float[] kpis = new float[13];

	/**
	 * @param sites this cell's site first, then those whose interference it hears
	 */
	SimCell(RanConfig config, int[] sites, double[] siteX, double[] siteY, ReplayableRandom random) {
		this.config = config;
		this.sites = sites;
		this.siteX = siteX;
		this.siteY = siteY;
		this.random = random;
		this.prbs = config.carrierPrbs() / 2;
		this.ues = new Ue[config.videoUes() + config.webUes() + config.voiceUes()];
		double radius = radius();
		for (int u = 0; u < this.ues.length; u++) {
			Traffic traffic = (u < config.videoUes()) ? new Traffic.Video(random)
					: (u < config.videoUes() + config.webUes()) ? new Traffic.Web() : new Traffic.Voice(random);
			double r = 20 + (radius - 20) * Math.sqrt(random.nextDouble());
			double angle = random.nextDouble() * 2 * Math.PI;
			double speed = (u % 3 == 0) ? 30 / 3.6 : 3 / 3.6;
			this.ues[u] = new Ue(traffic, speed, sites.length, siteX[sites[0]] + r * Math.cos(angle),
					siteY[sites[0]] + r * Math.sin(angle), random);
		}
	}

	private SimCell(SimCell that, ReplayableRandom random) {
		this.config = that.config;
		this.sites = that.sites;
		this.siteX = that.siteX;
		this.siteY = that.siteY;
		this.random = random;
		this.radiated = that.radiated;
		this.prbs = that.prbs;
		this.lastDelayMs = that.lastDelayMs;
		this.ues = new Ue[that.ues.length];
		for (int u = 0; u < this.ues.length; u++) {
			this.ues[u] = that.ues[u].copy();
		}
		System.arraycopy(that.kpis, 0, this.kpis, 0, this.kpis.length);
	}

	/** This state with a future of its own. */
	SimCell branch(long salt) {
		return new SimCell(this, this.random.branch(salt));
	}

	/** This state with the same future. */
	SimCell copy() {
		return new SimCell(this, this.random.copy());
	}

	private double radius() {
		return 0.55 * this.config.interSiteMetres();
	}

	/** The KPIs of the last interval in the order of the standard schema, NaN absent. */
	float[] kpis() {
		return this.kpis;
	}

	/**
	 * Advances by one interval.
	 * @param allocation PRBs that may be scheduled, 1 to the carrier's
	 * @param neighbours radiated power of every cell in the interval before
	 */
	void step(int allocation, double[] neighbours) {
		for (Ue ue : this.ues) {
			ue.move(this.siteX, this.siteY, this.sites, radius(), this.random);
		}
		serve(allocation, neighbours);
	}

	/**
	 * Advances by one interval in which the UEs stand still; see {@link #step}.
	 */
	void serve(int allocation, double[] neighbours) {
		this.prbs = Math.clamp(allocation, 1, this.config.carrierPrbs());
		double share = (double) this.prbs / this.config.carrierPrbs();
		double density = Math.min(MAX_POWER_BOOST, Math.pow(share, -POWER_SHARING));
		double txRe = Math.exp(TX_DBM_PER_RE * DB);
		double noise = Math.exp(NOISE_DBM_PER_RE * DB);
		Tally tally = new Tally();
		double[] disturbance = new double[this.ues.length];
		for (int u = 0; u < this.ues.length; u++) {
			Ue ue = this.ues[u];
			double interference = 0;
			for (int i = 1; i < this.sites.length; i++) {
				interference += ue.gain[i] * neighbours[this.sites[i]];
			}
			disturbance[u] = txRe * interference + noise;
		}
		for (int tick = 0; tick < RanConfig.TICKS; tick++) {
			tick(txRe * density, disturbance, tally);
		}
		double usedShare = tally.prbTicks / RanConfig.TICKS / this.config.carrierPrbs();
		this.radiated = density * usedShare;
		report(tally, txRe, disturbance);
	}

	private void tick(double txRe, double[] disturbance, Tally tally) {
		int waiting = 0;
		for (int u = 0; u < this.ues.length; u++) {
			Ue ue = this.ues[u];
			double arrived = ue.traffic.arrive(ue.deliveredBits, ue.backlogBits + ue.harqBits, this.random);
			ue.backlogBits += arrived;
			ue.deliveredBits = 0;
			if (ue.backlogBits + ue.harqBits > 0) {
				waiting++;
			}
		}
		double left = this.prbs;
		for (int pass = 0; pass < 2 && waiting > 0; pass++) {
			// Voice first, then an equal share of the air for every other UE, which is
			// where proportional fair
			// scheduling settles (Viswanath, Tse and Laroia, 2002); what one UE does not
			// need goes to the next.
			boolean voice = pass == 0;
			for (int u = this.ues.length - 1; u >= 0; u--) {
				Ue ue = this.ues[u];
				if ((ue.traffic instanceof Traffic.Voice) == voice) {
					boolean waits = ue.backlogBits + ue.harqBits > 0;
					double fair = voice ? left : left / Math.max(1, waiting);
					left -= transmit(ue, waits ? fair : 0, txRe * ue.gain[0] / disturbance[u], tally);
					waiting -= waits ? 1 : 0;
				}
			}
		}
		for (Ue ue : this.ues) {
			tally.queuedBitTicks += ue.backlogBits + ue.harqBits;
		}
	}

	/**
	 * @return PRBs that the UE took for this tick
	 */
	private double transmit(Ue ue, double prbsOffered, double meanSinr, Tally tally) {
		double sinrDb = 10 * Math.log10(meanSinr * ue.fade(this.random));
		ue.longTermSinrDb += 0.02 * (sinrDb - ue.longTermSinrDb);
		tally.sinrTicks += sinrDb;
		double used = 0;
		if (prbsOffered > 0 && ue.harqBits > 0) {
			used = block(ue, prbsOffered, sinrDb, true, tally);
		}
		if (prbsOffered > used && ue.backlogBits > 0 && ue.harqBits == 0) {
			used += block(ue, prbsOffered - used, sinrDb, false, tally);
		}
		ue.reportedSinrDb = sinrDb;
		return used;
	}

	/** Sends new data, or again the block that was lost before. */
	private double block(Ue ue, double prbsOffered, double sinrDb, boolean again, Tally tally) {
		int layers = again ? ue.harqLayers : (ue.longTermSinrDb > SECOND_LAYER_DB) ? 2 : 1;
		double layerDb = sinrDb - 3 * (layers - 1);
		int mcs = again ? ue.harqMcs : LinkAdaptation.mcs(ue.reportedSinrDb - 3 * (layers - 1) + ue.ollaDb);
		double bitsPerPrb = RE_PER_PRB_TICK * LinkAdaptation.efficiency(mcs) * layers;
		double bits = Math.min(again ? ue.harqBits : ue.backlogBits, bitsPerPrb * prbsOffered);
		// Chase combining adds the energy of every transmission of the block.
		double combinedDb = layerDb + 10 * Math.log10(1 + (again ? ue.harqCount : 0));
		boolean lost = this.random.nextDouble() < LinkAdaptation.blockError(combinedDb, mcs);
		tally.transmitted(bits / bitsPerPrb, mcs, again, lost);
		settle(ue, bits, mcs, layers, again, lost, tally);
		return bits / bitsPerPrb;
	}

	private void settle(Ue ue, double bits, int mcs, int layers, boolean again, boolean lost, Tally tally) {
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
			tally.deliveredBits += bits;
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

	private void report(Tally tally, double txRe, double[] disturbance) {
		double backlogBits = 0;
		double rsrpDbm = 0;
		double rsrqDb = 0;
		double rssiDbm = 0;
		double cqi = 0;
		double rank = 0;
		double precoder = 0;
		double subcarriers = 12.0 * this.config.carrierPrbs();
		for (int u = 0; u < this.ues.length; u++) {
			Ue ue = this.ues[u];
			backlogBits += ue.backlogBits + ue.harqBits;
			double rsrp = txRe * ue.gain[0];
			// A tenth of the carrier's elements carry the synchronisation blocks and
			// control, loaded or not.
			double rssi = subcarriers * (rsrp * (0.1 + 0.9 * this.radiated) + disturbance[u]);
			rsrpDbm += Math.log(rsrp) / DB / this.ues.length;
			rssiDbm += Math.log(rssi) / DB / this.ues.length;
			// TS 38.215 clause 5.1.3: N × RSRP / RSSI.
			rsrqDb += Math.log(this.config.carrierPrbs() * rsrp / rssi) / DB / this.ues.length;
			cqi += (double) LinkAdaptation.cqi(ue.reportedSinrDb) / this.ues.length;
			rank += (ue.longTermSinrDb > SECOND_LAYER_DB) ? 2.0 / this.ues.length : 1.0 / this.ues.length;
			precoder += (double) ue.precoder(this.siteX[this.sites[0]], this.siteY[this.sites[0]]) / this.ues.length;
		}
		double intervalS = RanConfig.STEP_MS / 1000.0;
		boolean sent = tally.prbTicks > 0;
		double prbSeconds = tally.prbTicks * RanConfig.TICK_MS / 1000.0;
		Arrays.fill(this.kpis, Float.NaN);
		if (sent) {
			this.kpis[0] = (float) (tally.mcsPrbs / tally.prbTicks);
			this.kpis[10] = (float) (tally.deliveredBits / (prbSeconds * PRB_HZ));
		}
		this.kpis[1] = (float) cqi;
		this.kpis[2] = (float) rank;
		this.kpis[3] = (float) precoder;
		this.kpis[9] = (float) (tally.sinrTicks / (RanConfig.TICKS * this.ues.length));
		this.kpis[4] = (float) (backlogBits / 8);
		this.kpis[5] = this.prbs;
		this.kpis[6] = (float) rsrqDb;
		this.kpis[7] = (float) rsrpDbm;
		this.kpis[8] = (float) rssiDbm;
		this.kpis[11] = (tally.blocks > 0) ? (float) (tally.lostBlocks / tally.blocks) : Float.NaN;
		this.kpis[12] = delay(tally, backlogBits, intervalS);
	}

	/**
	 * Mean time in the RLC queue by Little's law (Little, 1961): bits queued over bits
	 * that left per ms.
	 */
	private float delay(Tally tally, double backlogBits, double intervalS) {
		double queuedBits = tally.queuedBitTicks / RanConfig.TICKS;
		if (tally.deliveredBits > 0) {
			this.lastDelayMs = AIR_INTERFACE_MS + queuedBits / (tally.deliveredBits / (1000 * intervalS));
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

	/** Sums over one interval. */
	private static final class Tally {

		private double prbTicks;

		private double mcsPrbs;

		private double sinrTicks;

		private double blocks;

		private double lostBlocks;

		private double deliveredBits;

		private double queuedBitTicks;

		void transmitted(double prbs, int mcs, boolean again, boolean lost) {
			this.prbTicks += prbs;
			this.mcsPrbs += prbs * mcs;
			if (!again) {
				this.blocks++;
				this.lostBlocks += lost ? 1 : 0;
			}
		}

	}

}

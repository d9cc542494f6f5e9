/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/**
 * One UE: where it is, how its channel fades, what waits for it. All powers are relative
 * to one resource element.
 */
final class Ue {

	/**
	 * Of the direct path to the serving cell's and each neighbour's shadowing; sites
	 * share half of it.
	 */
	private static final double SITE_CORRELATION = 0.5;

	private static final int RECEIVE_BRANCHES = 2;

	private static final double SPEED_OF_LIGHT = 3e8;

	private static final double CARRIER_HZ = 3.5e9;

	/**
	 * Retransmissions of a block before the RLC layer takes it back (TS 38.321 clause
	 * 5.4.2 leaves it to the network).
	 */
	static final int MAX_RETRANSMISSIONS = 3;

	final Traffic traffic;

	final double speed;

	private double x;

	private double y;

	private double heading;

	private double commonShadow;

	private final double[] shadow;

	private final double[] fading;

	private final double fadingCorrelation;

	/** Linear gain from each site, path loss and shadowing together. */
	final double[] gain;

	double backlogBits;

	double deliveredBits;

	double reportedSinrDb = 5;

	double ollaDb;

	double harqBits;

	int harqMcs;

	int harqLayers = 1;

	int harqCount;

	double longTermSinrDb = 5;

	Ue(Traffic traffic, double speed, int sites, double x, double y, ReplayableRandom random) {
		this.traffic = traffic;
		this.speed = speed;
		this.x = x;
		this.y = y;
		this.heading = random.nextDouble() * 2 * Math.PI;
		this.commonShadow = random.nextGaussian();
		this.shadow = new double[sites];
		for (int i = 0; i < sites; i++) {
			this.shadow[i] = random.nextGaussian();
		}
		this.fading = new double[2 * RECEIVE_BRANCHES];
		for (int i = 0; i < this.fading.length; i++) {
			this.fading[i] = random.nextGaussian();
		}
		this.gain = new double[sites];
		this.fadingCorrelation = clarke(speed * CARRIER_HZ / SPEED_OF_LIGHT * RanConfig.TICK_MS / 1000.0);
	}

	private Ue(Ue that) {
		this.traffic = that.traffic.copy();
		this.speed = that.speed;
		this.x = that.x;
		this.y = that.y;
		this.heading = that.heading;
		this.commonShadow = that.commonShadow;
		this.shadow = that.shadow.clone();
		this.fading = that.fading.clone();
		this.fadingCorrelation = that.fadingCorrelation;
		this.gain = that.gain.clone();
		this.backlogBits = that.backlogBits;
		this.deliveredBits = that.deliveredBits;
		this.reportedSinrDb = that.reportedSinrDb;
		this.ollaDb = that.ollaDb;
		this.harqBits = that.harqBits;
		this.harqMcs = that.harqMcs;
		this.harqLayers = that.harqLayers;
		this.harqCount = that.harqCount;
		this.longTermSinrDb = that.longTermSinrDb;
	}

	Ue copy() {
		return new Ue(this);
	}

	/**
	 * Clarke's autocorrelation J0(2π·f_D·τ) of Rayleigh fading, floored at 0: past its
	 * first zero the channel counts as forgotten. J0 by the trapezoidal rule on Bessel's
	 * integral, exact to rounding for the arguments here.
	 */
	private static double clarke(double dopplerPeriods) {
		double argument = 2 * Math.PI * dopplerPeriods;
		int points = 64;
		double sum = 0;
		for (int i = 0; i < points; i++) {
			sum += Math.cos(argument * Math.sin(Math.PI * i / points));
		}
		return Math.max(0, sum / points);
	}

	/**
	 * Moves for one interval, inside a disc around the serving site, and updates the
	 * large-scale gains.
	 */
	void move(double[] siteX, double[] siteY, int[] sites, double radius, double lossDb, ReplayableRandom random) {
		double metres = this.speed * RanConfig.STEP_MS / 1000.0;
		this.heading += 0.1 * random.nextGaussian();
		this.x += metres * Math.cos(this.heading);
		this.y += metres * Math.sin(this.heading);
		double dx = this.x - siteX[sites[0]];
		double dy = this.y - siteY[sites[0]];
		if (dx * dx + dy * dy > radius * radius) {
			this.heading = Math.atan2(-dy, -dx) + 0.5 * random.nextGaussian();
		}
		double keep = Math.exp(-metres / Propagation.SHADOW_CORRELATION_M);
		double renew = Math.sqrt(1 - keep * keep);
		this.commonShadow = keep * this.commonShadow + renew * random.nextGaussian();
		for (int i = 0; i < sites.length; i++) {
			this.shadow[i] = keep * this.shadow[i] + renew * random.nextGaussian();
			double distance = Math.hypot(this.x - siteX[sites[i]], this.y - siteY[sites[i]]);
			double shadowDb = Propagation.shadowDb(distance) * (Math.sqrt(SITE_CORRELATION) * this.commonShadow
					+ Math.sqrt(1 - SITE_CORRELATION) * this.shadow[i]);
			this.gain[i] = Math
				.exp((SimCell.ANTENNA_GAIN_DB - Propagation.pathLossDb(distance) - lossDb + shadowDb) * SimCell.DB);
		}
	}

	/** Advances fast fading by one tick and returns its power gain, of mean 1. */
	double fade(ReplayableRandom random) {
		double renew = Math.sqrt(1 - this.fadingCorrelation * this.fadingCorrelation);
		double power = 0;
		for (int i = 0; i < this.fading.length; i++) {
			this.fading[i] = this.fadingCorrelation * this.fading[i] + renew * random.nextGaussian();
			power += this.fading[i] * this.fading[i];
		}
		return power / this.fading.length;
	}

	/** Precoder index for the direction from the site, one of 16. */
	int precoder(double siteX, double siteY) {
		double angle = Math.atan2(this.y - siteY, this.x - siteX);
		return Math.floorMod((int) Math.floor(angle / (2 * Math.PI) * 16), 16);
	}

}

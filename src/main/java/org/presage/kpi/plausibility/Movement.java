/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

/**
 * How far the residuals of some blocks together are from where they usually are, in
 * deviations and compared with the farthest ever.
 */
final class Movement {

	/** A KPI of which the others explain less must move by a factor of 150. */
	private static final double TIED = 0.7;

	private static final double UNTIED_STEP = 5;

	/**
	 * What the distance of the other KPIs from their means is where what they imply is
	 * known best: beyond, the tie is not known, and a step must be the larger.
	 */
	private static final double KNOWN = 1.5;

	/** Part of the common step that each block must have made. */
	private static final double ALIKE = 0.7;

	/** Blocks until one is learnt from: those of a step that is not seen yet are not. */
	private static final int DELAY = 8;

	/** How many times as far as ever before. */
	private static final double BEYOND = 2.2;

	/** Part of the farthest that is forgotten with each block. */
	private static final double FORGET = 1e-3;

	/** Part of a step that is left when it is over. */
	private static final double BACK = 0.5;

	private final int blocks;

	private final double least;

	private final double deviations;

	private final double[][] newest;

	/** Of the others in each of the blocks. */
	private final double[][] distances;

	private int at;

	/** Mean of the blocks, {@code [F]}. */
	private final double[] now;

	/** The last of those, to be learnt from. */
	private final double[][] delayed;

	private int waiting;

	/** Blocks without a finding since the last one. */
	private int clean;

	/** Means that were learnt from. */
	private int learnt;

	private final double[] mean;

	private final double[] variance;

	private final double[] farthest;

	/** KPI of the step that was found last. */
	private int found;

	private double foundStep;

	/**
	 * @param blocks that are taken together
	 * @param least smallest step that is one, as a natural logarithm
	 */
	Movement(int kpis, int blocks, double least, double deviations) {
		this.blocks = blocks;
		this.least = least;
		this.deviations = deviations;
		this.newest = new double[blocks][kpis];
		this.distances = new double[blocks][kpis];
		this.now = new double[kpis];
		this.delayed = new double[DELAY][kpis];
		this.mean = new double[kpis];
		this.variance = new double[kpis];
		this.farthest = new double[kpis];
	}

	/**
	 * @param distance of the other KPIs from their means, as {@link Ties#residuals}
	 */
	void put(double[] residual, double[] distance) {
		System.arraycopy(residual, 0, this.newest[this.at], 0, residual.length);
		System.arraycopy(distance, 0, this.distances[this.at], 0, distance.length);
		this.at = (this.at + 1) % this.blocks;
		for (int k = 0; k < this.now.length; k++) {
			double sum = 0;
			for (double[] block : this.newest) {
				sum += block[k];
			}
			this.now[k] = sum / this.blocks;
		}
	}

	/** From where it usually is. */
	double step(int kpi) {
		return this.now[kpi] - this.mean[kpi];
	}

	/** The KPI that moved farthest beyond its limit; −1 if none did. */
	int worst(Ties ties) {
		int worst = -1;
		double most = 1;
		for (int k = 0; k < this.now.length; k++) {
			if (!ties.scaled(k)) {
				continue;
			}
			boolean tied = ties.strength(k) >= TIED && !ties.lags(k);
			double limit = unknown(k) * Math.max(tied ? this.least : UNTIED_STEP,
					Math.max(this.deviations * Math.sqrt(this.variance[k]), BEYOND * this.farthest[k]));
			if (Math.abs(step(k)) / limit > most && together(k)) {
				most = Math.abs(step(k)) / limit;
				worst = k;
			}
		}
		return worst;
	}

	/**
	 * How many times as large a step must be, for the block whose others are farthest.
	 */
	private double unknown(int kpi) {
		double farthestOthers = KNOWN;
		for (double[] block : this.distances) {
			farthestOthers = Math.max(farthestOthers, block[kpi]);
		}
		return Math.sqrt(farthestOthers / KNOWN);
	}

	/**
	 * How much may be learnt from the newest blocks, 0 to 1: less, the farther they are
	 * beyond the farthest ever.
	 */
	double trust(Ties ties) {
		double least = 1;
		for (int k = 0; k < this.now.length; k++) {
			if (ties.scaled(k) && this.farthest[k] > 0) {
				least = Math.min(least, this.farthest[k] / Math.abs(step(k)));
			}
		}
		return least * least;
	}

	/** Notes the step of a KPI as found. */
	void found(int kpi) {
		this.found = kpi;
		this.foundStep = step(kpi);
	}

	/** Whether residuals are back from the step that was found last. */
	boolean isBack(double[] residual) {
		return (residual[this.found] - this.mean[this.found]) / this.foundStep < BACK;
	}

	/** Learns from no block that waits for it, and from no mean with one of a step. */
	void forget() {
		this.waiting = 0;
		this.clean = 0;
	}

	/** Whether every block has moved, as a scale would move them, and not one alone. */
	private boolean together(int kpi) {
		for (double[] block : this.newest) {
			if ((block[kpi] - this.mean[kpi]) / step(kpi) < ALIKE) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Learns from blocks that are believed, some blocks later.
	 * @param slowest least weight of a block, once many are known
	 * @param known whether the mean is known, so that the distance from it counts
	 */
	void learn(double slowest, boolean known) {
		if (this.clean < this.blocks) {
			this.clean++;
			return;
		}
		double[] oldest = this.delayed[this.waiting % DELAY];
		if (this.waiting >= DELAY) {
			double weight = Math.max(slowest, 1.0 / ++this.learnt);
			for (int k = 0; k < oldest.length; k++) {
				double off = oldest[k] - this.mean[k];
				this.mean[k] += weight * off;
				this.variance[k] += weight * ((1 - weight) * off * off - this.variance[k]);
				this.farthest[k] = Math.max(known ? Math.abs(off) : 0, this.farthest[k] * (1 - FORGET));
			}
		}
		System.arraycopy(this.now, 0, oldest, 0, oldest.length);
		this.waiting = (this.waiting < 2 * DELAY - 1) ? this.waiting + 1 : DELAY;
	}

}

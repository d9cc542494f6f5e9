package org.presage.kpi.plausibility;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;

/**
 * Steps in the scale of one KPI: halved, doubled, a thousandfold.
 *
 * <p>
 * Physics ties KPIs to each other: throughput to PRBs, modulation and block errors, delay
 * to queue and throughput, RSRQ to RSRP and RSSI. How, is learnt from the cell: means and
 * covariance of the KPIs' logarithms (decibels as they are). From the inverse of the
 * covariance comes what a KPI is expected to be given all others, so that a change of
 * scale of one moves its residual by just the logarithm of the scale, however much load
 * and radio move. The mean residual of a block of reports is compared with those of the
 * blocks before.
 *
 * <p>
 * Learns from a block only after it is believed. A step is reported until the residual is
 * back.
 */
final class ScaleStep {

	/** Reports of a block. */
	private static final int BLOCK = 16;

	/** Blocks of covariance, then blocks of residuals, before the first finding. */
	private static final int LEARN = 20;

	private static final int JUDGE = 24;

	/** Memory of covariance and of residuals, in blocks. */
	private static final double SLOWEST = 1.0 / 250;

	/** Smallest step that matters: a factor of 1.5. */
	private static final double LEAST = 0.4;

	/** In decibels. */
	private static final double LEAST_DB = 6;

	/** How many times as far as ever before. */
	private static final double BEYOND = 1.7;

	private static final double RIDGE = 1e-3;

	private final KpiSchema schema;

	private final int size;

	private final double deviations;

	private final Ties ties;

	private final double[] block;

	private int filled;

	private long blocks;

	private final double[] residual;

	/** Of the blocks' mean residuals: mean, variance, and how far one was from the mean. */
	private final double[] mean;

	private final double[] variance;

	private final double[] farthest;

	private @Nullable Finding standing;

	ScaleStep(KpiSchema schema, double deviations) {
		this.schema = schema;
		this.size = schema.size();
		this.deviations = deviations;
		this.ties = new Ties(schema, RIDGE);
		this.block = new double[BLOCK * this.size];
		this.residual = new double[this.size];
		this.mean = new double[this.size];
		this.variance = new double[this.size];
		this.farthest = new double[this.size];
	}

	/** Takes a report; what is found stands until a block of reports is as before. */
	@Nullable Finding judge(float[] values) {
		if (!this.ties.put(values, this.block, this.filled * this.size)) {
			return this.standing;
		}
		if (++this.filled < BLOCK) {
			return this.standing;
		}
		this.filled = 0;
		this.standing = (this.blocks >= LEARN) ? judgeBlock() : null;
		if (this.standing == null) {
			this.blocks++;
			this.ties.learn(this.block, BLOCK, Math.max(SLOWEST, 1.0 / this.blocks));
		}
		return this.standing;
	}

	private @Nullable Finding judgeBlock() {
		this.ties.residuals(this.block, BLOCK, this.residual);
		int worst = -1;
		double most = 1;
		boolean judged = this.blocks >= LEARN + JUDGE;
		for (int k = 0; judged && k < this.size; k++) {
			double off = Math.abs(this.residual[k] - this.mean[k]);
			double limit = Math.max(this.ties.decibels(k) ? LEAST_DB : LEAST,
					Math.max(this.deviations * Math.sqrt(this.variance[k]), BEYOND * this.farthest[k]));
			if (this.ties.scaled(k) && off / limit > most) {
				most = off / limit;
				worst = k;
			}
		}
		if (worst >= 0) {
			double step = this.residual[worst] - this.mean[worst];
			return new Finding(FalseData.SCALE_STEP, this.schema.kpi(worst).name() + (this.ties.decibels(worst)
					? " moved by " + (float) step + " dB" : " times " + (float) Math.exp(step))
					+ " against what the other KPIs say");
		}
		double weight = Math.max(SLOWEST, 1.0 / (this.blocks - LEARN + 1));
		for (int k = 0; k < this.size; k++) {
			double off = this.residual[k] - this.mean[k];
			this.mean[k] += weight * off;
			this.variance[k] += weight * ((1 - weight) * off * off - this.variance[k]);
			// Far means from a mean that is known.
			double far = (this.blocks > LEARN + JUDGE / 2) ? Math.abs(off) : 0;
			this.farthest[k] = Math.max(far, this.farthest[k] * (1 - SLOWEST / 4));
		}
		return null;
	}

	void restart() {
		this.filled = 0;
	}

}

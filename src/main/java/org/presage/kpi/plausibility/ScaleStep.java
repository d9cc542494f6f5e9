/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import java.util.Arrays;

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
 * blocks before. Where the other KPIs are far from where they usually are, the tie is not
 * known, and a step must be larger; a delay, which depends on what came before, must move
 * by a factor of 150.
 *
 * <p>
 * Learns from a block only after it is believed, and the less the farther it is from all
 * before: the first blocks of a small step, which shows in several, would loosen the tie
 * before it is seen. A step is reported until the residual is half of the way back.
 */
final class ScaleStep {

	/** Reports of a block. */
	private static final int BLOCK = 16;

	/** Blocks of covariance, then blocks of residuals, before the first finding. */
	private static final int LEARN = 20;

	private static final int JUDGE = 40;

	/** Memory of covariance and of residuals, in blocks. */
	private static final double SLOWEST = 1.0 / 250;

	/** Reports of a block after which a step may be over. */
	private static final int QUARTER = BLOCK / 4;

	private static final double RIDGE = 1e-3;

	private final KpiSchema schema;

	private final int size;

	private final Ties ties;

	private final double[] block;

	private int filled;

	private long blocks;

	private final double[] residual;

	private final double[] distance;

	/** A large step shows in one block, a small one in several. */
	private final Movement[] movements;

	private @Nullable FalseReport standing;

	/** Found what stands. */
	private Movement finder;

	ScaleStep(KpiSchema schema, double deviations) {
		this.schema = schema;
		this.size = schema.size();
		this.ties = new Ties(schema, RIDGE);
		this.block = new double[BLOCK * this.size];
		this.residual = new double[this.size];
		this.distance = new double[this.size];
		this.movements = new Movement[] { new Movement(this.size, 1, 2, deviations),
				new Movement(this.size, 4, 0.45, deviations), new Movement(this.size, 8, 0.45, deviations) };
		this.finder = this.movements[0];
	}

	/** Takes a report; what is found stands until a quarter of a block is as before. */
	@Nullable FalseReport judge(float[] values) {
		if (!this.ties.put(values, this.block, this.filled * this.size) || ++this.filled < BLOCK) {
			return unlessOver();
		}
		this.filled = 0;
		this.standing = (this.blocks >= LEARN) ? judgeBlock() : null;
		if (this.standing == null) {
			this.blocks++;
			double trust = (this.blocks > LEARN) ? this.movements[0].trust(this.ties) : 1;
			this.ties.learn(this.block, BLOCK, trust * Math.max(SLOWEST, 1.0 / this.blocks));
		}
		return this.standing;
	}

	/**
	 * What stands, unless the newest reports are as before. The first of them may still
	 * be wrong: the block begins again, so that no mixed one loosens the tie.
	 */
	private @Nullable FalseReport unlessOver() {
		if (this.standing != null && this.filled > 0 && this.filled % QUARTER == 0) {
			this.ties.residuals(this.block, this.filled, this.residual, this.distance);
			if (this.finder.isBack(this.residual)) {
				this.standing = null;
				this.filled = 0;
			}
		}
		return this.standing;
	}

	private @Nullable FalseReport judgeBlock() {
		this.ties.residuals(this.block, BLOCK, this.residual, this.distance);
		long judged = this.blocks - LEARN;
		for (Movement movement : this.movements) {
			movement.put(this.residual, this.distance);
			int worst = (judged >= JUDGE) ? movement.worst(this.ties) : -1;
			if (worst >= 0) {
				Arrays.stream(this.movements).forEach(Movement::forget);
				movement.found(worst);
				this.finder = movement;
				return new FalseReport(FalseData.SCALE_STEP, this.schema.kpi(worst).name() + " times "
						+ (float) Math.exp(movement.step(worst)) + " against what the other KPIs say");
			}
		}
		for (Movement movement : this.movements) {
			movement.learn(SLOWEST, judged > JUDGE / 2);
		}
		return null;
	}

	void restart() {
		this.filled = 0;
	}

}

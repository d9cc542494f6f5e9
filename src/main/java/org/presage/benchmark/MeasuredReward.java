/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.Reward;

/** The reward of measured intervals. Owned by one thread. */
final class MeasuredReward {

	private final KpiSchema schema;

	private final Standardizer scaler;

	private final Reward reward;

	private final float[] frame;

	private final float[] targets;

	MeasuredReward(KpiSchema schema, Standardizer scaler, ControlSettings settings) {
		this.schema = schema;
		this.scaler = scaler;
		this.reward = settings.reward(schema, scaler);
		this.frame = new float[schema.size()];
		this.targets = new float[schema.targets()];
	}

	/** PRBs in train standard deviations. */
	float standardized(int prbs) {
		return this.scaler.standardize(this.schema.actionIndex(), prbs);
	}

	/**
	 * @param kpis of the interval at {@code offset}, physical units, NaN absent
	 * @param action allocation in force, standardised
	 * @param before allocation in force in the interval before, standardised
	 */
	double of(float[] kpis, int offset, float action, float before) {
		this.scaler.standardize(kpis, offset, this.frame, 0, 1);
		for (int y = 0; y < this.targets.length; y++) {
			this.targets[y] = this.frame[this.schema.frameIndex(y)];
		}
		return this.reward.of(this.targets, action, before, this.schema.meetsSla(kpis, offset));
	}

}

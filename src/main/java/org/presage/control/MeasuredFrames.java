/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.PrbRatios;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;

/** What measured frames say by the standards of a model. Owned by one thread. */
final class MeasuredFrames {

	private final ModelManifest manifest;

	private final SliceRules rules;

	/** Where each target stands in a frame. */
	private final int[] frameIndices;

	/** Where the bytes that wait stand in a frame; negative if they do not. */
	private final int buffer;

	private final float[] frame;

	private final float[] targets;

	MeasuredFrames(ModelManifest manifest, SliceRules rules) {
		KpiSchema schema = manifest.schema();
		this.manifest = manifest;
		this.rules = rules;
		this.frameIndices = schema.frameIndices();
		this.buffer = schema.indexOf("Buffer");
		this.frame = new float[schema.size()];
		this.targets = new float[schema.targets()];
	}

	/**
	 * Standardised targets {@code [Y]} of a frame, NaN absent; overwritten by the next
	 * call.
	 */
	float[] targets(float[] values) {
		this.manifest.scaler().standardize(values, 0, this.frame, 0, 1);
		for (int y = 0; y < this.targets.length; y++) {
			this.targets[y] = this.frame[this.frameIndices[y]];
		}
		return this.targets;
	}

	/**
	 * The configured reward of a measured interval, without its allocation. An operator
	 * who changes what is requested does not change how the cell is.
	 * @return NaN if no KPI was measured
	 */
	double reward(KpiFrame measured) {
		float[] truth = targets(measured.values());
		boolean some = false;
		for (float target : truth) {
			some |= !Float.isNaN(target);
		}
		return some ? this.rules.configured(measured.cell().slice())
			.reward()
			.of(truth, 0, 0, this.manifest.schema().meetsSla(measured.values(), 0)) : Double.NaN;
	}

	/** Whether it is known that something waits, so that more PRBs would be used. */
	boolean hasDemand(KpiFrame measured) {
		return this.buffer >= 0 && measured.values()[this.buffer] > 0;
	}

	/** PRBs by which rounding may change an allocation on its way. */
	float tolerance() {
		return PrbRatios.tolerance(this.rules.configured("").budget());
	}

}

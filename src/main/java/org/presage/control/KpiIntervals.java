/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.worldmodel.ModelManifest;

/**
 * Predicted KPIs of one plan in their units, none beyond what can be real: per step and
 * target, {@code [H, Y]}, the mean and the ends of an interval.
 */
public final class KpiIntervals {

	private final ModelManifest manifest;

	private final int[] frameIndices;

	private final float[] mean;

	private final float[] low;

	private final float[] high;

	/**
	 * @param frameIndices where each target stands in a frame
	 */
	public KpiIntervals(ModelManifest manifest, int[] frameIndices) {
		this.manifest = manifest;
		this.frameIndices = frameIndices;
		this.mean = new float[manifest.network().horizon() * frameIndices.length];
		this.low = new float[this.mean.length];
		this.high = new float[this.mean.length];
	}

	/**
	 * Sets one KPI of one step.
	 * @param index step·Y + target
	 * @param expected mean, standardised
	 * @param reach of the interval to each side, standardised
	 */
	public void set(int index, float expected, double reach) {
		int kpi = this.frameIndices[index % this.frameIndices.length];
		this.mean[index] = physical(kpi, expected);
		this.low[index] = physical(kpi, expected - reach);
		this.high[index] = physical(kpi, expected + reach);
	}

	/** A standardised value of a KPI in its unit and range. */
	public float physical(int kpi, double standardizedValue) {
		return (float) Math.clamp(this.manifest.scaler().physical(kpi, standardizedValue),
				this.manifest.schema().kpi(kpi).min(), this.manifest.schema().kpi(kpi).max());
	}

	public float[] mean() {
		return this.mean;
	}

	public float[] low() {
		return this.low;
	}

	public float[] high() {
		return this.high;
	}

}

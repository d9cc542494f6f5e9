/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.OnlineCalibration;

/**
 * What a model expects of the next frame of a cell, and how well its expectations have
 * been met.
 */
final class Expectation {

	/** Allocation, in PRBs, that it is for; NaN if nothing is expected. */
	private float prbs = Float.NaN;

	/** Encoded window that it was predicted from, {@code [K]}. */
	private float[] context = new float[0];

	/** Of the next frame, standardised, {@code [Y]}. */
	private float[] mean = new float[0];

	private float[] deviation = new float[0];

	private double surprise = Double.NaN;

	private final KpiSurprise kpis = new KpiSurprise();

	private @Nullable OnlineCalibration calibration;

	float prbs() {
		return this.prbs;
	}

	float[] context() {
		return this.context;
	}

	/** Smoothed; NaN for none. */
	double surprise() {
		return this.surprise;
	}

	/** Of each KPI. */
	KpiSurprise kpis() {
		return this.kpis;
	}

	/** The cell's own intervals, started at the model's if it has none. */
	OnlineCalibration calibration(ModelManifest manifest, boolean online) {
		OnlineCalibration own = this.calibration;
		if (own == null) {
			Calibration base = manifest.calibration();
			int targets = manifest.schema().targets();
			own = online ? new OnlineCalibration(base, targets) : OnlineCalibration.fixed(base, targets);
			this.calibration = own;
		}
		return own;
	}

	/**
	 * How many times as wide as calibrated the 90 % intervals are, {@code [Y]}; null
	 * before the first prediction.
	 */
	double @Nullable [] intervalScale(int targets) {
		return (this.calibration != null) ? this.calibration.scales(Calibration.DECIDED, targets) : null;
	}

	/**
	 * Expects a frame in which an allocation is in force.
	 * @param contexts of which the K values from {@code offset} on are the cell's
	 */
	void begin(float allocation, float[] contexts, int offset, int contextSize, int targets) {
		if (this.mean.length != targets || this.context.length != contextSize) {
			this.mean = new float[targets];
			this.deviation = new float[targets];
			this.context = new float[contextSize];
		}
		System.arraycopy(contexts, offset, this.context, 0, contextSize);
		this.prbs = allocation;
	}

	/** Sets what is expected of one KPI, standardised. */
	void kpi(int target, float expected, float standardDeviation) {
		this.mean[target] = expected;
		this.deviation[target] = standardDeviation;
	}

	/**
	 * Compares the frame that came with what was expected; nothing is expected then.
	 * @param truth standardised targets {@code [Y]}, NaN absent
	 */
	void compare(Surprise measure, float[] truth, OnlineCalibration intervals) {
		this.surprise = measure.observe(this.surprise, truth, this.mean, this.deviation, intervals, this.kpis);
		this.prbs = Float.NaN;
	}

	/** Expects nothing of the next frame. */
	void skip() {
		this.prbs = Float.NaN;
	}

	/** Forgets all but how the model's intervals are calibrated. */
	void restart() {
		this.prbs = Float.NaN;
		this.surprise = Double.NaN;
		this.kpis.restart();
	}

	void changeModel() {
		restart();
		this.calibration = null;
	}

}

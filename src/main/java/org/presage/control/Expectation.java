/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.OnlineCalibration;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.correction.ForecastCorrection;

/**
 * What a model expects of the next frame of a cell, and how well its expectations have
 * been met.
 */
final class Expectation {

	/** Allocation, in PRBs, that it is for; NaN if nothing is expected. */
	private float prbs = Float.NaN;

	/** Encoded window that it was predicted from, {@code [K]}. */
	private float[] context = new float[0];

	/** Values at its end that neighbours announced; 0 if the model reads none. */
	private int announcedSize;

	/** Of the next frame, standardised, {@code [Y]}. */
	private float[] mean = new float[0];

	private float[] deviation = new float[0];

	/** From the network's mean to the corrected one, standardised, {@code [Y]}. */
	private float[] shift = new float[0];

	private double surprise = Double.NaN;

	private final KpiSurprise kpis = new KpiSurprise();

	private @Nullable OnlineCalibration calibration;

	private @Nullable ForecastCorrection correction;

	float prbs() {
		return this.prbs;
	}

	float[] context() {
		return this.context;
	}

	/** Expected of the next frame before its correction, standardised, {@code [Y]}. */
	float[] mean() {
		return this.mean;
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

	/** The cell's own correction, started if it has none. */
	ForecastCorrection correction(ModelManifest manifest, CorrectionSettings settings, boolean varx) {
		ForecastCorrection own = this.correction;
		if (own == null) {
			own = new ForecastCorrection(settings, manifest.network().horizon(), manifest.schema().targets(), varx);
			this.correction = own;
		}
		return own;
	}

	/** What it has been corrected with since a frame, {@code [H, Y]}; null if nothing. */
	float @Nullable [] shift(long newestMs) {
		return (this.correction != null) ? this.correction.shift(newestMs) : null;
	}

	/**
	 * How many times as wide as calibrated the intervals are, {@code [levels][H, Y]};
	 * null before the first prediction.
	 */
	double @Nullable [][] intervalScales() {
		return (this.calibration != null) ? this.calibration.scales() : null;
	}

	/**
	 * Expects a frame in which an allocation is in force.
	 * @param contexts of which the K values from {@code offset} on are the cell's
	 * @param announced how many of them neighbours announced
	 */
	void begin(float allocation, float[] contexts, int offset, int contextSize, int announced, int targets) {
		this.announcedSize = announced;
		if (this.mean.length != targets || this.context.length != contextSize) {
			this.mean = new float[targets];
			this.deviation = new float[targets];
			this.shift = new float[targets];
			this.context = new float[contextSize];
		}
		System.arraycopy(contexts, offset, this.context, 0, contextSize);
		this.prbs = allocation;
	}

	/**
	 * Sets the correction of what is expected, of which the Y values from {@code offset}
	 * on are the next step's.
	 */
	void shift(float[] corrections, int offset) {
		System.arraycopy(corrections, offset, this.shift, 0, this.shift.length);
	}

	/** Sets what is expected of one KPI, standardised, before its correction. */
	void kpi(int target, float expected, float standardDeviation) {
		this.mean[target] = expected;
		this.deviation[target] = standardDeviation;
	}

	/**
	 * Compares the frame that came with what was expected; nothing is expected then.
	 * @param truth standardised targets {@code [Y]}, NaN absent
	 */
	void compare(Surprise measure, float[] truth, OnlineCalibration intervals) {
		this.surprise = measure.observe(this.surprise, truth, this.mean, this.shift, this.deviation, intervals,
				this.kpis);
		this.prbs = Float.NaN;
	}

	/**
	 * What neighbours announced when it was expected: the last values of its context;
	 * null for nothing.
	 */
	float @Nullable [] announced() {
		int length = this.context.length;
		boolean known = this.announcedSize > 0 && this.context[length - 1] != 0;
		return known ? Arrays.copyOfRange(this.context, length - this.announcedSize, length) : null;
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
		if (this.correction != null) {
			this.correction.restart();
		}
	}

	void changeModel() {
		restart();
		this.calibration = null;
		this.correction = null;
	}

}

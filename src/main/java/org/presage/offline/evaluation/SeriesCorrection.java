/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.LinearForecast;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.OnlineCalibration;
import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.correction.ForecastCorrection;

/**
 * Corrects the forecasts of windows in the order of time, as the loop corrects a cell's:
 * each with the errors that were known then. Restarts where a series or stretch begins.
 * Values are in the model's units.
 */
final class SeriesCorrection {

	/** The window, filled. */
	private final float[] frames;

	private final float[] mask;

	private final @Nullable LinearForecast varx;

	private final int features;

	private final int window;

	private final int horizon;

	private final int action;

	private final int[] frameIndices;

	private final ForecastCorrection correction;

	private final Calibration base;

	private OnlineCalibration intervals;

	private final boolean used;

	private final float[] linear;

	private final float[] truth;

	private final float[] last;

	private final float[] shift;

	/** Corrected forecast of the next step and its deviation, {@code [Y]}. */
	private final float[] expected;

	private final float[] deviation;

	private final float[] deviations;

	private WindowBatch.@Nullable Place before;

	SeriesCorrection(ModelManifest manifest, @Nullable LinearForecast varx, CorrectionSettings settings) {
		int targets = manifest.schema().targets();
		this.varx = varx;
		this.used = settings.used();
		this.features = manifest.schema().size();
		this.window = manifest.network().window();
		this.horizon = manifest.network().horizon();
		this.action = manifest.schema().actionIndex();
		this.frameIndices = manifest.schema().frameIndices();
		this.correction = new ForecastCorrection(settings, this.horizon, targets, varx != null);
		this.base = manifest.calibration();
		this.intervals = new OnlineCalibration(this.base, targets);
		this.frames = new float[this.window * this.features];
		this.mask = new float[this.window * this.features];
		this.linear = new float[this.horizon * targets];
		this.truth = new float[targets];
		this.last = new float[targets];
		this.shift = new float[this.horizon * targets];
		this.expected = new float[targets];
		this.deviation = new float[targets];
		this.deviations = new float[this.shift.length];
	}

	/**
	 * Corrects the forecast of the next window.
	 * @param windows {@code [L, F]} from {@code windowOffset} on
	 * @param hold network's forecast for the last action held, {@code [H, Y]} from
	 * {@code at} on
	 * @param holdDeviation same place
	 * @param mean network's forecast for the plan, same place; receives the corrected one
	 * @param plans {@code [H]} from {@code planOffset} on
	 * @param held actions that {@code hold} is for, same place as the plan
	 * @return how many times as wide as calibrated the 90 % interval of each step and KPI
	 * is, {@code [H, Y]}
	 */
	double[] correct(WindowBatch.Place place, float[] windows, int windowOffset, float[] hold, float[] holdDeviation,
			float[] mean, int at, float[] plans, int planOffset, float[] held) {
		int targets = this.truth.length;
		int newest = windowOffset + (this.window - 1) * this.features;
		for (int y = 0; y < targets; y++) {
			this.truth[y] = windows[newest + this.frameIndices[y]];
		}
		learn(place, windows[newest + this.action]);
		this.before = place;
		WindowFill.fill(windows, windowOffset, this.window, this.features, this.window, this.frames, this.mask, 0);
		for (int y = 0; y < targets; y++) {
			this.last[y] = this.frames[(this.window - 1) * this.features + this.frameIndices[y]];
		}
		if (this.varx != null) {
			this.varx.forecast(this.frames, held, planOffset, this.linear);
		}
		System.arraycopy(holdDeviation, at, this.deviations, 0, this.deviations.length);
		this.correction.propose(hold, at, this.deviations, (this.varx != null) ? this.linear : null, this.last, held,
				planOffset, this.shift, 0);
		this.correction.issue(place.row(), mean, at, plans, planOffset);
		for (int i = 0; i < this.shift.length; i++) {
			mean[at + i] += this.shift[i];
		}
		System.arraycopy(mean, at, this.expected, 0, targets);
		System.arraycopy(holdDeviation, at, this.deviation, 0, targets);
		return this.intervals.scales(Calibration.DECIDED);
	}

	private void learn(WindowBatch.Place now, float action) {
		WindowBatch.Place then = this.before;
		int rows = (then == null || then.series() != now.series()) ? 0 : now.row() - then.row();
		if (rows <= 0 || rows > this.horizon) {
			this.correction.restart();
			this.intervals = new OnlineCalibration(this.base, this.truth.length);
			Arrays.fill(this.expected, Float.NaN);
			return;
		}
		this.correction.observe(now.row(), 1, this.truth, action, false, (step, target, raw, corrected) -> {
			if (step > 0) {
				this.intervals.observe(step, target, Math.abs(this.used ? corrected : raw));
			}
		});
		for (int y = 0; rows == 1 && y < this.truth.length; y++) {
			this.intervals.observe(y, Math.abs(this.truth[y] - this.expected[y]) / this.deviation[y]);
		}
	}

}

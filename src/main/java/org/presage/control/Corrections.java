/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiFrame;
import org.presage.worldmodel.LinearForecast;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.OnlineCalibration;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.correction.ForecastCorrection;

/**
 * Corrects the forecasts of the cells of a loop, each by its own errors, and judges them
 * with and without. The first plan of a search holds the allocation: from its forecast a
 * cell's shift is worked out, before any plan is scored. Does nothing if the correction
 * is off. Allocates nothing for a cell after its first forecast. Owned by one thread.
 */
final class Corrections {

	private final ModelManifest manifest;

	private final @Nullable LinearForecast varx;

	private final PlanEvaluator evaluator;

	private final MeasuredFrames frames;

	private final CorrectionSettings settings;

	private final LoopMetrics metrics;

	private final int window;

	private final int features;

	private final int horizon;

	private final int[] frameIndices;

	/** A filled window, {@code [L, F]}. */
	private final float[] filled;

	private final float[] mask;

	/** Newest value of each KPI, {@code [Y]}. */
	private final float[] last;

	/** {@code [H, Y]}. */
	private final float[] linear;

	private final float[] deviation;

	private final float[] shift;

	private final float[] actions;

	private final ForecastCorrection.Judge judge = this::judged;

	/** Squared errors of the frame that is judged, and their number. */
	private double raw;

	private double corrected;

	private int count;

	/** Intervals of the cell that is judged; null for none. */
	private @Nullable OnlineCalibration intervals;

	private final boolean onlineCalibration;

	Corrections(WorldModel model, PlanEvaluator evaluator, MeasuredFrames frames, ControlSettings settings,
			LoopMetrics metrics) {
		this.manifest = model.manifest();
		this.varx = model.varx();
		this.evaluator = evaluator;
		this.frames = frames;
		this.settings = settings.correction();
		this.onlineCalibration = settings.onlineCalibration();
		this.metrics = metrics;
		this.window = this.manifest.network().window();
		this.features = this.manifest.schema().size();
		this.horizon = this.manifest.network().horizon();
		this.frameIndices = this.manifest.schema().frameIndices();
		this.filled = new float[this.window * this.features];
		this.mask = new float[this.filled.length];
		this.last = new float[this.frameIndices.length];
		this.linear = new float[this.horizon * this.last.length];
		this.deviation = new float[this.linear.length];
		this.shift = new float[this.linear.length];
		this.actions = new float[this.horizon];
	}

	private ForecastCorrection of(CellState state) {
		return state.expectation().correction(this.manifest, this.settings, this.varx != null);
	}

	/**
	 * Works out the shift of a task from the forecasts of its first plans, unless it was
	 * given one.
	 * @param firstWindow where the windows of the task begin in the call
	 * @param stride plans of a window
	 */
	void propose(PlanningTask task, int firstWindow, int stride) {
		if (!this.settings.on()) {
			return;
		}
		for (int s = 0; s < task.size(); s++) {
			propose(task.states[s], firstWindow + s, (firstWindow + s) * stride, task.shift, s * this.shift.length);
		}
		task.corrected = this.settings.used();
	}

	private void propose(CellState state, int windowIndex, int plan, float[] into, int to) {
		Prediction predicted = this.evaluator.prediction();
		int from = predicted.index(plan, 0, 0);
		WindowFill.fill(this.evaluator.windows(), windowIndex * this.filled.length, this.window, this.features,
				this.window, this.filled, this.mask, 0);
		int newest = (this.window - 1) * this.features;
		for (int y = 0; y < this.last.length; y++) {
			this.last[y] = this.filled[newest + this.frameIndices[y]];
		}
		for (int i = 0; i < this.deviation.length; i++) {
			this.deviation[i] = (float) predicted.deviation(from + i);
		}
		LinearForecast forecaster = this.varx;
		if (forecaster != null) {
			forecaster.forecast(this.filled, this.evaluator.plans(), plan * this.horizon, this.linear);
		}
		of(state).propose(predicted.mean(), from, this.deviation, (forecaster != null) ? this.linear : null, this.last,
				this.evaluator.plans(), plan * this.horizon, into, to);
	}

	/**
	 * A forecast that was proposed is used.
	 * @param nowMs end of the newest frame's interval
	 * @param mean before its correction, {@code [H, Y]} from {@code offset} on
	 * @param prbs of the plan, {@code [H]} from {@code prbsOffset} on
	 */
	void issue(CellState state, long nowMs, float[] mean, int offset, float[] prbs, int prbsOffset) {
		if (this.settings.on()) {
			for (int h = 0; h < this.horizon; h++) {
				this.actions[h] = standardized(prbs[prbsOffset + h]);
			}
			of(state).issue(nowMs, mean, offset, this.actions, 0);
		}
	}

	/**
	 * Corrects the forecast of a single window and plan, which holds the allocation.
	 * @param held {@code [H]} PRBs
	 * @return the shift, {@code [H, Y]}, of which none is used later
	 */
	float[] hold(CellState state, long nowMs, float[] held) {
		Arrays.fill(this.shift, 0);
		if (this.settings.on()) {
			propose(state, 0, 0, this.shift, 0);
			issue(state, nowMs, this.evaluator.prediction().mean(), 0, held, 0);
		}
		return this.shift;
	}

	/**
	 * Another allocation was in force than planned: replaces the next step's forecast.
	 */
	void instead(CellState state, float[] mean, float prbs) {
		if (this.settings.on()) {
			of(state).instead(mean, standardized(prbs));
		}
	}

	/**
	 * Judges the forecasts that were made for a frame, and lets the cell learn from them.
	 * @param frozen whether nothing may be learnt, because the frame may be false or the
	 * cell is held
	 */
	void observe(KpiFrame frame, CellState state, boolean frozen) {
		if (!this.settings.on()) {
			return;
		}
		this.raw = 0;
		this.corrected = 0;
		this.count = 0;
		this.intervals = state.expectation().calibration(this.manifest, this.onlineCalibration);
		float action = standardized(frame.values()[this.manifest.schema().actionIndex()]);
		of(state).observe(frame.intervalEndMs(), this.manifest.schema().stepMs(), this.frames.targets(frame.values()),
				action, frozen, this.judge);
		this.metrics.forecasts(this.raw, this.corrected, this.count);
		if (frozen) {
			this.metrics.correctionFrozen();
		}
	}

	private void judged(int step, int target, double rawError, double correctedError) {
		this.raw += rawError * rawError;
		this.corrected += correctedError * correctedError;
		this.count++;
		// The next step's errors have been taken with the surprise, also while frozen.
		if (step > 0 && this.intervals != null) {
			this.intervals.observe(step, target, Math.abs(this.settings.used() ? correctedError : rawError));
		}
	}

	private float standardized(float prbs) {
		return this.manifest.scaler().standardize(this.manifest.schema().actionIndex(), prbs);
	}

}

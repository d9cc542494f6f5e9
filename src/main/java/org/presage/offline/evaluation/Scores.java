/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.presage.base.Gaussian;
import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Calibration;

/**
 * How one forecaster did over many windows, in train standard deviations. The root mean
 * square is taken per KPI and step first and averaged then, over the KPIs that were
 * observed. Memory does not grow with the windows.
 */
public final class Scores {

	private final Dataset data;

	private final Calibration calibration;

	private final int ninety;

	private final ErrorSums all;

	private final ErrorSums onChange;

	private final PitHistogram pit;

	private final ActionBins actionBins;

	private final CoverageOverTime overTime;

	private long windows;

	private long windowsOnChange;

	/** For the test part of the data that the forecaster learnt from. */
	Scores(Dataset data, Calibration calibration) {
		this(data, Split.TEST, calibration, ActionBins.edges(data));
	}

	/**
	 * @param split the rows to come
	 * @param actionEdges see {@link ActionBins}
	 */
	Scores(Dataset data, Split split, Calibration calibration, double[] actionEdges) {
		this.data = data;
		this.calibration = calibration;
		this.ninety = calibration.indexOf(0.9);
		boolean[] judged = judged(data);
		this.all = new ErrorSums(calibration, data.horizon(), judged);
		this.onChange = new ErrorSums(calibration, data.horizon(), judged);
		this.pit = new PitHistogram(judged);
		this.actionBins = new ActionBins(actionEdges);
		List<Dataset.Segment> segments = split.segments(data);
		int length = data.window() + data.horizon();
		Map<Integer, Integer> windowsOf = new LinkedHashMap<>();
		segments.forEach((segment) -> windowsOf.merge(segment.series(), segment.windows(length), Integer::sum));
		Map.Entry<Integer, Integer> longest = windowsOf.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue())
			.orElse(Map.entry(-1, 0));
		this.overTime = new CoverageOverTime(calibration, judged, longest.getKey(), longest.getValue());
	}

	/** Per target, whether the training part has any value of it. */
	static boolean[] judged(Dataset data) {
		int targets = data.schema().targets();
		boolean[] judged = new boolean[targets];
		for (int y = 0; y < targets; y++) {
			judged[y] = data.targetObserved(y);
		}
		return judged;
	}

	void add(WindowBatch batch, float[] mean, float[] deviation) {
		int targets = this.data.schema().targets();
		int size = this.data.horizon() * targets;
		for (int c = 0; c < batch.count(); c++) {
			boolean changed = batch.changed(c);
			this.windows++;
			this.windowsOnChange += changed ? 1 : 0;
			for (int at = 0; at < size; at++) {
				int i = c * size + at;
				double error = batch.truth()[i] - mean[i];
				if (!Float.isNaN(batch.truth()[i])) {
					add(at, error, deviation[i], batch.plans()[i / targets], changed);
				}
			}
			this.overTime.add(batch.place(c), batch.truth(), mean, deviation, c * size);
		}
	}

	private void add(int at, double error, double deviation, double action, boolean changed) {
		int targets = this.data.schema().targets();
		this.all.add(at, error, deviation);
		if (changed) {
			this.onChange.add(at, error, deviation);
		}
		this.pit.add(at % targets, Gaussian.cdf(error / deviation));
		if (this.data.targetObserved(at % targets)) {
			double reach = this.calibration.factor(this.ninety, at / targets, at % targets) * deviation;
			this.actionBins.add(action, Math.abs(error) <= reach);
		}
	}

	/** Root mean square error, averaged over KPIs and steps. */
	public double rmse() {
		return this.all.average(Measure.RMSE, -1, -1);
	}

	/**
	 * As {@link #rmse()}, over the windows in which the action changes at the first step;
	 * NaN without any.
	 */
	public double rmseOnActionChange() {
		return this.onChange.average(Measure.RMSE, -1, -1);
	}

	public double mae() {
		return this.all.average(Measure.MAE, -1, -1);
	}

	/** Of the Gaussian forecast before calibration. */
	public double crps() {
		return this.all.average(Measure.CRPS, -1, -1);
	}

	/** Of the mean and the calibrated intervals, {@link Measure#CALIBRATED_CRPS}. */
	public double calibratedCrps() {
		return this.all.average(Measure.CALIBRATED_CRPS, -1, -1);
	}

	/** Root mean square error of one target at one step; −1 averages over all. */
	public double rmse(int step, int target) {
		return this.all.average(Measure.RMSE, step, target);
	}

	public double mae(int step, int target) {
		return this.all.average(Measure.MAE, step, target);
	}

	/**
	 * Share of truths inside the calibrated interval of a level; a target of −1 averages
	 * over all.
	 */
	public double coverage(int level, int target) {
		return this.all.coverage(level, -1, target);
	}

	/** Windows that were judged. */
	public long windows() {
		return this.windows;
	}

	/** Windows in which the action changes at the first step. */
	public long windowsOnChange() {
		return this.windowsOnChange;
	}

	/** Errors and intervals over all windows. */
	public ErrorSums all() {
		return this.all;
	}

	/**
	 * Errors and intervals over the windows in which the action changes at the first
	 * step.
	 */
	public ErrorSums onChange() {
		return this.onChange;
	}

	/** Of the Gaussian forecast before calibration. */
	public PitHistogram pit() {
		return this.pit;
	}

	public ActionBins actionBins() {
		return this.actionBins;
	}

	public CoverageOverTime overTime() {
		return this.overTime;
	}

	public Calibration calibration() {
		return this.calibration;
	}

	/** Data that the windows came from. */
	public Dataset data() {
		return this.data;
	}

	/** The targets that count, in the schema's order. */
	public int[] targets() {
		return IntStream.range(0, this.data.schema().targets()).filter(this.data::targetObserved).toArray();
	}

}

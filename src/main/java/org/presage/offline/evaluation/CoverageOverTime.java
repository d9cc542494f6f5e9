/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.OnlineCalibration;

/**
 * Coverage of the 90 % interval of the next step over {@link #SPAN} consecutive windows
 * of a series, per target: with the calibration of the held-out part, and with
 * {@link OnlineCalibration} that restarts in every series. An absent truth is left out;
 * the windows beside it count as consecutive.
 */
public final class CoverageOverTime {

	/** Windows over which coverage is taken. */
	public static final int SPAN = 500;

	/** Points kept of the curve of one series. */
	private static final int POINTS = 240;

	/** How intervals are calibrated. */
	public enum Mode {

		/** Once, on the validation part. */
		FIXED,
		/** While they are used. */
		ONLINE

	}

	/**
	 * A point of a curve.
	 *
	 * @param row first row of the predicted window in its series
	 * @param coverage per mode and target, NaN before {@link #SPAN} values
	 */
	public record Point(int row, double[][] coverage) {
	}

	private final Calibration calibration;

	private final int level;

	private final boolean[] judged;

	private final RollingCoverage[][] rolling;

	private final long[][] hits;

	private final long[] count;

	private final int curveSeries;

	private final int curveStride;

	private final List<Point> curve = new ArrayList<>();

	private OnlineCalibration online;

	private int series = -1;

	private long seen;

	/**
	 * @param judged per target, whether it counts
	 * @param curveSeries the series whose curve is kept
	 * @param curveWindows windows of that series
	 */
	CoverageOverTime(Calibration calibration, boolean[] judged, int curveSeries, int curveWindows) {
		this.calibration = calibration;
		this.level = calibration.indexOf(0.9);
		this.judged = judged;
		this.curveSeries = curveSeries;
		this.curveStride = Math.max(1, curveWindows / POINTS);
		this.online = new OnlineCalibration(calibration, judged.length);
		this.rolling = new RollingCoverage[Mode.values().length][judged.length];
		for (RollingCoverage[] ofMode : this.rolling) {
			for (int y = 0; y < ofMode.length; y++) {
				ofMode[y] = new RollingCoverage(SPAN);
			}
		}
		this.hits = new long[Mode.values().length][judged.length];
		this.count = new long[judged.length];
	}

	/**
	 * Takes in the next window of a series.
	 * @param offset of the window's first step in the arrays
	 */
	void add(WindowBatch.Place place, float[] truth, float[] mean, float[] deviation, int offset) {
		if (place.series() != this.series) {
			this.series = place.series();
			this.seen = 0;
			this.online = new OnlineCalibration(this.calibration, this.judged.length);
			for (RollingCoverage[] ofMode : this.rolling) {
				for (RollingCoverage one : ofMode) {
					one.restart();
				}
			}
		}
		for (int y = 0; y < this.judged.length; y++) {
			double distance = Math.abs(truth[offset + y] - mean[offset + y]) / deviation[offset + y];
			if (!Double.isNaN(truth[offset + y])) {
				this.count[y]++;
				add(Mode.FIXED, y, distance <= this.calibration.factor(this.level, 0, y));
				add(Mode.ONLINE, y, distance <= this.online.factor(this.level, 0, y));
				this.online.observe(y, distance);
			}
		}
		if (this.series == this.curveSeries && this.seen++ % this.curveStride == 0) {
			this.curve.add(point(place.row()));
		}
	}

	private void add(Mode mode, int target, boolean hit) {
		this.rolling[mode.ordinal()][target].add(hit);
		this.hits[mode.ordinal()][target] += hit ? 1 : 0;
	}

	private Point point(int row) {
		double[][] coverage = new double[this.rolling.length][this.judged.length];
		for (int m = 0; m < coverage.length; m++) {
			for (int y = 0; y < this.judged.length; y++) {
				coverage[m][y] = this.rolling[m][y].current();
			}
		}
		return new Point(row, coverage);
	}

	/** Coverage of the next step over all windows; averaged over targets for −1. */
	public double mean(Mode mode, int target) {
		double sum = 0;
		int used = 0;
		for (int y = 0; y < this.judged.length; y++) {
			if (wanted(y, target) && this.count[y] > 0) {
				sum += (double) this.hits[mode.ordinal()][y] / this.count[y];
				used++;
			}
		}
		return sum / used;
	}

	/** Worst coverage below; over all targets for −1; NaN if no series is long enough. */
	public double min(Mode mode, int target) {
		double min = Double.NaN;
		for (int y = 0; y < this.judged.length; y++) {
			double value = this.rolling[mode.ordinal()][y].min();
			if (wanted(y, target) && !(value >= min)) {
				min = Double.isNaN(value) ? min : value;
			}
		}
		return min;
	}

	/** Worst coverage above; over all targets for −1; NaN if no series is long enough. */
	public double max(Mode mode, int target) {
		double max = Double.NaN;
		for (int y = 0; y < this.judged.length; y++) {
			double value = this.rolling[mode.ordinal()][y].max();
			if (wanted(y, target) && !(value <= max)) {
				max = Double.isNaN(value) ? max : value;
			}
		}
		return max;
	}

	private boolean wanted(int y, int target) {
		return this.judged[y] && (target < 0 || target == y);
	}

	/** Coverage along the longest series, thinned. */
	public List<Point> curve() {
		return List.copyOf(this.curve);
	}

}

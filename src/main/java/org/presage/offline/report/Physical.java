/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.Comparison;
import org.presage.offline.evaluation.CorrectedForecaster;
import org.presage.worldmodel.Calibration;

/** Forecasts in the units of the KPIs. */
final class Physical {

	private final Dataset data;

	private final float[] mean;

	private final float[] deviation;

	private final Calibration calibration;

	private Physical(Dataset data, float[] mean, float[] deviation, Calibration calibration) {
		this.data = data;
		this.mean = mean;
		this.deviation = deviation;
		this.calibration = calibration;
	}

	/** Asks every contender, by name. */
	static Map<String, Physical> ask(Comparison comparison, WindowBatch batch) {
		int values = batch.count() * comparison.data().horizon() * comparison.data().schema().targets();
		Map<String, Physical> answers = new LinkedHashMap<>();
		for (Comparison.Contender contender : comparison.contenders()) {
			if (contender.forecaster() instanceof CorrectedForecaster) {
				continue; // It knows nothing of what came before single windows.
			}
			float[] mean = new float[values];
			float[] deviation = new float[values];
			contender.forecaster().forecast(batch, mean, deviation);
			answers.put(contender.forecaster().name(),
					new Physical(comparison.data(), mean, deviation, contender.calibration()));
		}
		return answers;
	}

	/** The predicted median. */
	double median(int window, int step, int target) {
		return bound(window, step, target, 0);
	}

	/** The lower (−1) or upper (+1) end of the calibrated interval of a level. */
	double end(int window, int step, int target, double level, int side) {
		return bound(window, step, target,
				side * this.calibration.factor(this.calibration.indexOf(level), step, target));
	}

	private double bound(int window, int step, int target, double deviations) {
		int targets = this.data.schema().targets();
		int i = (window * this.data.horizon() + step) * targets + target;
		return this.data.scaler()
			.physical(this.data.schema().frameIndex(target), this.mean[i] + deviations * this.deviation[i]);
	}

	/** Values in order, with the five digits that a plot can show; NaN for none. */
	static double[] series(int length, IntToDoubleFunction value) {
		double[] values = new double[length];
		Arrays.setAll(values, (i) -> rounded(value.applyAsDouble(i)));
		return values;
	}

	private static double rounded(double value) {
		if (!Double.isFinite(value) || value == 0) {
			return value;
		}
		double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 4);
		return (float) (Math.round(value / unit) * unit);
	}

}

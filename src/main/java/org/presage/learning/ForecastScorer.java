/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.presage.base.Gaussian;
import org.presage.control.PlanEvaluator;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * Scores what a model forecasts of windows whose future is known, for the PRBs that were
 * in force. Owned by one thread.
 */
final class ForecastScorer implements AutoCloseable {

	/** A mean error of two standard deviations is as bad as any larger one. */
	static final double WORST = 2;

	private final WorldModel model;

	private final ModelManifest manifest;

	private final PlanEvaluator evaluator;

	private final int[] frameIndices;

	private final int ninety;

	/** Of the steps that follow, {@code [H]}. */
	private final float[] prbs;

	/**
	 * @param model closed with this
	 */
	ForecastScorer(WorldModel model) {
		this.model = model;
		this.manifest = model.manifest();
		this.evaluator = new PlanEvaluator(model, 1, 1);
		this.frameIndices = this.manifest.schema().frameIndices();
		this.ninety = this.manifest.calibration().indexOf(Calibration.DECIDED);
		this.prbs = new float[this.manifest.network().horizon()];
	}

	/**
	 * How good a forecast is.
	 *
	 * @param crps continuous ranked probability score, mean over steps and KPIs, in
	 * standard deviations of the training data; from 0 to {@link #WORST}
	 * @param covered values in their central 90 % interval
	 * @param judged values that were measured
	 * @param isFinite whether all that was forecast is finite
	 * @param signed mean error of each KPI over the steps, in predicted standard
	 * deviations, NaN where nothing was measured, and the share of values that are
	 * covered
	 */
	record Score(double crps, int covered, int judged, boolean isFinite, double[] signed) {
	}

	ModelManifest manifest() {
		return this.manifest;
	}

	WorldModel model() {
		return this.model;
	}

	/** Whether windows are as long as the model reads and forecasts. */
	boolean fits(float[] window) {
		return window.length == (this.manifest.network().window() + this.prbs.length) * this.manifest.schema().size();
	}

	/**
	 * Whether other PRBs were in force in what followed than at the end of the context.
	 */
	boolean isChanged(float[] window) {
		int size = this.manifest.schema().size();
		int at = (this.manifest.network().window() - 1) * size + this.manifest.schema().actionIndex();
		for (int h = 1; h <= this.prbs.length; h++) {
			if (window[at + h * size] != window[at]) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Scores one window.
	 * @param window physical values, {@code [L + H, F]}, NaN absent
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	Score score(float[] window) {
		KpiSchema schema = this.manifest.schema();
		Standardizer scaler = this.manifest.scaler();
		int first = this.manifest.network().window() * schema.size();
		for (int h = 0; h < this.prbs.length; h++) {
			this.prbs[h] = window[first + h * schema.size() + schema.actionIndex()];
		}
		this.evaluator.window(0, window, 0);
		this.evaluator.encode(1);
		this.evaluator.plans(0, 1, this.prbs, 0);
		Prediction predicted = this.evaluator.predict(1, 1);
		double sum = 0;
		int covered = 0;
		int judged = 0;
		boolean isFinite = true;
		double[] signed = new double[this.frameIndices.length + 1];
		int[] measured = new int[this.frameIndices.length];
		for (int h = 0; h < this.prbs.length; h++) {
			for (int y = 0; y < this.frameIndices.length; y++) {
				int at = predicted.index(0, h, y);
				double deviation = predicted.deviation(at);
				isFinite &= Float.isFinite(predicted.mean()[at]) && deviation > 0 && Double.isFinite(deviation);
				int kpi = this.frameIndices[y];
				double error = scaler.standardize(kpi, window[first + h * schema.size() + kpi]) - predicted.mean()[at];
				if (!Double.isNaN(error) && deviation > 0) {
					sum += Gaussian.crps(error, deviation);
					covered += (Math.abs(error) <= this.manifest.calibration().factor(this.ninety, h, y) * deviation)
							? 1 : 0;
					judged++;
					signed[y] += error / deviation;
					measured[y]++;
				}
			}
		}
		for (int y = 0; y < measured.length; y++) {
			signed[y] /= measured[y];
		}
		signed[measured.length] = (double) covered / judged;
		double crps = (judged > 0) ? sum / judged : 0;
		return new Score((isFinite && crps <= WORST) ? crps : WORST, covered, judged, isFinite, signed);
	}

	@Override
	public void close() {
		this.evaluator.close();
		this.model.close();
	}

}

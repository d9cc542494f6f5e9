/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.LinearForecast;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.correction.CorrectionSettings;

/**
 * A model package with its correction while running, judged prequentially: windows must
 * come in the order of time, and each forecast is corrected by the errors known before
 * it. The standard deviation is the model's times how much the 90 % interval of the KPI
 * has been widened or narrowed.
 */
public final class CorrectedForecaster implements Forecaster {

	/** Added to a model's name. */
	public static final String SUFFIX = " corrected";

	private final ModelForecaster model;

	private final ModelManifest manifest;

	private final SeriesCorrection correction;

	private final float[] held;

	private final float[] hold;

	private final float[] holdDeviation;

	/**
	 * @param model closed by its owner
	 * @param varx of the package; null without one
	 */
	public CorrectedForecaster(ModelForecaster model, ModelManifest manifest, @Nullable LinearForecast varx,
			CorrectionSettings settings) {
		this.model = model;
		this.manifest = manifest;
		this.correction = new SeriesCorrection(manifest, varx, settings);
		int horizon = manifest.network().horizon();
		this.held = new float[WindowBatch.SIZE * horizon];
		this.hold = new float[this.held.length * manifest.schema().targets()];
		this.holdDeviation = new float[this.hold.length];
	}

	@Override
	public String name() {
		return this.model.name() + SUFFIX;
	}

	@Override
	public void forecast(WindowBatch batch, float[] mean, float[] deviation) {
		this.model.encode(batch);
		int horizon = this.manifest.network().horizon();
		int size = horizon * this.manifest.schema().targets();
		int seen = this.manifest.network().window() * this.manifest.schema().size();
		for (int c = 0; c < batch.count(); c++) {
			float action = this.model.windows()[(c + 1) * seen - this.manifest.schema().size()
					+ this.manifest.schema().actionIndex()];
			Arrays.fill(this.held, c * horizon, (c + 1) * horizon,
					Float.isNaN(action) ? this.model.plans()[c * horizon] : action);
		}
		Prediction predicted = this.model.predict(batch, this.held);
		System.arraycopy(predicted.mean(), 0, this.hold, 0, batch.count() * size);
		for (int i = 0; i < batch.count() * size; i++) {
			this.holdDeviation[i] = (float) predicted.deviation(i);
		}
		predicted = this.model.predict(batch);
		for (int c = 0; c < batch.count(); c++) {
			double[] scales = this.correction.correct(batch.place(c), this.model.windows(), c * seen, this.hold,
					this.holdDeviation, predicted.mean(), c * size, this.model.plans(), c * horizon, this.held);
			for (int i = 0; i < size; i++) {
				predicted.aleatoric()[c * size + i] *= (float) scales[i];
				predicted.epistemic()[c * size + i] *= (float) scales[i];
			}
		}
		this.model.write(batch, mean, deviation);
	}

}

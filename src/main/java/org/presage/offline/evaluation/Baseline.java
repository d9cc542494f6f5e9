/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;

/**
 * A forecaster of means only. Its predictive distribution is Gaussian with the spread
 * that its errors had on the validation part, per step and target.
 */
abstract class Baseline implements Forecaster {

	private static final float MIN_DEVIATION = 1e-3f;

	private final Dataset data;

	private final float[] deviations;

	Baseline(Dataset data) {
		this.data = data;
		this.deviations = new float[data.horizon() * data.schema().targets()];
	}

	/** Predicts means, {@code [C, H, Y]}. */
	abstract void means(WindowBatch batch, float[] mean);

	/** Measures the errors on the validation part. */
	final void measureDeviations() {
		int size = this.deviations.length;
		double[] squares = new double[size];
		long[] counts = new long[size];
		float[] mean = new float[WindowBatch.SIZE * size];
		WindowBatch.visit(this.data, Dataset.Part.VALID, 1, WindowBatch.SIZE, (batch) -> {
			means(batch, mean);
			for (int i = 0; i < batch.count() * size; i++) {
				double error = mean[i] - batch.truth()[i];
				if (!Double.isNaN(error)) {
					squares[i % size] += error * error;
					counts[i % size]++;
				}
			}
		});
		for (int i = 0; i < size; i++) {
			this.deviations[i] = (counts[i] > 0) ? Math.max(MIN_DEVIATION, (float) Math.sqrt(squares[i] / counts[i]))
					: 1;
		}
	}

	@Override
	public final void forecast(WindowBatch batch, float[] mean, float[] deviation) {
		means(batch, mean);
		for (int c = 0; c < batch.count(); c++) {
			System.arraycopy(this.deviations, 0, deviation, c * this.deviations.length, this.deviations.length);
		}
	}

	final Dataset data() {
		return this.data;
	}

}

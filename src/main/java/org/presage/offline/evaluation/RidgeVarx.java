/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.LinearForecast;

/**
 * Vector autoregression with the action as exogenous input, by ridge regression: one
 * linear map from the L frames seen and the H actions to come onto all targets of all H
 * steps. The ridge is chosen on the validation part.
 */
public final class RidgeVarx extends Baseline {

	private static final double[] RIDGES = { 1, 10, 100, 1000 };

	private final String name;

	private final NormalEquations equations;

	private DMatrixRMaj coefficients = new DMatrixRMaj(0, 0);

	private double ridge;

	public RidgeVarx(Dataset data) {
		this(data, Baselines.VARX, WindowInputs.NONE);
	}

	/**
	 * One that knows more of each window.
	 * @param name in tables
	 */
	public RidgeVarx(Dataset data, String name, WindowInputs more) {
		super(data);
		this.name = name;
		this.equations = new NormalEquations(data, more);
		choose();
		measureDeviations();
	}

	@Override
	public String name() {
		return this.name;
	}

	public NormalEquations equations() {
		return this.equations;
	}

	/** The chosen ridge. */
	public double ridge() {
		return this.ridge;
	}

	/** What a package carries of it. */
	public LinearForecast linear() {
		float[] values = new float[this.coefficients.getNumElements()];
		for (int i = 0; i < values.length; i++) {
			values[i] = (float) this.coefficients.get(i);
		}
		return new LinearForecast(this.equations.inputs(), this.equations.outputs(), values);
	}

	private void choose() {
		double best = Double.POSITIVE_INFINITY;
		DMatrixRMaj chosen = this.coefficients;
		for (double candidate : RIDGES) {
			this.coefficients = this.equations.solve(candidate);
			double error = validationError();
			if (error < best) {
				best = error;
				this.ridge = candidate;
				chosen = this.coefficients;
			}
		}
		this.coefficients = chosen;
	}

	private double validationError() {
		double[] sum = new double[2];
		int outputs = this.equations.outputs();
		float[] mean = new float[WindowBatch.SIZE * outputs];
		WindowBatch.visit(data(), Dataset.Part.VALID, 1, WindowBatch.SIZE, (batch) -> {
			means(batch, mean);
			for (int i = 0; i < batch.count() * outputs; i++) {
				double error = mean[i] - batch.truth()[i];
				if (!Double.isNaN(error)) {
					sum[0] += error * error;
					sum[1]++;
				}
			}
		});
		return sum[0] / sum[1];
	}

	@Override
	void means(WindowBatch batch, float[] mean) {
		DMatrixRMaj x = new DMatrixRMaj(batch.count(), this.equations.inputs());
		DMatrixRMaj y = new DMatrixRMaj(batch.count(), this.equations.outputs());
		this.equations.inputs(batch, x);
		CommonOps_DDRM.mult(x, this.coefficients, y);
		for (int i = 0; i < batch.count() * this.equations.outputs(); i++) {
			mean[i] = (float) y.data[i];
		}
	}

}

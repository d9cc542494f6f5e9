package org.presage.training;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import org.presage.worldmodel.WindowFill;

/**
 * Vector autoregression with the action as exogenous input, by ridge regression: one
 * linear map from the L frames seen and the H actions to come onto all targets of all H
 * steps. The ridge is chosen on the validation part.
 */
final class RidgeVarx extends Baseline {

	private static final double[] RIDGES = { 1, 10, 100, 1000 };

	private final int inputs;

	private final int outputs;

	private final float[] frames;

	private final float[] mask;

	private DMatrixRMaj coefficients;

	RidgeVarx(Dataset data) {
		super(data);
		int window = data.window() * data.schema().size();
		this.inputs = window + data.horizon() + 1;
		this.outputs = data.horizon() * data.schema().targets();
		this.frames = new float[window];
		this.mask = new float[window];
		this.coefficients = new DMatrixRMaj(this.inputs, this.outputs);
		fit();
		measureDeviations();
	}

	@Override
	public String name() {
		return "varx";
	}

	private void fit() {
		DMatrixRMaj gram = new DMatrixRMaj(this.inputs, this.inputs);
		DMatrixRMaj cross = new DMatrixRMaj(this.inputs, this.outputs);
		DMatrixRMaj x = new DMatrixRMaj(Evaluation.BATCH, this.inputs);
		DMatrixRMaj y = new DMatrixRMaj(Evaluation.BATCH, this.outputs);
		WindowBatch.visit(data(), Dataset.Part.TRAIN, 1, Evaluation.BATCH, (batch) -> {
			x.reshape(batch.count(), this.inputs);
			y.reshape(batch.count(), this.outputs);
			inputs(batch, x);
			for (int i = 0; i < batch.count() * this.outputs; i++) {
				// An absent target teaches nothing wrong if it takes its mean.
				y.data[i] = Float.isNaN(batch.truth()[i]) ? 0 : batch.truth()[i];
			}
			CommonOps_DDRM.multAddTransA(x, x, gram);
			CommonOps_DDRM.multAddTransA(x, y, cross);
		});
		double best = Double.POSITIVE_INFINITY;
		DMatrixRMaj chosen = this.coefficients;
		for (double ridge : RIDGES) {
			this.coefficients = solve(gram, cross, ridge);
			double error = validationError();
			if (error < best) {
				best = error;
				chosen = this.coefficients;
			}
		}
		this.coefficients = chosen;
	}

	private DMatrixRMaj solve(DMatrixRMaj gram, DMatrixRMaj cross, double ridge) {
		DMatrixRMaj regularised = gram.copy();
		for (int i = 0; i < this.inputs; i++) {
			regularised.add(i, i, ridge);
		}
		DMatrixRMaj solution = new DMatrixRMaj(this.inputs, this.outputs);
		LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(this.inputs);
		if (!solver.setA(regularised)) {
			throw new DataException("VARX: the normal equations are singular; expected finite data");
		}
		solver.solve(cross, solution);
		return solution;
	}

	private double validationError() {
		double[] sum = new double[2];
		float[] mean = new float[Evaluation.BATCH * this.outputs];
		WindowBatch.visit(data(), Dataset.Part.VALID, 1, Evaluation.BATCH, (batch) -> {
			means(batch, mean);
			for (int i = 0; i < batch.count() * this.outputs; i++) {
				double error = mean[i] - batch.truth()[i];
				if (!Double.isNaN(error)) {
					sum[0] += error * error;
					sum[1]++;
				}
			}
		});
		return sum[0] / sum[1];
	}

	private void inputs(WindowBatch batch, DMatrixRMaj x) {
		int window = data().window();
		int features = data().schema().size();
		int horizon = data().horizon();
		for (int c = 0; c < batch.count(); c++) {
			WindowFill.fill(batch.windows(), c * window * features, window, features, window, this.frames, this.mask,
					0);
			int at = c * this.inputs;
			for (float value : this.frames) {
				x.data[at++] = value;
			}
			for (int h = 0; h < horizon; h++) {
				x.data[at++] = batch.plans()[c * horizon + h];
			}
			x.data[at] = 1;
		}
	}

	@Override
	void means(WindowBatch batch, float[] mean) {
		DMatrixRMaj x = new DMatrixRMaj(batch.count(), this.inputs);
		DMatrixRMaj y = new DMatrixRMaj(batch.count(), this.outputs);
		inputs(batch, x);
		CommonOps_DDRM.mult(x, this.coefficients, y);
		for (int i = 0; i < batch.count() * this.outputs; i++) {
			mean[i] = (float) y.data[i];
		}
	}

}

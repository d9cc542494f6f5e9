package org.presage.training;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.net.LinearPath;
import org.presage.worldmodel.net.Parameters;

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

	private DMatrixRMaj gram = new DMatrixRMaj(0, 0);

	private DMatrixRMaj cross = new DMatrixRMaj(0, 0);

	private double ridge;

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
		this.gram = new DMatrixRMaj(this.inputs, this.inputs);
		this.cross = new DMatrixRMaj(this.inputs, this.outputs);
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
			CommonOps_DDRM.multAddTransA(x, x, this.gram);
			CommonOps_DDRM.multAddTransA(x, y, this.cross);
		});
		double best = Double.POSITIVE_INFINITY;
		DMatrixRMaj chosen = this.coefficients;
		for (double candidate : RIDGES) {
			this.coefficients = solve(this.gram, this.cross, candidate);
			double error = validationError();
			if (error < best) {
				best = error;
				this.ridge = candidate;
				chosen = this.coefficients;
			}
		}
		this.coefficients = chosen;
	}

	private static DMatrixRMaj solve(DMatrixRMaj gram, DMatrixRMaj cross, double ridge) {
		DMatrixRMaj regularised = gram.copy();
		for (int i = 0; i < gram.numRows; i++) {
			regularised.add(i, i, ridge);
		}
		DMatrixRMaj solution = new DMatrixRMaj(gram.numRows, cross.numCols);
		LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(gram.numRows);
		if (!solver.setA(regularised)) {
			throw new DataException("VARX: the normal equations are singular; expected finite data");
		}
		solver.solve(cross.copy(), solution);
		return solution;
	}

	/**
	 * The ridge solution in which step h sees the actions up to h only, as the parameters
	 * of a {@link LinearPath}: what is to be added to the last observation.
	 * @param parameters of the network, flat; its linear path is overwritten
	 */
	void initialise(Parameters declared, float[] parameters) {
		int window = data().window() * data().schema().size();
		int horizon = data().horizon();
		int targets = data().schema().targets();
		int toWindow = declared.slot(LinearPath.WINDOW).offset();
		int toPlan = declared.slot(LinearPath.PLAN).offset();
		int toBias = declared.slot(LinearPath.BIAS).offset();
		for (int h = 0; h < horizon; h++) {
			int[] rows = IntStream.range(0, this.inputs).filter(usedAt(window, h)).toArray();
			int[] columns = IntStream.range(h * targets, (h + 1) * targets).toArray();
			DMatrixRMaj part = new DMatrixRMaj(rows.length, rows.length);
			DMatrixRMaj right = new DMatrixRMaj(rows.length, targets);
			CommonOps_DDRM.extract(this.gram, rows, rows.length, rows, rows.length, part);
			CommonOps_DDRM.extract(this.cross, rows, rows.length, columns, targets, right);
			DMatrixRMaj solution = solve(part, right, this.ridge);
			for (int r = 0; r < rows.length; r++) {
				for (int y = 0; y < targets; y++) {
					float value = (float) solution.get(r, y);
					if (rows[r] < window) {
						int last = window - data().schema().size() + data().schema().frameIndex(y);
						parameters[toWindow + rows[r] * horizon * targets + h * targets + y] = (rows[r] == last)
								? value - 1 : value;
					}
					else if (rows[r] < window + horizon) {
						parameters[toPlan + ((rows[r] - window) * horizon + h) * targets + y] = value;
					}
					else {
						parameters[toBias + h * targets + y] = value;
					}
				}
			}
		}
	}

	/** Window, the actions up to a step, and the constant. */
	private IntPredicate usedAt(int window, int step) {
		return (row) -> row <= window + step || row == this.inputs - 1;
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

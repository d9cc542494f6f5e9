/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.net.InstanceNorm;

/**
 * The normal equations of all linear forecasts of a dataset: the L frames seen, the H
 * actions to come and a constant, against all targets of all H steps, over the training
 * part. Parts of them can be solved.
 */
public final class NormalEquations {

	/** Windows beyond this many are thinned out: neighbours hardly differ. */
	private static final int WINDOWS = 100_000;

	private final Dataset data;

	private final boolean normalised;

	private final WindowInputs more;

	private final int inputs;

	private final int outputs;

	private final DMatrixRMaj gram;

	private final DMatrixRMaj cross;

	private final float[] frames;

	private final float[] mask;

	public NormalEquations(Dataset data) {
		this(data, false);
	}

	/**
	 * @param normalised whether the values of each window are normalised by its own mean
	 * and spread, see {@link InstanceNorm}
	 */
	public NormalEquations(Dataset data, boolean normalised) {
		this(data, normalised, WindowInputs.NONE);
	}

	/**
	 * @param more that is known of each window
	 */
	NormalEquations(Dataset data, WindowInputs more) {
		this(data, false, more);
	}

	private NormalEquations(Dataset data, boolean normalised, WindowInputs more) {
		this.data = data;
		this.normalised = normalised;
		this.more = more;
		int window = data.window() * data.schema().size();
		this.inputs = window + data.horizon() + more.size() + 1;
		this.outputs = data.horizon() * data.schema().targets();
		this.frames = new float[window];
		this.mask = new float[window];
		this.gram = new DMatrixRMaj(this.inputs, this.inputs);
		this.cross = new DMatrixRMaj(this.inputs, this.outputs);
		accumulate();
	}

	private NormalEquations(NormalEquations of) {
		this.data = of.data;
		this.normalised = of.normalised;
		this.more = of.more;
		this.inputs = of.inputs;
		this.outputs = of.outputs;
		this.frames = new float[of.frames.length];
		this.mask = new float[of.mask.length];
		this.gram = of.gram.copy();
		this.cross = of.cross.copy();
	}

	/**
	 * The same as if the level of each KPI changed from window to window, in inputs and
	 * targets alike and independently of everything else: a linear forecast then follows
	 * the level of the window and not that of the training part. The action keeps its
	 * level, which is a command.
	 * @param variance of the changes, in train standard deviations; 0 changes nothing
	 */
	public NormalEquations withVariedLevels(double variance) {
		NormalEquations varied = new NormalEquations(this);
		int features = this.data.schema().size();
		int targets = this.data.schema().targets();
		int seen = this.data.window() * features;
		double added = this.gram.get(this.inputs - 1, this.inputs - 1) * variance;
		for (int y = 0; y < targets; y++) {
			int kpi = this.data.schema().frameIndex(y);
			for (int i = kpi; i < seen; i += features) {
				for (int j = kpi; j < seen; j += features) {
					varied.gram.add(i, j, added);
				}
				for (int output = y; output < this.outputs; output += targets) {
					varied.cross.add(i, output, added);
				}
			}
		}
		return varied;
	}

	/** L·F + H + 1, and what else is known of a window. */
	public int inputs() {
		return this.inputs;
	}

	/** H·Y. */
	public int outputs() {
		return this.outputs;
	}

	private void accumulate() {
		DMatrixRMaj x = new DMatrixRMaj(WindowBatch.SIZE, this.inputs);
		DMatrixRMaj y = new DMatrixRMaj(WindowBatch.SIZE, this.outputs);
		int targets = this.data.schema().targets();
		int stride = Math.max(1, this.data.windows(Dataset.Part.TRAIN) / WINDOWS);
		WindowBatch.visit(this.data, Dataset.Part.TRAIN, stride, WindowBatch.SIZE, (batch) -> {
			x.reshape(batch.count(), this.inputs);
			y.reshape(batch.count(), this.outputs);
			double[] scales = inputs(batch, x);
			for (int i = 0; i < batch.count() * this.outputs; i++) {
				// An absent target teaches nothing wrong if it takes its mean.
				int at = 2 * (i / this.outputs * targets + i % targets);
				y.data[i] = Float.isNaN(batch.truth()[i]) ? 0 : (batch.truth()[i] - scales[at]) / scales[at + 1];
			}
			CommonOps_DDRM.multAddTransA(x, x, this.gram);
			CommonOps_DDRM.multAddTransA(x, y, this.cross);
		});
	}

	/**
	 * Lays out what is known of each window, {@code [C, inputs]}.
	 * @return mean and spread of each target in its window, {@code [C, Y, 2]}; 0 and 1 if
	 * windows are not normalised
	 */
	public double[] inputs(WindowBatch batch, DMatrixRMaj x) {
		int window = this.data.window();
		int features = this.data.schema().size();
		int horizon = this.data.horizon();
		int targets = this.data.schema().targets();
		double[] scales = new double[batch.count() * targets * 2];
		for (int c = 0; c < batch.count(); c++) {
			WindowFill.fill(batch.windows(), c * window * features, window, features, window, this.frames, this.mask,
					0);
			normalise(scales, c * targets);
			int at = c * this.inputs;
			for (float value : this.frames) {
				x.data[at++] = value;
			}
			for (int h = 0; h < horizon; h++) {
				x.data[at++] = batch.plans()[c * horizon + h];
			}
			this.more.fill(batch.place(c), x.data, at);
			x.data[at + this.more.size()] = 1;
		}
		return scales;
	}

	/** Normalises the frames of one window, whose targets are from {@code first} on. */
	private void normalise(double[] scales, int first) {
		int features = this.data.schema().size();
		for (int y = 0; y < this.data.schema().targets(); y++) {
			int kpi = this.data.schema().frameIndex(y);
			double[] scale = this.normalised ? InstanceNorm.statistics(this.frames, this.mask, features, kpi)
					: new double[] { 0, 1 };
			System.arraycopy(scale, 0, scales, 2 * (first + y), 2);
			for (int i = kpi; this.normalised && i < this.frames.length; i += features) {
				this.frames[i] = (float) ((this.frames[i] - scale[0]) / scale[1]);
			}
		}
	}

	/** Ridge solution from all inputs to all outputs. */
	public DMatrixRMaj solve(double ridge) {
		return solve(this.gram, this.cross, ridge);
	}

	/** Ridge solution from some inputs to some outputs, {@code [rows, columns]}. */
	public DMatrixRMaj solve(int[] rows, int[] columns, double ridge) {
		DMatrixRMaj part = new DMatrixRMaj(rows.length, rows.length);
		DMatrixRMaj right = new DMatrixRMaj(rows.length, columns.length);
		CommonOps_DDRM.extract(this.gram, rows, rows.length, rows, rows.length, part);
		CommonOps_DDRM.extract(this.cross, rows, rows.length, columns, columns.length, right);
		return solve(part, right, ridge);
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

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import org.presage.offline.data.DataException;

/**
 * KPIs expected under each level given the state, cross-fitted. A ridge regression on
 * state and level is fitted first, then one of its residuals for each level, so that
 * levels with few windows stay near what all have in common.
 */
final class OutcomeRegression {

	private static final double RIDGE = 10;

	private static final double RIDGE_OF_LEVEL = 100;

	private final EffectSample sample;

	private final int[] level;

	private final float[] outcome;

	private final int folds;

	/** {@code [N, K, Y]}. */
	private final float[] expected;

	/**
	 * Fits it.
	 * @param level of each window
	 * @param outcome {@code [N, Y]}, NaN absent
	 */
	OutcomeRegression(EffectSample sample, int[] level, float[] outcome, int folds) {
		this.sample = sample;
		this.level = level;
		this.outcome = outcome;
		this.folds = folds;
		this.expected = new float[sample.size() * sample.levels() * sample.targets()];
		List<Integer> complete = new ArrayList<>();
		List<int[]> groups = new ArrayList<>();
		for (int y = 0; y < sample.targets(); y++) {
			int kpi = y;
			if (IntStream.range(0, sample.size()).noneMatch((i) -> Float.isNaN(value(i, kpi)))) {
				complete.add(y);
			}
			else if (IntStream.range(0, sample.size()).anyMatch((i) -> !Float.isNaN(value(i, kpi)))) {
				groups.add(new int[] { y });
			}
		}
		if (!complete.isEmpty()) {
			groups.add(complete.stream().mapToInt(Integer::intValue).toArray());
		}
		groups.parallelStream().forEach(this::fit);
	}

	private float value(int i, int target) {
		return this.outcome[i * this.sample.targets() + target];
	}

	/** Fits KPIs that are present in the same windows. */
	private void fit(int[] kpis) {
		Moments[][] moments = new Moments[this.folds][this.sample.levels()];
		for (int f = 0; f < this.folds; f++) {
			for (int a = 0; a < this.sample.levels(); a++) {
				moments[f][a] = moments(f, a, kpis);
			}
		}
		for (int f = 0; f < this.folds; f++) {
			List<Moments> others = new ArrayList<>();
			for (int a = 0; a < this.sample.levels(); a++) {
				Moments sum = new Moments(this.sample.x().numCols, kpis.length);
				for (int g = 0; g < this.folds; g++) {
					if (g != f) {
						sum.add(moments[g][a]);
					}
				}
				others.add(sum);
			}
			predict(Propensity.rows(this.sample, f, true), solve(others), kpis);
		}
	}

	private Moments moments(int fold, int of, int[] kpis) {
		int[] rows = IntStream.range(0, this.sample.size())
			.filter((i) -> this.level[i] == of && this.sample.fold(i) == fold && !Float.isNaN(value(i, kpis[0])))
			.toArray();
		Moments moments = new Moments(this.sample.x().numCols, kpis.length);
		if (rows.length > 0) {
			DMatrixRMaj x = Rows.of(this.sample.x(), rows);
			DMatrixRMaj y = new DMatrixRMaj(rows.length, kpis.length);
			for (int r = 0; r < rows.length; r++) {
				for (int k = 0; k < kpis.length; k++) {
					y.set(r, k, value(rows[r], kpis[k]));
				}
			}
			CommonOps_DDRM.multInner(x, moments.gram);
			CommonOps_DDRM.multTransA(x, y, moments.cross);
		}
		return moments;
	}

	/** Coefficients of each level, {@code [P, kpis]}. */
	private static List<DMatrixRMaj> solve(List<Moments> levels) {
		int inputs = levels.getFirst().gram.numCols;
		int kpis = levels.getFirst().cross.numCols;
		int constant = inputs - 1;
		DMatrixRMaj gram = new DMatrixRMaj(inputs + levels.size(), inputs + levels.size());
		DMatrixRMaj cross = new DMatrixRMaj(inputs + levels.size(), kpis);
		Moments all = new Moments(inputs, kpis);
		levels.forEach(all::add);
		CommonOps_DDRM.insert(all.gram, gram, 0, 0);
		CommonOps_DDRM.insert(all.cross, cross, 0, 0);
		for (int a = 0; a < levels.size(); a++) {
			Moments of = levels.get(a);
			for (int i = 0; i < inputs; i++) {
				gram.set(i, inputs + a, of.gram.get(i, constant));
				gram.set(inputs + a, i, of.gram.get(i, constant));
			}
			gram.set(inputs + a, inputs + a, of.gram.get(constant, constant));
			for (int k = 0; k < kpis; k++) {
				cross.set(inputs + a, k, of.cross.get(constant, k));
			}
		}
		DMatrixRMaj common = ridge(gram, cross, RIDGE);
		List<DMatrixRMaj> coefficients = new ArrayList<>();
		for (int a = 0; a < levels.size(); a++) {
			DMatrixRMaj own = CommonOps_DDRM.extract(common, 0, inputs, 0, kpis);
			for (int k = 0; k < kpis; k++) {
				own.add(constant, k, common.get(inputs + a, k));
			}
			DMatrixRMaj residual = levels.get(a).cross.copy();
			CommonOps_DDRM.multAdd(-1, levels.get(a).gram, own, residual);
			CommonOps_DDRM.addEquals(own, ridge(levels.get(a).gram, residual, RIDGE_OF_LEVEL));
			coefficients.add(own);
		}
		return coefficients;
	}

	private static DMatrixRMaj ridge(DMatrixRMaj gram, DMatrixRMaj cross, double ridge) {
		DMatrixRMaj regularised = gram.copy();
		for (int i = 0; i < gram.numRows; i++) {
			regularised.add(i, i, ridge);
		}
		LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(gram.numRows);
		if (!solver.setA(regularised)) {
			throw new DataException("outcomes: the windows' states are not finite");
		}
		DMatrixRMaj solution = new DMatrixRMaj(gram.numRows, cross.numCols);
		solver.solve(cross.copy(), solution);
		return solution;
	}

	private void predict(int[] rows, List<DMatrixRMaj> coefficients, int[] kpis) {
		DMatrixRMaj x = Rows.of(this.sample.x(), rows);
		DMatrixRMaj y = new DMatrixRMaj(rows.length, kpis.length);
		for (int a = 0; a < coefficients.size(); a++) {
			CommonOps_DDRM.mult(x, coefficients.get(a), y);
			for (int r = 0; r < rows.length; r++) {
				for (int k = 0; k < kpis.length; k++) {
					this.expected[(rows[r] * coefficients.size() + a) * this.sample.targets() + kpis[k]] = (float) y
						.get(r, k);
				}
			}
		}
	}

	/** Of a KPI under a level at a window. */
	double of(int i, int under, int target) {
		return this.expected[(i * this.sample.levels() + under) * this.sample.targets() + target];
	}

	/** {@code XᵀX} and {@code XᵀY} of some windows. */
	private static final class Moments {

		private final DMatrixRMaj gram;

		private final DMatrixRMaj cross;

		Moments(int inputs, int kpis) {
			this.gram = new DMatrixRMaj(inputs, inputs);
			this.cross = new DMatrixRMaj(inputs, kpis);
		}

		void add(Moments other) {
			CommonOps_DDRM.addEquals(this.gram, other.gram);
			CommonOps_DDRM.addEquals(this.cross, other.cross);
		}

	}

}

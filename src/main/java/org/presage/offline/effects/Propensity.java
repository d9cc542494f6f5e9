/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;

/**
 * Probability of each level given the state, cross-fitted: that of a window comes from a
 * regression on the other folds.
 */
final class Propensity {

	private static final double RIDGE = 1;

	private final int levels;

	/** {@code [N, K]}. */
	private final double[] probabilities;

	/**
	 * Fits it.
	 * @param level of each window
	 */
	Propensity(EffectSample sample, int[] level, int folds) {
		this.levels = sample.levels();
		this.probabilities = new double[sample.size() * this.levels];
		IntStream.range(0, folds).parallel().forEach((fold) -> fit(sample, level, fold));
	}

	private void fit(EffectSample sample, int[] level, int fold) {
		int[] others = rows(sample, fold, false);
		int[] own = rows(sample, fold, true);
		DMatrixRMaj coefficients = MultinomialLogit.fit(Rows.of(sample.x(), others),
				IntStream.of(others).map((i) -> level[i]).toArray(), this.levels, RIDGE);
		DMatrixRMaj found = new DMatrixRMaj(own.length, this.levels);
		MultinomialLogit.probabilities(Rows.of(sample.x(), own), coefficients, found);
		for (int r = 0; r < own.length; r++) {
			System.arraycopy(found.data, r * this.levels, this.probabilities, own[r] * this.levels, this.levels);
		}
	}

	static int[] rows(EffectSample sample, int fold, boolean own) {
		return IntStream.range(0, sample.size()).filter((i) -> (sample.fold(i) == fold) == own).toArray();
	}

	/** Of a level at a window. */
	double of(int i, int level) {
		return this.probabilities[i * this.levels + level];
	}

}

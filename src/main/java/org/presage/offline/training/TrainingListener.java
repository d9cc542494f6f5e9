/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

/** Receives the progress of a training run. */
public interface TrainingListener {

	/** Does not want to know. */
	TrainingListener NONE = new TrainingListener() {
		@Override
		public void step(int epoch, int step, int steps, int positions, double loss) {
		}

		@Override
		public void epoch(int epoch, int epochs, double score, double rmse, boolean best) {
		}
	};

	/**
	 * @param positions windows that the step learnt from
	 */
	void step(int epoch, int step, int steps, int positions, double loss);

	/**
	 * @param score validation CRPS in train standard deviations
	 * @param rmse validation root mean square error in train standard deviations
	 */
	void epoch(int epoch, int epochs, double score, double rmse, boolean best);

}

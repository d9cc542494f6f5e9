/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.presage.offline.data.WindowBatch;

/** What a linear forecaster sees of a window beside its own frames and plan. */
public interface WindowInputs {

	/** Nothing. */
	WindowInputs NONE = new WindowInputs() {

		@Override
		public int size() {
			return 0;
		}

		@Override
		public void fill(WindowBatch.Place place, double[] to, int at) {
		}

	};

	/** Values for each window. */
	int size();

	/**
	 * Fills in the values of a window, standardised, absent 0.
	 * @param place of the window in the dataset
	 * @param to receives them
	 * @param at place of the first one
	 */
	void fill(WindowBatch.Place place, double[] to, int at);

}

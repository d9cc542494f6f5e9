/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.presage.offline.data.WindowBatch;

/** Anything that predicts the frames after a window, given the actions. */
public interface Forecaster {

	/** Name in tables and JSON. */
	String name();

	/**
	 * Predicts a batch.
	 * @param mean receives {@code [C, H, Y]}, standardised
	 * @param deviation receives the predictive standard deviation, same layout, positive
	 */
	void forecast(WindowBatch batch, float[] mean, float[] deviation);

}

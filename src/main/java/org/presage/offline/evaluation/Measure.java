/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

/** What is averaged over windows, in train standard deviations. Smaller is better. */
public enum Measure {

	/** Root mean square error. */
	RMSE,
	/** Mean absolute error. */
	MAE,
	/** Continuous ranked probability score of the Gaussian forecast. */
	CRPS,
	/** Interval score of the calibrated 90 % interval (Winkler, 1972). */
	WINKLER90

}

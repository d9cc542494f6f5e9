/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

/** What is averaged over windows, in train standard deviations. Smaller is better. */
public enum Measure {

	/** Root mean square error. */
	RMSE("RMSE"),
	/** Mean absolute error. */
	MAE("MAE"),
	/**
	 * Continuous ranked probability score of the Gaussian forecast, before calibration.
	 */
	CRPS("CRPS before calibration"),
	/**
	 * The same score of what users get, the mean and the calibrated intervals: the
	 * integral over quantiles (Gneiting and Ranjan, 2011) by the trapezoidal rule.
	 */
	CALIBRATED_CRPS("CRPS"),
	/** Interval score of the calibrated 90 % interval (Winkler, 1972). */
	WINKLER90("Winkler 90 %");

	private final String label;

	Measure(String label) {
		this.label = label;
	}

	/** For people. */
	public String label() {
		return this.label;
	}

}

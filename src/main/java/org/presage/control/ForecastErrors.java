/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.Metric;

/**
 * Errors of forecasts over all cells, with and without their correction, smoothed over
 * about a thousand frames. Thread-safe.
 */
final class ForecastErrors {

	private static final double WEIGHT = 1e-3;

	private double raw = Double.NaN;

	private double corrected = Double.NaN;

	private long frames;

	ForecastErrors(MeterRegistry registry) {
		Metric.FORECAST_ERROR.gauge(registry, this, (errors) -> errors.rootMeanSquare(false), "raw");
		Metric.FORECAST_ERROR.gauge(registry, this, (errors) -> errors.rootMeanSquare(true), "corrected");
	}

	/**
	 * Takes the forecasts that were judged at a frame.
	 * @param rawSquares sum of the squared errors of the network, in predicted variances
	 * @param correctedSquares the same of the corrected forecasts
	 * @param count forecasts; 0 changes nothing
	 */
	synchronized void add(double rawSquares, double correctedSquares, int count) {
		if (count == 0) {
			return;
		}
		double weight = Math.max(WEIGHT, 1.0 / ++this.frames);
		this.raw = (this.frames == 1) ? rawSquares / count : this.raw + weight * (rawSquares / count - this.raw);
		this.corrected = (this.frames == 1) ? correctedSquares / count
				: this.corrected + weight * (correctedSquares / count - this.corrected);
	}

	private synchronized double rootMeanSquare(boolean ofCorrected) {
		return Math.sqrt(ofCorrected ? this.corrected : this.raw);
	}

}

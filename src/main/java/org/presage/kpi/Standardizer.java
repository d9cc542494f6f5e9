/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.Arrays;
import java.util.List;

import org.presage.base.InvalidInputException;

/**
 * Maps physical values to train standard deviations and back:
 * {@code z = (transform(x) − mean) / std}, per KPI.
 *
 * @param transforms one per KPI of the frame
 * @param mean of the transformed training values; 0 where the KPI was never observed
 * @param std of the transformed training values; 1 where the KPI was constant or never
 * observed
 */
public record Standardizer(List<Transform> transforms, double[] mean, double[] std) {

	/**
	 * Below this a column counts as constant: dividing by it would turn rounding into
	 * signal.
	 */
	private static final double CONSTANT = 1e-9;

	public Standardizer {
		if (transforms == null || transforms.contains(null) || mean == null || std == null) {
			throw new InvalidInputException("scaler", "transforms, mean and std", "one of them missing");
		}
		if (mean.length != transforms.size() || std.length != transforms.size()) {
			throw new InvalidInputException("scaler", transforms.size() + " means and standard deviations",
					mean.length + " and " + std.length);
		}
		for (int k = 0; k < std.length; k++) {
			if (!Double.isFinite(mean[k]) || !(std[k] > 0) || !Double.isFinite(std[k])) {
				throw new InvalidInputException("scaler[" + k + "]", "a finite mean and a positive standard deviation",
						mean[k] + " and " + std[k]);
			}
		}
		transforms = List.copyOf(transforms);
	}

	/**
	 * Accumulates mean and variance of transformed values over the training rows. NaN is
	 * skipped.
	 */
	public static final class Fit {

		private final KpiSchema schema;

		private final double[] mean;

		private final double[] m2;

		private final long[] count;

		public Fit(KpiSchema schema) {
			this.schema = schema;
			this.mean = new double[schema.size()];
			this.m2 = new double[schema.size()];
			this.count = new long[schema.size()];
		}

		/** Welford's update with one frame at {@code offset}, physical units. */
		public void add(float[] frames, int offset) {
			for (int k = 0; k < this.mean.length; k++) {
				float value = frames[offset + k];
				if (!Float.isNaN(value)) {
					double x = this.schema.kpi(k).transform().apply(value);
					double delta = x - this.mean[k];
					this.mean[k] += delta / ++this.count[k];
					this.m2[k] += delta * (x - this.mean[k]);
				}
			}
		}

		public long count(int kpi) {
			return this.count[kpi];
		}

		public boolean constant(int kpi) {
			return this.count[kpi] > 0 && variance(kpi) < CONSTANT * CONSTANT;
		}

		private double variance(int kpi) {
			return this.m2[kpi] / Math.max(1, this.count[kpi]);
		}

		public Standardizer build() {
			double[] std = new double[this.mean.length];
			Arrays.setAll(std, (k) -> (variance(k) < CONSTANT * CONSTANT) ? 1 : Math.sqrt(variance(k)));
			return new Standardizer(this.schema.kpis().stream().map(Kpi::transform).toList(), this.mean.clone(), std);
		}

	}

	/** Physical value to standard deviations; NaN stays NaN. */
	public float standardize(int kpi, float physical) {
		return (float) ((this.transforms.get(kpi).apply(physical) - this.mean[kpi]) / this.std[kpi]);
	}

	/** Standard deviations to physical value; NaN stays NaN. */
	public double physical(int kpi, double standardized) {
		return this.transforms.get(kpi).invert(standardized * this.std[kpi] + this.mean[kpi]);
	}

	/**
	 * Standardises {@code frames} consecutive frames.
	 * @param from physical values, NaN absent, frame after frame
	 * @param to same layout in standard deviations, NaN absent
	 */
	public void standardize(float[] from, int fromOffset, float[] to, int toOffset, int frames) {
		int kpis = this.mean.length;
		for (int i = 0; i < frames * kpis; i++) {
			to[toOffset + i] = standardize(i % kpis, from[fromOffset + i]);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A mean over windows, kept as sums of the clusters, so that these can be drawn again.
 */
final class ClusterMean {

	private final double[] sum;

	private final double[] count;

	ClusterMean(int clusters) {
		this.sum = new double[clusters];
		this.count = new double[clusters];
	}

	void add(int cluster, double value) {
		this.sum[cluster] += value;
		this.count[cluster]++;
	}

	/** The mean; NaN of nothing. */
	double value() {
		return value(null);
	}

	/** The mean where each cluster counts as often as drawn. */
	double value(int @Nullable [] drawn) {
		double total = 0;
		double number = 0;
		for (int g = 0; g < this.sum.length; g++) {
			double times = (drawn != null) ? drawn[g] : 1;
			total += times * this.sum[g];
			number += times * this.count[g];
		}
		return total / number;
	}

	/** Windows. */
	long count() {
		return Math.round(Arrays.stream(this.count).sum());
	}

	/** Clusters with windows. */
	int clusters() {
		return (int) Arrays.stream(this.count).filter((number) -> number > 0).count();
	}

	/**
	 * Standard error that allows windows of a cluster to depend on each other (Liang and
	 * Zeger, 1986).
	 */
	double standardError() {
		double mean = value();
		double squares = 0;
		for (int g = 0; g < this.sum.length; g++) {
			double part = this.sum[g] - mean * this.count[g];
			squares += part * part;
		}
		double used = clusters();
		return Math.sqrt(squares * used / (used - 1)) / Arrays.stream(this.count).sum();
	}

}

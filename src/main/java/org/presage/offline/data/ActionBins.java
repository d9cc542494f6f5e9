/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.Arrays;

/**
 * Coverage of the 90 % interval by the action in force in the predicted frame. The bins
 * are quintiles of the training part; equal edges, as of an action with few values, are
 * one.
 */
public final class ActionBins {

	private static final int QUANTILES = 5;

	private final double[] edges;

	private final long[] covered;

	private final long[] count;

	/**
	 * @param edges from the smallest action to the largest, rising; empty without actions
	 */
	public ActionBins(double[] edges) {
		this.edges = edges;
		this.covered = new long[Math.max(0, edges.length - 1)];
		this.count = new long[this.covered.length];
	}

	/** The edges for a dataset, standardised. */
	public static double[] edges(Dataset data) {
		int features = data.schema().size();
		int action = data.schema().actionIndex();
		double[] actions = data.segments(Dataset.Part.TRAIN)
			.stream()
			.flatMapToDouble((segment) -> java.util.stream.IntStream.range(segment.from(), segment.to())
				.mapToDouble((row) -> data.standardized(segment.series())[row * features + action]))
			.filter((value) -> !Double.isNaN(value))
			.sorted()
			.toArray();
		if (actions.length == 0) {
			return actions;
		}
		double[] edges = new double[QUANTILES + 1];
		Arrays.setAll(edges, (q) -> actions[(int) ((long) q * (actions.length - 1) / QUANTILES)]);
		double[] distinct = Arrays.stream(edges).distinct().toArray();
		return (distinct.length > 1) ? distinct : new double[] { edges[0], edges[0] };
	}

	/**
	 * Takes in one forecast; an action outside the training range counts in the end bins.
	 */
	public void add(double action, boolean hit) {
		if (this.count.length > 0) {
			int bin = 0;
			while (bin < this.count.length - 1 && action > this.edges[bin + 1]) {
				bin++;
			}
			this.count[bin]++;
			this.covered[bin] += hit ? 1 : 0;
		}
	}

	public int size() {
		return this.count.length;
	}

	/** Standardised action at the lower end of a bin. */
	public double from(int bin) {
		return this.edges[bin];
	}

	/** Standardised action at the upper end of a bin. */
	public double to(int bin) {
		return this.edges[bin + 1];
	}

	/** Forecasts of single targets in a bin. */
	public long count(int bin) {
		return this.count[bin];
	}

	/** NaN for an empty bin. */
	public double coverage(int bin) {
		return (double) this.covered[bin] / this.count[bin];
	}

}

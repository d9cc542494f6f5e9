/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;

/**
 * What a plan scores at each step, interpolated between plans that were scored. The
 * response at a step depends on the value at that step, less on the one before, less
 * still on those before that, and on no later one. Each response is a Gaussian process
 * (Rasmussen and Williams 2006, rational quadratic kernel with one length per lag, and a
 * linear trend in the own value and in the mean of those before). Values are the square
 * roots of shares of the box: most responses are steep at its lower end.
 */
abstract class ResponseFit {

	/** Length of the kernel in the step's own value. */
	private static final double LENGTH = 0.4;

	/** Each step back is this many times as long. */
	private static final double LENGTHENING = 2.2;

	/** Steps whose values the kernel compares: the own one and those before. */
	private static final int LAGS = 6;

	/** Variance of the linear trends, in variances of the scores. */
	private static final double TREND = 4;

	/** What a value counts in the mean of past ones, per step back. */
	private static final double MEMORY = 0.6;

	/** Variance of what the kernel does not explain, in variances of the scores. */
	private static final double NUGGET = 6e-5;

	/** Points nearer than this, by the kernel, are alike. */
	private static final double ALIKE = 4e-4;

	/** Scores this many times as far below the best as the median are compressed. */
	private static final double FAR = 3;

	final int dimensions;

	final int block;

	final int capacity;

	/** Points of the fit of each response, {@code [R, D, n]}. */
	final double[] known;

	private final double[] matrix;

	private final double[] column;

	private final double[] sorted;

	private final double[] trend;

	/** Weights of the points in each response, {@code [R, n]}. */
	final double[] alpha;

	/** Slopes of each response, {@code [R, D]}. */
	final double[] slopes;

	final double[] offsets;

	/** How uncertain a response is far from all points. */
	final double[] spreads;

	/** Weight of a squared distance, by lag. */
	private final double[] near;

	/** Weights in the mean of the past, {@code [step, lag − 1]}. */
	private final double[] memory;

	boolean whole;

	/** Points of the fit of each response. */
	final int[] counts;

	/**
	 * @param block steps that follow one another; their number divides the dimensions
	 * @param capacity most points of a fit
	 */
	ResponseFit(int dimensions, int block, int capacity) {
		this.dimensions = dimensions;
		this.block = block;
		this.capacity = capacity;
		this.known = new double[capacity * dimensions * dimensions];
		this.counts = new int[dimensions];
		this.matrix = new double[capacity * capacity];
		this.column = new double[capacity];
		this.sorted = new double[capacity];
		this.trend = new double[capacity];
		this.alpha = new double[dimensions * capacity];
		this.slopes = new double[dimensions * dimensions];
		this.offsets = new double[dimensions];
		this.spreads = new double[dimensions];
		this.near = new double[block];
		for (int lag = 0; lag < block; lag++) {
			double length = LENGTH * Math.pow(LENGTHENING, lag);
			this.near[lag] = 0.5 / (length * length);
		}
		this.memory = new double[block * block];
		for (int step = 1; step < block; step++) {
			for (int lag = 1; lag <= step; lag++) {
				this.memory[step * block + lag - 1] = Math.pow(MEMORY, lag - 1) * (1 - MEMORY)
						/ (1 - Math.pow(MEMORY, step));
			}
		}
	}

	/** Number of responses whose sum is the score. */
	int size() {
		return this.whole ? 1 : this.dimensions;
	}

	/** First dimension that a response depends on. */
	int first(int response) {
		return this.whole ? 0 : response / this.block * this.block;
	}

	/** First dimension whose distances matter to a response; earlier ones in the mean. */
	int close(int response) {
		return this.whole ? 0 : Math.max(first(response), response - LAGS + 1);
	}

	/** Last dimension that a response depends on. */
	int last(int response) {
		return this.whole ? this.dimensions - 1 : response;
	}

	double weight(int response, int d) {
		return this.whole ? this.near[0] : this.near[response - d];
	}

	/**
	 * Fits the responses, each to the best points that differ in what it depends on: once
	 * most points are alike, the others still tell the rest.
	 * @param order indices of the points, best first, of which there are {@code size}
	 * @param points {@code [m, D]}
	 * @param parts score at each dimension {@code [m, D]}, or whole scores {@code [m]}
	 * @param undivided whether {@code parts} are whole scores
	 */
	void fit(int[] order, int size, double[] points, double[] parts, boolean undivided) {
		this.whole = undivided;
		for (int r = 0; r < size(); r++) {
			int n = 0;
			for (int k = 0; k < size && n < this.capacity; k++) {
				int point = order[k];
				for (int d = first(r); d <= last(r); d++) {
					this.known[known(r, d) + n] = points[point * this.dimensions + d];
				}
				if (differs(r, n)) {
					this.column[n++] = undivided ? parts[point] : parts[point * this.dimensions + r];
				}
			}
			this.counts[r] = n;
			fit(r);
		}
	}

	/**
	 * Where the values of a dimension stand, in the points that a response is fitted to.
	 */
	int known(int response, int d) {
		return (response * this.dimensions + d) * this.capacity;
	}

	/** Whether the last of the points differs from those before. */
	private boolean differs(int response, int last) {
		for (int i = 0; i < last; i++) {
			double distance = 0;
			for (int d = last(response); d >= close(response) && distance < ALIKE; d--) {
				double apart = this.known[known(response, d) + i] - this.known[known(response, d) + last];
				distance += weight(response, d) * apart * apart;
			}
			if (distance < ALIKE) {
				return false;
			}
		}
		return true;
	}

	private void fit(int response) {
		int n = this.counts[response];
		compress(n);
		double mean = 0;
		for (int i = 0; i < n; i++) {
			mean += this.column[i] / n;
		}
		double variance = 1e-18;
		for (int i = 0; i < n; i++) {
			this.column[i] -= mean;
			variance += this.column[i] * this.column[i] / n;
		}
		this.spreads[response] = Math.sqrt(variance);
		covariance(response);
		solve(n);
		System.arraycopy(this.column, 0, this.alpha, response * this.capacity, n);
		double offset = mean;
		for (int d = first(response); d <= last(response); d++) {
			double slope = 0;
			for (int i = 0; i < n; i++) {
				slope += this.column[i] * direction(response, i, d);
			}
			this.slopes[response * this.dimensions + d] = TREND * slope;
			offset -= TREND * slope / 2;
		}
		this.offsets[response] = offset;
	}

	/** Draws in what is far below the best: no plan that matters is there. */
	private void compress(int n) {
		System.arraycopy(this.column, 0, this.sorted, 0, n);
		Arrays.sort(this.sorted, 0, n);
		double best = this.sorted[n - 1];
		double far = FAR * (best - this.sorted[n / 2]);
		for (int i = 0; i < n && far > 0; i++) {
			double below = best - this.column[i];
			if (below > far) {
				this.column[i] = best - far * (1 + Math.log(below / far));
			}
		}
	}

	/** Derivative by a dimension of the linear kernel with a point. */
	private double direction(int response, int i, int d) {
		if (this.whole) {
			return this.known[known(response, d) + i] - 0.5;
		}
		return (d == response) ? this.known[known(response, d) + i] - 0.5 : this.trend[i] * past(response, d);
	}

	/** Weight of a dimension in the mean of the past of a response. */
	private double past(int response, int d) {
		int step = response % this.block;
		return this.memory[step * this.block + response - d - 1];
	}

	private void covariance(int response) {
		int n = this.counts[response];
		int from = first(response);
		int to = last(response);
		for (int i = 0; i < n; i++) {
			double mean = 0;
			for (int d = from; d < to && !this.whole; d++) {
				mean += past(response, d) * (this.known[known(response, d) + i] - 0.5);
			}
			this.trend[i] = mean;
			for (int j = 0; j <= i; j++) {
				double distance = 0;
				double linear = this.trend[i] * this.trend[j];
				for (int d = from; d <= to; d++) {
					double apart = this.known[known(response, d) + i] - this.known[known(response, d) + j];
					distance += (d >= close(response)) ? weight(response, d) * apart * apart : 0;
					if (this.whole || d == response) {
						linear += (this.known[known(response, d) + i] - 0.5)
								* (this.known[known(response, d) + j] - 0.5);
					}
				}
				this.matrix[i * this.capacity + j] = 1 / (1 + distance) + TREND * linear;
			}
			this.matrix[i * this.capacity + i] += NUGGET;
		}
	}

	/** Solves matrix · x = column by Cholesky's decomposition, in place. */
	private void solve(int n) {
		for (int i = 0; i < n; i++) {
			int row = i * this.capacity;
			for (int j = 0; j <= i; j++) {
				double rest = this.matrix[row + j];
				for (int k = 0; k < j; k++) {
					rest -= this.matrix[row + k] * this.matrix[j * this.capacity + k];
				}
				this.matrix[row + j] = (i == j) ? Math.sqrt(Math.max(rest, NUGGET / 100))
						: rest / this.matrix[j * this.capacity + j];
			}
		}
		for (int i = 0; i < n; i++) {
			for (int k = 0; k < i; k++) {
				this.column[i] -= this.matrix[i * this.capacity + k] * this.column[k];
			}
			this.column[i] /= this.matrix[i * this.capacity + i];
		}
		for (int i = n - 1; i >= 0; i--) {
			for (int k = i + 1; k < n; k++) {
				this.column[i] -= this.matrix[k * this.capacity + i] * this.column[k];
			}
			this.column[i] /= this.matrix[i * this.capacity + i];
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Test of equal accuracy of two forecasters (Diebold and Mariano, 1995) on their loss
 * differences, one a window. The variance of the mean is the heteroscedasticity and
 * autocorrelation consistent one of Newey and West (1987),
 * {@code Σ|k|≤M (1 − |k|/(M+1))·γ(k)}; the statistic is corrected for small samples and
 * compared with Student's t as Harvey, Leybourne and Newbold (1997) say, with M + 1 in
 * the place of their horizon. Memory and work per window are proportional to M.
 */
public final class DieboldMariano {

	private final int lag;

	private final double[] ring;

	private final double[] products;

	private final double[] sums;

	private final long[] pairs;

	private int next;

	private double sum;

	private double squares;

	private long count;

	/**
	 * @param lag M
	 */
	DieboldMariano(int lag) {
		this.lag = lag;
		this.ring = new double[lag];
		this.products = new double[lag];
		this.sums = new double[lag];
		this.pairs = new long[lag];
		gap();
	}

	/**
	 * The lag for windows of L seen and H predicted rows that start one row after the
	 * other: neighbours share targets up to lag H − 1 and rows at all up to L + H − 1.
	 * The larger one, because Bartlett's weights fall to zero at the lag itself; more on
	 * long samples, by Newey and West's rule {@code 4·(n/100)^(2/9)}.
	 */
	static int lag(int window, int horizon, long windows) {
		return Math.max(window + horizon - 1, (int) (4 * Math.pow(windows / 100.0, 2.0 / 9)));
	}

	/**
	 * What the test says.
	 *
	 * @param statistic negative if the first forecaster lost less
	 * @param pValue two-sided probability of such a statistic if both were equally good
	 * @param lag M
	 * @param windows compared
	 */
	public record Result(double statistic, double pValue, int lag, long windows) {
	}

	/** Another series begins: no pair of windows crosses this point. */
	void gap() {
		java.util.Arrays.fill(this.ring, Double.NaN);
	}

	/**
	 * Takes in the next window.
	 * @param difference loss of the first forecaster less that of the second; NaN, of a
	 * window that does not count, keeps its place in time
	 */
	void add(double difference) {
		boolean present = !Double.isNaN(difference);
		if (present) {
			this.sum += difference;
			this.squares += difference * difference;
			this.count++;
			for (int k = 1; k <= this.lag; k++) {
				double before = this.ring[(this.next + this.lag - k) % this.lag];
				if (!Double.isNaN(before)) {
					this.products[k - 1] += difference * before;
					this.sums[k - 1] += difference + before;
					this.pairs[k - 1]++;
				}
			}
		}
		if (this.lag > 0) {
			this.ring[this.next] = difference;
			this.next = (this.next + 1) % this.lag;
		}
	}

	/** NaN with fewer than two windows, fewer than the lag, or no difference at all. */
	Result result() {
		double mean = this.sum / this.count;
		double variance = this.squares - this.count * mean * mean;
		for (int k = 1; k <= this.lag; k++) {
			double covariance = this.products[k - 1] - mean * this.sums[k - 1] + this.pairs[k - 1] * mean * mean;
			variance += 2 * (1 - k / (this.lag + 1.0)) * covariance;
		}
		// Sums over windows so far; the variance of their mean is smaller by the squared
		// count.
		double n = this.count;
		int horizon = this.lag + 1;
		if (n < 2 || n < horizon || !(variance > 0)) {
			return new Result(Double.NaN, Double.NaN, this.lag, this.count);
		}
		double correction = Math.sqrt((n + 1 - 2 * horizon + horizon * (horizon - 1.0) / n) / n);
		double statistic = correction * mean * n / Math.sqrt(variance);
		double tail = TDistribution.of(n - 1).cumulativeProbability(-Math.abs(statistic));
		return new Result(statistic, 2 * tail, this.lag, this.count);
	}

}

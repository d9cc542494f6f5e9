/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/**
 * Bounds of the running mean of bounded differences that hold at all times: the
 * probability that the lower one is ever above the mean is at most alpha, whenever and
 * however often it is read, and so for the upper one. Both together are a confidence
 * sequence at 1 − 2 alpha.
 *
 * <p>
 * What is bounded is the mean of the conditional expectations {@code m_i} of the
 * differences {@code d_i}, given the earlier ones. They may depend on each other and
 * change over time: nothing is assumed but {@code |d_i| ≤ limit}. Larger ones are
 * clipped, and the mean is that of the clipped ones.
 *
 * <p>
 * With {@code c} the limit and {@code g_i} the mean of the earlier differences,
 * {@code Y_i = (d_i − g_i) / 2c ≥ −1}, so that
 * {@code exp(l (Y_i − E Y_i) − psi(l) Y_i²)}, where {@code psi(l) = −log(1 − l) − l}, has
 * an expectation of at most 1 for each l in (0, 1) (Fan, Grama and Liu, Exponential
 * inequalities for martingales with applications, Electronic Journal of Probability 20,
 * 2015). A mean of the products over some l is a supermartingale, which exceeds 1 / alpha
 * at some time with a probability of at most alpha (Ville). Howard, Ramdas, McAuliffe and
 * Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of
 * Statistics 49, 2021; Choe and Ramdas, Comparing sequential forecasters, Operations
 * Research 72, 2024; mixture of fixed l as in Waudby-Smith and Ramdas, Estimating means
 * of bounded random variables by betting, JRSS B 86, 2024.
 *
 * <p>
 * Memory does not grow. Used by one thread.
 */
final class MeanBound {

	private static final double LARGEST = 0.9;

	private static final double FACTOR = 0.75;

	/**
	 * The smallest is 0.0012: enough for differences as large as the limit, 10⁶ times.
	 */
	private static final int COUNT = 24;

	/** l_k. */
	private static final double[] RATES = new double[COUNT];

	/** psi(l_k). */
	private static final double[] COSTS = new double[COUNT];

	static {
		for (int k = 0; k < COUNT; k++) {
			double rate = LARGEST * Math.pow(FACTOR, k);
			RATES[k] = rate;
			COSTS[k] = -Math.log1p(-rate) - rate;
		}
	}

	private final double limit;

	/** log(1 / alpha). */
	private final double level;

	private long count;

	private double sum;

	/** Sum of Y². */
	private double squares;

	/**
	 * @param limit of the size of a difference, above 0
	 * @param alpha probability that the lower bound is ever above the mean, in (0, 1);
	 * the same for the upper one
	 */
	MeanBound(double limit, double alpha) {
		if (!(limit > 0) || Double.isInfinite(limit)) {
			throw new IllegalArgumentException("limit: expected a number above 0, found " + limit);
		}
		if (!(alpha > 0) || !(alpha < 1)) {
			throw new IllegalArgumentException("alpha: expected a number between 0 and 1, found " + alpha);
		}
		this.limit = limit;
		this.level = -Math.log(alpha);
	}

	/**
	 * Takes a difference.
	 * @param difference clipped to ± limit
	 * @throws IllegalArgumentException for NaN, which is not counted
	 */
	void add(double difference) {
		if (Double.isNaN(difference)) {
			throw new IllegalArgumentException("difference: expected a number, found NaN");
		}
		double value = Math.clamp(difference, -this.limit, this.limit);
		double centre = (this.count > 0) ? Math.clamp(this.sum / this.count, -this.limit, this.limit) : 0;
		double scaled = (value - centre) / (2 * this.limit);
		this.squares += scaled * scaled;
		this.sum += value;
		this.count++;
	}

	/** Differences so far. */
	long count() {
		return this.count;
	}

	/** Mean of the differences; NaN as long as there are none. */
	double mean() {
		return this.sum / this.count;
	}

	/** Lower bound of the mean, at alpha; −limit as long as nothing better is known. */
	double lower() {
		return (this.count > 0) ? Math.max(-this.limit, mean() - radius()) : -this.limit;
	}

	/**
	 * Upper bound of the mean, at alpha; the limit as long as nothing better is known.
	 */
	double upper() {
		return (this.count > 0) ? Math.min(this.limit, mean() + radius()) : this.limit;
	}

	/**
	 * Whether the lower bound is above {@code value}: the same as {@code lower() > value}
	 * for a value inside the limits, but for rounding, and faster.
	 */
	boolean above(double value) {
		double excess = (this.sum - this.count * value) / (2 * this.limit);
		// psi(l) ≥ l² / 2, so no exponent is above excess² / (2 squares).
		if (excess <= 0 || excess * excess <= 2 * this.squares * this.level) {
			return false;
		}
		return exceeds(excess);
	}

	/** How far the mean may be from that of the differences to one side. */
	private double radius() {
		// One exponent must be above log(1 / alpha), and none needs more than
		// log(COUNT / alpha): the solution is between these two.
		double low = Double.POSITIVE_INFINITY;
		double high = Double.POSITIVE_INFINITY;
		for (int k = 0; k < COUNT; k++) {
			low = Math.min(low, (this.level + COSTS[k] * this.squares) / RATES[k]);
			high = Math.min(high, (this.level + Math.log(COUNT) + COSTS[k] * this.squares) / RATES[k]);
		}
		while (high - low > 1e-12 * high) {
			double middle = (low + high) / 2;
			if (exceeds(middle)) {
				high = middle;
			}
			else {
				low = middle;
			}
		}
		return 2 * this.limit * high / this.count;
	}

	/** Whether the mixture exceeds 1 / alpha. */
	private boolean exceeds(double excess) {
		double total = 0;
		for (int k = 0; k < COUNT; k++) {
			double exponent = RATES[k] * excess - COSTS[k] * this.squares - this.level;
			if (exponent > Math.log(COUNT)) {
				return true;
			}
			total += Math.exp(exponent);
		}
		return total > COUNT;
	}

}

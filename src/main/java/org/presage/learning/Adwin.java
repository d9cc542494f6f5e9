/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Arrays;

/**
 * Adaptive window: keeps the newest values as long as their mean has not changed, and
 * drops the older ones when it has. Bifet and Gavaldà, Learning from time-changing data
 * with adaptive windowing, SIAM International Conference on Data Mining, 2007 (ADWIN2),
 * with the details of {@code river.drift} 0.26: the window is compared after every 32
 * values at each border of buckets, and the oldest bucket is dropped as long as the means
 * of the two sides differ by more than {@code sqrt(2 m v d) + 2/3 m d},
 * {@code d = ln(2 ln(width) / delta)}, {@code v} the variance of the window,
 * {@code 1 / m} the harmonic mean of the two sizes.
 *
 * <p>
 * The second term assumes values in a range of length 1. The published test takes values
 * as independent. Errors of forecasts follow each other, and it would find many changes
 * where there are none; {@link #ofCorrelated} puts the long-run variance in the place of
 * {@code v}, and divides the number of values by their ratio: the largest Allan variance,
 * {@code n / 2} times the mean square of the difference of adjacent means of n values,
 * over all n = 1, 2, 4 and so on of which at least 12 differences are known. A single
 * change cuts the window several times as more values come.
 *
 * <p>
 * Memory grows with the logarithm of the values: at most 6 buckets for each power of 2.
 * Used by one thread.
 */
final class Adwin {

	private static final int PERIOD = 32;

	/** Buckets of one size; when there is one more the oldest two become one. */
	private static final int SAME_SIZE = 5;

	private static final int SLOTS = SAME_SIZE + 1;

	private static final int SHORTEST = 5;

	private static final int GRACE = 10;

	/** Fewest differences of an Allan variance, and so many that older ones fade. */
	private static final double FEWEST = 12;

	private static final double MEMORY = 256;

	/** Values of which the variance is known well enough. */
	private static final int KNOWN = 64;

	private final double delta;

	private final boolean correlated;

	/** Of the buckets of each size, 1, 2, 4 and so on; the oldest is first. */
	private int[] counts = new int[8];

	private double[] totals = new double[8 * SLOTS];

	/** Sums of squared distances from the mean of the bucket. */
	private double[] spreads = new double[8 * SLOTS];

	/**
	 * Of the differences of adjacent buckets of each size: weights, and n / 2 · d² / v.
	 */
	private double[] pairs = new double[8];

	private double[] squares = new double[8];

	private int sizes = 1;

	private long ticks;

	private long width;

	private double total;

	private double spread;

	/** Means at the border that differed most, when it was last looked for. */
	private double olderMean;

	private double newerMean;

	private double before;

	private double change;

	/**
	 * @param delta how rarely the window is cut without a change, in (0, 1): 0.002 is
	 * usual
	 */
	Adwin(double delta) {
		this(delta, false);
	}

	private Adwin(double delta, boolean correlated) {
		if (!(delta > 0) || !(delta < 1)) {
			throw new IllegalArgumentException("delta: expected a number between 0 and 1, found " + delta);
		}
		this.delta = delta;
		this.correlated = correlated;
	}

	/** For values that are not independent of the ones before. */
	static Adwin ofCorrelated(double delta) {
		return new Adwin(delta, true);
	}

	/**
	 * Takes a value.
	 * @param value finite
	 * @return whether older values were dropped because the mean has changed
	 * @throws IllegalArgumentException if it is not finite; it is not counted then
	 */
	boolean add(double value) {
		if (!Double.isFinite(value)) {
			throw new IllegalArgumentException("value: expected a finite number, found " + value);
		}
		this.width++;
		if (this.width > 1) {
			double distance = value - this.total / (this.width - 1);
			this.spread += (this.width - 1) * distance * distance / this.width;
		}
		this.total += value;
		append(0, value, 0);
		compress();
		this.ticks++;
		return this.ticks % PERIOD == 0 && this.width > GRACE && cut();
	}

	/** Drops all values; what is known of their correlation stays. */
	void clear() {
		Arrays.fill(this.counts, 0);
		this.sizes = 1;
		this.width = 0;
		this.total = 0;
		this.spread = 0;
	}

	private void append(int size, double total, double spread) {
		int slot = size * SLOTS + this.counts[size]++;
		this.totals[slot] = total;
		this.spreads[slot] = spread;
	}

	private void compress() {
		for (int size = 0; this.counts[size] > SAME_SIZE; size++) {
			if (size + 1 == this.sizes) {
				grow();
			}
			int first = size * SLOTS;
			double length = 1L << size;
			double distance = this.totals[first] / length - this.totals[first + 1] / length;
			if (this.width >= KNOWN && this.spread > 0) {
				double kept = 1 - 1 / MEMORY;
				this.pairs[size] = kept * this.pairs[size] + 1;
				this.squares[size] = kept * this.squares[size] + length / 2 * distance * distance / variance();
			}
			append(size + 1, this.totals[first] + this.totals[first + 1],
					this.spreads[first] + this.spreads[first + 1] + length * 0.5 * distance * distance);
			drop(size, 2);
		}
	}

	private void grow() {
		this.sizes++;
		if (this.sizes > this.counts.length) {
			this.pairs = Arrays.copyOf(this.pairs, 2 * this.pairs.length);
			this.squares = Arrays.copyOf(this.squares, 2 * this.squares.length);
			this.counts = Arrays.copyOf(this.counts, 2 * this.counts.length);
			this.totals = Arrays.copyOf(this.totals, 2 * this.totals.length);
			this.spreads = Arrays.copyOf(this.spreads, 2 * this.spreads.length);
		}
	}

	/** Removes the oldest buckets of a size. */
	private void drop(int size, int buckets) {
		int first = size * SLOTS;
		this.counts[size] -= buckets;
		System.arraycopy(this.totals, first + buckets, this.totals, first, this.counts[size]);
		System.arraycopy(this.spreads, first + buckets, this.spreads, first, this.counts[size]);
	}

	/** Drops the oldest bucket as long as two parts of the window differ. */
	private boolean cut() {
		double older = Double.NaN;
		double newer = Double.NaN;
		while (differs()) {
			if (Double.isNaN(older)) {
				older = this.olderMean;
				newer = this.newerMean;
			}
			int size = this.sizes - 1;
			long length = 1L << size;
			double bucket = this.totals[size * SLOTS];
			this.width -= length;
			this.total -= bucket;
			double distance = bucket / length - this.total / this.width;
			double between = (double) length * this.width * distance * distance / (length + this.width);
			// Rounding must not leave less than nothing.
			this.spread = Math.max(0, this.spread - this.spreads[size * SLOTS] - between);
			drop(size, 1);
			while (this.counts[this.sizes - 1] == 0) {
				this.sizes--;
			}
		}
		if (Double.isNaN(older)) {
			return false;
		}
		this.before = older;
		this.change = newer - older;
		return true;
	}

	/**
	 * Whether the means before and after one of the borders differ by too much. Notes
	 * them for the border where they do so most clearly.
	 */
	private boolean differs() {
		double clearest = 1;
		double confidence = Math.log(2 * Math.log(this.width) / this.delta);
		double ratio = this.correlated ? inflation() : 1;
		double variance = ratio * this.spread / this.width;
		long older = 0;
		double olderTotal = 0;
		for (int size = this.sizes - 1; size >= 0; size--) {
			for (int bucket = 0; bucket < this.counts[size]; bucket++) {
				older += 1L << size;
				olderTotal += this.totals[size * SLOTS + bucket];
				long newer = this.width - older;
				if (older < SHORTEST || newer < SHORTEST) {
					continue;
				}
				double before = olderTotal / older;
				double after = (this.total - olderTotal) / newer;
				double parts = 1.0 / (older - SHORTEST + 1) + 1.0 / (newer - SHORTEST + 1);
				double threshold = Math.sqrt(2 * parts * variance * confidence) + 2.0 / 3 * parts * ratio * confidence;
				// Not divided: both may be 0.
				if (Math.abs(after - before) > clearest * threshold) {
					clearest = Math.abs(after - before) / threshold;
					this.olderMean = before;
					this.newerMean = after;
				}
			}
		}
		return clearest > 1;
	}

	/** Mean of the values that are kept; NaN without any. */
	double mean() {
		return this.total / this.width;
	}

	/** Variance of the values that are kept; NaN without any. */
	double variance() {
		return this.spread / this.width;
	}

	/**
	 * Long-run variance over variance, at least 1: of so many values each counts as one
	 * that is independent.
	 */
	double inflation() {
		double largest = 1;
		for (int size = 0; size < this.sizes; size++) {
			if (this.pairs[size] >= FEWEST) {
				largest = Math.max(largest, this.squares[size] / this.pairs[size]);
			}
		}
		return largest;
	}

	/** Values that are kept. */
	long width() {
		return this.width;
	}

	/** Mean of the values before the last change; 0 before the first. */
	double before() {
		return this.before;
	}

	/**
	 * Mean of the values after the last change minus that of those before it, with the
	 * change where it is clearest; 0 before the first.
	 */
	double change() {
		return this.change;
	}

}

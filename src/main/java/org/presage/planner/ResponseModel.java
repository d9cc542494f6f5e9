/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;

/**
 * Improves a point by what a {@link ResponseFit} expects of it, run by run of steps.
 * Allocates nothing after construction; owned by one thread.
 */
final class ResponseModel extends ResponseFit {

	/** Levels of what gives way in an exchange. */
	private final double[] given;

	private double shared;

	private final double[] widths;

	private final double[] point;

	private final double[] responses;

	/** Share of the box before each block. */
	private final double[] before;

	private final double[] costs;

	/** One and the distance of the point from each known one, {@code [R, n]}. */
	private final double[] apart;

	/** Parabola of the distance in the level, for each known point. */
	private final double[] constants;

	private final double[] linears;

	private final double[] nearest;

	private final double[] scanned;

	private double caution;

	/**
	 * @param block steps that follow one another; their number divides the dimensions
	 * @param capacity most points of a fit
	 * @param levels most values of one scan
	 */
	ResponseModel(int dimensions, int block, int capacity, int levels) {
		super(dimensions, block, capacity);
		this.given = new double[levels];
		this.widths = new double[dimensions / block];
		this.point = new double[dimensions];
		this.responses = new double[dimensions];
		this.before = new double[dimensions / block];
		this.costs = new double[dimensions / block];
		this.apart = new double[dimensions * capacity];
		this.constants = new double[capacity];
		this.linears = new double[capacity];
		this.nearest = new double[levels];
		this.scanned = new double[levels];
	}

	/**
	 * Sets the point that is improved.
	 * @param from {@code [D]} from {@code offset} on
	 * @param cautious what a plan loses where no scored plan is near, in deviations of
	 * the scores
	 */
	void start(double[] from, int offset, double cautious) {
		this.caution = cautious;
		System.arraycopy(from, offset, this.point, 0, this.dimensions);
		for (int r = 0; r < size(); r++) {
			this.responses[r] = at(r);
		}
	}

	/**
	 * Says what ties dimensions to each other.
	 * @param from share of the box before each block, NaN if not known
	 * @param ofWidth cost of a change by the width of the box, of each block, if the
	 * parts are those of dimensions
	 * @param width of the box, of each block
	 * @param most sum of a step over the blocks, above the lower corners
	 */
	void couple(double[] from, double[] ofWidth, double[] width, double most) {
		System.arraycopy(width, 0, this.widths, 0, this.widths.length);
		this.shared = most;
		System.arraycopy(from, 0, this.before, 0, this.before.length);
		System.arraycopy(ofWidth, 0, this.costs, 0, this.costs.length);
	}

	/** What the change from one share of the box to the next costs. */
	private double change(int d, double last, double next) {
		return (this.whole || Double.isNaN(last)) ? 0 : this.costs[d / this.block] * Math.abs(next - last);
	}

	/** Share of the box before a dimension. */
	private double before(int d) {
		return (d % this.block == 0) ? this.before[d / this.block] : this.point[d - 1] * this.point[d - 1];
	}

	/** What the changes to the dimensions {@code a} to {@code b} and from there cost. */
	private double changes(int a, int b) {
		double sum = 0;
		for (int d = a; d <= b || d == b + 1 && d % this.block != 0; d++) {
			sum += change(d, before(d), this.point[d] * this.point[d]);
		}
		return sum;
	}

	/** The point that is improved, {@code [D]}. */
	double[] point() {
		return this.point;
	}

	private double at(int response) {
		double value = this.offsets[response];
		double close = 0;
		int to = last(response);
		for (int d = first(response); d <= to; d++) {
			value += this.slopes[response * this.dimensions + d] * this.point[d];
		}
		int row = response * this.capacity;
		Arrays.fill(this.apart, row, row + this.counts[response], 1);
		for (int d = close(response); d <= to; d++) {
			double weight = weight(response, d);
			double own = this.point[d];
			int column = known(response, d);
			for (int i = 0; i < this.counts[response]; i++) {
				double apart = own - this.known[column + i];
				this.apart[row + i] += weight * apart * apart;
			}
		}
		for (int i = 0; i < this.counts[response]; i++) {
			value += this.alpha[row + i] / this.apart[row + i];
			close = Math.max(close, 1 / this.apart[row + i]);
		}
		return value - this.caution * this.spreads[response] * (1 - close);
	}

	/**
	 * Sets all values of a run of steps to the best of several levels, if that is better.
	 * @param a first dimension of the run
	 * @param b last dimension of the run, of the same block
	 * @return whether the point has moved
	 */
	boolean improve(int a, int b, double[] levels, int many) {
		bound(a, b, levels, many);
		Arrays.fill(this.scanned, 0, many, 0);
		double now = scan(a, b, levels, many) - changes(a, b);
		int best = best(now, many);
		if (best >= 0) {
			move(a, b, levels[best]);
		}
		return best >= 0;
	}

	/** Level that is scanned as better than {@code now} and best; −1 if none. */
	private int best(double now, int many) {
		double most = now + 1e-9 * Math.abs(now);
		int best = -1;
		for (int l = 0; l < many; l++) {
			if (this.scanned[l] > most) {
				most = this.scanned[l];
				best = l;
			}
		}
		return best;
	}

	private void move(int a, int b, double level) {
		Arrays.fill(this.point, a, b + 1, level);
		for (int r = this.whole ? 0 : a; r < end(a); r++) {
			this.responses[r] = at(r);
		}
	}

	/** End of the responses that depend on a dimension. */
	private int end(int d) {
		return this.whole ? 1 : (d / this.block + 1) * this.block;
	}

	/**
	 * Adds all that depends on a run, with its dimensions at each level.
	 * @return the sum of the responses as they are now
	 */
	private double scan(int a, int b, double[] levels, int many) {
		double now = 0;
		for (int r = this.whole ? 0 : a; r < end(a); r++) {
			now += this.responses[r];
			scan(r, a, Math.min(b, last(r)), levels, many);
		}
		double last = before(a);
		boolean ends = (b + 1) % this.block == 0;
		for (int l = 0; l < many; l++) {
			double share = levels[l] * levels[l];
			this.scanned[l] -= change(a, last, share)
					+ (ends ? 0 : change(b + 1, share, this.point[b + 1] * this.point[b + 1]));
		}
		return now;
	}

	/** What the other blocks leave at a dimension's step, above the lower corner. */
	private double left(int d) {
		double left = this.shared;
		for (int other = d % this.block; other < this.dimensions; other += this.block) {
			left -= (other != d) ? this.widths[other / this.block] * this.point[other] * this.point[other] : 0;
		}
		return left;
	}

	/** Lowers levels to what the other blocks leave at every step of the run. */
	private void bound(int a, int b, double[] levels, int many) {
		if (Double.isInfinite(this.shared) || this.widths[a / this.block] == 0) {
			return;
		}
		double left = Double.POSITIVE_INFINITY;
		for (int d = a; d <= b; d++) {
			left = Math.min(left, left(d));
		}
		double most = Math.sqrt(Math.max(0, left) / this.widths[a / this.block]);
		for (int l = 0; l < many; l++) {
			levels[l] = Math.min(levels[l], most);
		}
	}

	/**
	 * Sets a dimension to the best of several levels, and lowers another one of the same
	 * step by what is not left then, if that is better together.
	 * @return whether the point has moved
	 */
	boolean exchange(int taker, int giver, double[] levels, int many) {
		if (Double.isInfinite(this.shared) || this.whole) {
			return false;
		}
		double width = this.widths[giver / this.block];
		double held = width * this.point[giver] * this.point[giver];
		double left = left(taker);
		int kept = 0;
		for (int l = 0; l < many; l++) {
			double lacking = this.widths[taker / this.block] * levels[l] * levels[l] - left;
			if (lacking > 0 && lacking <= held) {
				levels[kept] = levels[l];
				this.given[kept++] = Math.sqrt((held - lacking) / width);
			}
		}
		Arrays.fill(this.scanned, 0, kept, 0);
		double now = scan(taker, taker, levels, kept) + scan(giver, giver, this.given, kept) - changes(taker, taker)
				- changes(giver, giver);
		int best = best(now, kept);
		if (best >= 0) {
			move(taker, taker, levels[best]);
			move(giver, giver, this.given[best]);
		}
		return best >= 0;
	}

	/**
	 * Adds a response, with the dimensions {@code a} to {@code b} at each level: in the
	 * level, the distance from a known point is a parabola.
	 */
	private void scan(int response, int a, int b, double[] levels, int many) {
		double rest = this.offsets[response];
		double slope = 0;
		double square = 0;
		for (int d = first(response); d <= last(response); d++) {
			double steep = this.slopes[response * this.dimensions + d];
			if (d >= a && d <= b) {
				slope += steep;
				square += (d >= close(response)) ? weight(response, d) : 0;
			}
			else {
				rest += steep * this.point[d];
			}
		}
		for (int l = 0; l < many; l++) {
			this.scanned[l] += rest + slope * levels[l];
			this.nearest[l] = 0;
		}
		if (b < close(response)) {
			double kept = this.responses[response] - kept(response);
			for (int l = 0; l < many; l++) {
				this.scanned[l] += kept;
			}
			return;
		}
		int row = response * this.capacity;
		int n = this.counts[response];
		System.arraycopy(this.apart, row, this.constants, 0, n);
		Arrays.fill(this.linears, 0, n, 0);
		for (int d = Math.max(a, close(response)); d <= b; d++) {
			without(known(response, d), n, weight(response, d), this.point[d]);
		}
		for (int i = 0; i < n; i++) {
			add(this.scanned, this.nearest, levels, many, this.alpha[row + i], this.constants[i], this.linears[i],
					square);
		}
		double loss = this.caution * this.spreads[response];
		for (int l = 0; l < many; l++) {
			this.scanned[l] -= loss * (1 - this.nearest[l]);
		}
	}

	/** Takes a dimension out of the distances, and into the parabolas of the level. */
	private void without(int from, int n, double weight, double own) {
		double[] constant = this.constants;
		double[] linear = this.linears;
		double[] to = this.known;
		for (int i = 0; i < n; i++) {
			linear[i] += 2 * weight * to[from + i];
			constant[i] += weight * own * (2 * to[from + i] - own);
		}
	}

	/** Adds what one known point says, at each level. */
	private static void add(double[] sums, double[] nearest, double[] levels, int many, double alpha, double constant,
			double linear, double square) {
		for (int l = 0; l < many; l++) {
			double level = levels[l];
			double close = 1 / (constant + level * (square * level - linear));
			sums[l] += alpha * close;
			nearest[l] = Math.max(nearest[l], close);
		}
	}

	/** The trend of a response at the point. */
	private double kept(int response) {
		double value = this.offsets[response];
		for (int d = first(response); d <= last(response); d++) {
			value += this.slopes[response * this.dimensions + d] * this.point[d];
		}
		return value;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Search for few calls: designed points first, which tell how each step responds, then
 * the best points of a {@link ResponseModel} fitted to all that was scored. The points of
 * one call differ in how far they trust the model where nothing was scored.
 */
final class SurrogateSearch extends SamplingOptimizer {

	/** Most points of the fit of a response. */
	private static final int FITTED = 32;

	/** How much the candidates of a call distrust the model, in turn. */
	private static final double[] CAUTION = { 0.05, 0.02, 0.1, 0.2, 0.01, 0.4, 0.3, 0.8 };

	/** Steps of a scan, as shares of the box's square root. */
	private static final double[] REACH = { 0.015, 0.04, 0.1, 0.25, 0.5 };

	private static final int LEVELS = 2 * REACH.length + 2;

	/** Points as near as this to a known one, in all dimensions, say nothing new. */
	private static final double SAME = 0.008;

	/**
	 * Designed points: first level, share of the steps that have it, level after that. In
	 * this order while there is room.
	 */
	private static final float[][] DESIGN = { { 1, 1, 1 }, { 0.2f, 1, 0.2f }, { 0.5f, 1, 0.5f }, { 0.1f, 1, 0.1f },
			{ 0.3f, 1, 0.3f }, { 1, 0.875f, 0.4f }, { 1, 0.5f, 0.4f }, { 0.2f, 0.25f, 1 }, { 0.7f, 1, 0.7f },
			{ 0.4f, 1, 0.4f }, { 1, 0.75f, 0.25f }, { 0.25f, 0.625f, 0.8f }, { 1, 0.25f, 0.3f }, { 0.15f, 0.5f, 0.4f },
			{ 0.4f, 0.5f, 0.15f } };

	/** Most sweeps of the first candidate of a call. */
	private static final int SWEEPS = 4;

	private final SurrogateSettings settings;

	private final int block;

	private final ResponseModel model;

	/** Square roots of shares of the box, of all points, {@code [m, D]}. */
	private final double[] roots;

	private final double[] totals;

	private final double[] parts;

	private final int[] order;

	private final double[] levels = new double[LEVELS];

	private final double[] candidate;

	/** Share of the box in force before each block, NaN if not known. */
	private final double[] before;

	/** Cost of a change by the width of the box, of each block. */
	private final double[] costs;

	/** Width of the box, of each block. */
	private final double[] widths;

	/** What all blocks share above their lower corners. */
	private double shared;

	private int stored;

	private boolean divided;

	private float @Nullable [] evaluated;

	private double @Nullable [] told;

	private long drawn;

	/**
	 * @param block dimensions that follow each other in time; their number divides the
	 * dimensions
	 */
	SurrogateSearch(SurrogateSettings settings, int dimensions, int block) {
		super(dimensions, Math.max(settings.first(), settings.next()));
		this.settings = settings;
		this.block = block;
		this.model = new ResponseModel(dimensions, block, FITTED, LEVELS);
		int most = population() * (1 + settings.calls());
		this.roots = new double[(most + population()) * dimensions];
		this.totals = new double[most];
		this.parts = new double[most * dimensions];
		this.order = new int[most];
		this.candidate = new double[dimensions];
		this.before = new double[dimensions / block];
		this.costs = new double[dimensions / block];
		this.widths = new double[dimensions / block];
	}

	@Override
	public boolean separates() {
		return true;
	}

	@Override
	public void couple(float[] from, double[] costs, double most) {
		double left = most;
		for (int d = 0; d < dimensions(); d += this.block) {
			double width = this.high[d] - this.low[d];
			this.costs[d / this.block] = costs[d / this.block] * width;
			this.before[d / this.block] = (width > 0) ? (from[d / this.block] - this.low[d]) / width : Double.NaN;
			this.widths[d / this.block] = width;
			left -= this.low[d];
		}
		this.shared = left;
	}

	@Override
	void begin() {
		Arrays.fill(this.costs, 0);
		Arrays.fill(this.before, Double.NaN);
		this.shared = Double.POSITIVE_INFINITY;
		this.stored = 0;
		this.divided = true;
		this.drawn = this.settings.seed();
	}

	@Override
	public void tell(double[] values, float[] points, double[] steps) {
		this.evaluated = points;
		this.told = steps;
		tell(values);
		this.evaluated = null;
		this.told = null;
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		if (iteration == 0) {
			return design(next, into);
		}
		return (iteration > this.settings.calls()) ? 0 : propose(into);
	}

	private int design(int next, float[] into) {
		int row = 0;
		int count = next;
		// Without a plan before, the first two guesses hold.
		if (next > 1 && Arrays.equals(into, 0, dimensions(), into, dimensions(), 2 * dimensions())) {
			count--;
			System.arraycopy(into, count * dimensions(), into, dimensions(), dimensions());
		}
		for (; count < this.settings.first(); row++) {
			for (int d = 0; d < dimensions(); d++) {
				float share = (row < DESIGN.length) ? designed(row, d) : (float) draw();
				into[count * dimensions() + d] = this.low[d] + share * (this.high[d] - this.low[d]);
			}
			count++;
		}
		return count;
	}

	/** Each block has another row, so that the blocks do not all go up together. */
	private static float value(float[] row, float share) {
		return (share < row[1]) ? row[0] : row[2];
	}

	private float designed(int row, int d) {
		float[] own = DESIGN[(row + 4 * (d / this.block)) % DESIGN.length];
		return value(own, (d % this.block) / (float) this.block);
	}

	/** Uniform between 0 and 1; the sequence begins again with each search. */
	private double draw() {
		this.drawn += 0x9E3779B97F4A7C15L;
		long mixed = (this.drawn ^ (this.drawn >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53;
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		float[] points = (this.evaluated != null) ? this.evaluated : from;
		double[] steps = this.told;
		this.divided &= steps != null;
		for (int p = 0; p < count; p++) {
			if (Double.isFinite(values[p]) && (steps == null || finite(steps, p))) {
				for (int d = 0; d < dimensions(); d++) {
					double width = this.high[d] - this.low[d];
					double share = (width > 0) ? (points[p * dimensions() + d] - this.low[d]) / width : 0;
					this.roots[this.stored * dimensions() + d] = Math.sqrt(Math.clamp(share, 0, 1));
					if (steps != null) {
						this.parts[this.stored * dimensions() + d] = steps[p * dimensions() + d]
								+ change(this.stored, d);
					}
				}
				this.totals[this.stored++] = values[p];
			}
		}
		return found.evaluations > found.nonFinite;
	}

	/** What the change to a dimension has cost. */
	private double change(int point, int d) {
		double root = this.roots[point * dimensions() + d];
		double last = (d % this.block == 0) ? this.before[d / this.block]
				: this.roots[point * dimensions() + d - 1] * this.roots[point * dimensions() + d - 1];
		return Double.isNaN(last) ? 0 : this.costs[d / this.block] * Math.abs(root * root - last);
	}

	private boolean finite(double[] steps, int point) {
		for (int d = 0; d < dimensions(); d++) {
			if (!Double.isFinite(steps[point * dimensions() + d])) {
				return false;
			}
		}
		return true;
	}

	/** Orders the points, best first. */
	private void rank() {
		for (int i = 0; i < this.stored; i++) {
			int at = i;
			for (; at > 0 && this.totals[this.order[at - 1]] < this.totals[i]; at--) {
				this.order[at] = this.order[at - 1];
			}
			this.order[at] = i;
		}
	}

	private boolean same(int point, int other) {
		for (int d = 0; d < dimensions(); d++) {
			if (Math.abs(this.roots[point * dimensions() + d] - this.roots[other * dimensions() + d]) > SAME) {
				return false;
			}
		}
		return true;
	}

	private int propose(float[] into) {
		rank();
		if (this.stored > 0) {
			this.model.couple(this.before, this.costs, this.widths, this.shared);
			this.model.fit(this.order, this.stored, this.roots, this.divided ? this.parts : this.totals, !this.divided);
		}
		int count = 0;
		for (; count < this.settings.next(); count++) {
			int slot = this.stored + count;
			if (this.stored == 0) {
				draw(slot);
			}
			else {
				improve(count, slot);
				for (int tries = 0; known(slot, this.stored + count) && tries < 8; tries++) {
					vary(slot, this.order[0]);
				}
			}
			for (int d = 0; d < dimensions(); d++) {
				double root = this.roots[slot * dimensions() + d];
				into[count * dimensions() + d] = (float) (this.low[d] + root * root * (this.high[d] - this.low[d]));
			}
		}
		return count;
	}

	private void draw(int slot) {
		for (int d = 0; d < dimensions(); d++) {
			this.roots[slot * dimensions() + d] = draw();
		}
	}

	private boolean known(int slot, int others) {
		for (int i = 0; i < others; i++) {
			if (same(slot, i)) {
				return true;
			}
		}
		return false;
	}

	/** The best point of the model, from one that is known. */
	private void improve(int turn, int slot) {
		int from = (turn % 2 == 0 && turn > 0) ? this.stored : this.order[(turn / 2) % this.stored];
		this.model.start(this.roots, from * dimensions(), CAUTION[turn % CAUTION.length]);
		if (turn == 0) {
			for (int sweep = 0; sweep < SWEEPS && sweep(this.block, 2); sweep++) {
				continue;
			}
		}
		else {
			sweep(this.block, Math.max(2, this.block));
			sweep(1, 2);
		}
		System.arraycopy(this.model.point(), 0, this.roots, slot * dimensions(), dimensions());
	}

	/** Improves runs of steps, from long to short ones. */
	private boolean sweep(int longest, int shortening) {
		boolean moved = false;
		for (int length = longest; length >= 1; length /= shortening) {
			for (int d = 0; d < dimensions(); d++) {
				int last = d + length - 1;
				if (last / this.block == d / this.block) {
					moved |= this.model.improve(d, last, this.levels, levels(this.model.point()[d]));
				}
			}
		}
		for (int d = 0; d < dimensions(); d++) {
			for (int other = d % this.block; other < dimensions(); other += this.block) {
				if (other != d) {
					moved |= this.model.exchange(d, other, this.levels, levels(this.model.point()[d]));
				}
			}
		}
		return moved;
	}

	/** Levels around a value, and both ends. */
	private int levels(double around) {
		int many = 0;
		this.levels[many++] = 0;
		this.levels[many++] = 1;
		for (double reach : REACH) {
			this.levels[many++] = Math.clamp(around - reach, 0, 1);
			this.levels[many++] = Math.clamp(around + reach, 0, 1);
		}
		return many;
	}

	/** Moves a few steps of a point at random. */
	private void vary(int slot, int from) {
		System.arraycopy(this.roots, from * dimensions(), this.candidate, 0, dimensions());
		int first = (int) (draw() * dimensions());
		int last = Math.min((first / this.block + 1) * this.block - 1, first + (int) (draw() * 3));
		double by = (draw() - 0.5) * 0.3;
		for (int d = first; d <= last; d++) {
			this.candidate[d] = Math.clamp(this.candidate[d] + by, 0, 1);
		}
		System.arraycopy(this.candidate, 0, this.roots, slot * dimensions(), dimensions());
	}

}

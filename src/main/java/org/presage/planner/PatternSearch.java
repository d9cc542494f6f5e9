/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;

/**
 * Pattern search (Hooke and Jeeves, 1961) with parabolic steps (Powell, 1964), many
 * candidates at a time. The first iteration looks at the guesses and at noise around the
 * mean. Then rounds of two iterations follow: each dimension of the best point is probed
 * to both sides; a parabola through the three values says how far to go, and several
 * lengths of the step in all dimensions together are tried. Where a function is nearly a
 * sum over its dimensions, as the score of a plan is, a round comes as far as many
 * iterations of random samples.
 * <p>
 * Where the best point touches the upper corner of the box after the first round (a
 * loaded cell has all PRBs), what is left is often a choice of some dimensions that are
 * low among high ones, and neighbours depend on each other. The second round then takes
 * one dimension at a time to the other level, and exchanges two neighbours, twice from
 * the best point. Searches of several blocks do not: for slices it was not measured.
 */
final class PatternSearch extends SamplingOptimizer {

	/** Standard deviation of the noise of the first iteration, as a share of the box. */
	private static final double SPREAD = 0.3;

	/** At the end of the box the second probe is this many times as far as the first. */
	private static final float FURTHER = 2.5f;

	/** How far beyond its probes a step may go, in probes. */
	private static final double MOST = 3;

	/** Longest step that is tried, in parabolic steps. */
	private static final double LONGEST = 1.5;

	/** At the upper corner is what is no further below it, as a share of the box. */
	private static final double NEAR = 0.1;

	/** The low level among high dimensions, and what is low, likewise. */
	private static final float LOW = 0.25f;

	private static final double MIDDLE = 0.5;

	/** Dimensions that differ by less are not exchanged, as a share of the box. */
	private static final double ALIKE = 0.06;

	/** The round of exchanges, if there is one. */
	private static final int EXCHANGES = 1;

	/** Two neighbours, and two that have one between them. */
	private static final int FURTHEST = 2;

	private final PatternSettings settings;

	private final int block;

	private final float[] noise;

	private final float[] base;

	private final float[] step;

	/** How far each probe moved. */
	private final float[] probes;

	private double baseValue;

	/** Whether the second round exchanges dimensions. */
	private boolean exchanges;

	/**
	 * @param block dimensions that follow each other in time; their number divides the
	 * dimensions
	 */
	PatternSearch(PatternSettings settings, int dimensions, int block) {
		super(dimensions, Math.max(settings.population(), Math.max(2 * dimensions, settings.steps())));
		this.settings = settings;
		this.block = block;
		this.noise = GaussianNoise.lowDiscrepancy(settings.population(), dimensions, settings.seed());
		this.base = new float[dimensions];
		this.step = new float[dimensions];
		this.probes = new float[2 * dimensions];
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		if (iteration == 0) {
			return scatter(next, into);
		}
		if (iteration > 2 * this.settings.rounds()) {
			return 0;
		}
		int round = round(iteration);
		boolean first = iteration % 2 == 1;
		if (round == EXCHANGES && first) {
			this.exchanges = alone() && this.settings.rounds() > EXCHANGES + 1 && touchesTop();
		}
		if (round == EXCHANGES && this.exchanges) {
			return exchange(into);
		}
		return first ? probe(iteration, into) : stride(into);
	}

	/** Round of an iteration after the first one, from 0. */
	private static int round(int iteration) {
		return (iteration - 1) / 2;
	}

	/** Whether there is one block, so that no other one shares a carrier with it. */
	private boolean alone() {
		return this.block == dimensions();
	}

	private boolean touchesTop() {
		for (int d = 0; d < dimensions(); d++) {
			if (share(d) >= 1 - NEAR) {
				return true;
			}
		}
		return false;
	}

	/** Where the best point is between both ends of a dimension, 0 to 1. */
	private double share(int d) {
		double width = this.high[d] - this.low[d];
		return (width > 0) ? (solution().best[d] - this.low[d]) / width : 0;
	}

	/**
	 * The best point with one dimension at the other of two levels, then with two
	 * neighbours exchanged. Both iterations of a round together have as many points as
	 * another round.
	 */
	private int exchange(float[] into) {
		int most = (2 * dimensions() + this.settings.steps()) / 2;
		int count = 0;
		for (int d = 0; d < dimensions() && count < most; d++) {
			if (share(d) >= 1 - NEAR || share(d) < MIDDLE) {
				float other = (share(d) < MIDDLE) ? this.high[d] : this.low[d] + LOW * (this.high[d] - this.low[d]);
				System.arraycopy(solution().best, 0, into, count * dimensions(), dimensions());
				into[count++ * dimensions() + d] = other;
			}
		}
		for (int apart = 1; apart <= FURTHEST; apart++) {
			for (int d = 0; d + apart < dimensions() && count < most; d++) {
				int other = d + apart;
				if (d / this.block == other / this.block && Math.abs(share(d) - share(other)) > ALIKE) {
					System.arraycopy(solution().best, 0, into, count * dimensions(), dimensions());
					into[count * dimensions() + d] = solution().best[other];
					into[count++ * dimensions() + other] = solution().best[d];
				}
			}
		}
		return count;
	}

	/** How far the probes of a round go, as a share of the box. */
	private double reach(int round) {
		int shrunk = round;
		int last = this.settings.rounds() - 1;
		if (round > EXCHANGES && round < last) {
			if (this.exchanges) {
				shrunk = round - 1;
			}
			else if (alone() && round == last - 1) {
				// Whole PRBs decide in the end, and one round of them is too short.
				shrunk = last;
			}
		}
		return this.settings.reach() * Math.pow(this.settings.shrink(), shrunk);
	}

	private int scatter(int next, float[] into) {
		for (int p = next; p < this.settings.population(); p++) {
			for (int d = 0; d < dimensions(); d++) {
				double moved = this.mean[d]
						+ SPREAD * (this.high[d] - this.low[d]) * this.noise[(p - next) * dimensions() + d];
				into[p * dimensions() + d] = Math.clamp((float) moved, this.low[d], this.high[d]);
			}
		}
		return Math.max(next, this.settings.population());
	}

	/**
	 * Every dimension of the base at two other places: on both sides, or twice on one
	 * where the box ends on the other. In the last round the dimensions that follow in
	 * time move with it: what changes once and stays costs less than what changes and
	 * changes back.
	 */
	private int probe(int iteration, float[] into) {
		double reach = reach(round(iteration));
		System.arraycopy(solution().best, 0, this.base, 0, dimensions());
		this.baseValue = solution().bestValue;
		for (int p = 0; p < 2 * dimensions(); p++) {
			int d = p / 2;
			System.arraycopy(this.base, 0, into, p * dimensions(), dimensions());
			float far = (float) (reach * (this.high[d] - this.low[d]));
			float moved = (p % 2 == 0) ? -far : far;
			if (moved > 0 && this.base[d] >= this.high[d]) {
				moved = -FURTHER * far;
			}
			else if (moved < 0 && this.base[d] <= this.low[d]) {
				moved = FURTHER * far;
			}
			this.probes[p] = Math.clamp(this.base[d] + moved, this.low[d], this.high[d]) - this.base[d];
			for (int i = d; i < end(iteration, d); i++) {
				into[p * dimensions() + i] = Math.clamp(this.base[i] + moved, this.low[i], this.high[i]);
			}
		}
		return 2 * dimensions();
	}

	/** End of the dimensions that move with {@code d}. */
	private int end(int iteration, int d) {
		boolean last = iteration >= 2 * this.settings.rounds() - 1;
		return last ? (d / this.block + 1) * this.block : d + 1;
	}

	/** Several lengths of the step from the base. */
	private int stride(float[] into) {
		for (int p = 0; p < this.settings.steps(); p++) {
			float length = (float) (LONGEST * (p + 1) / this.settings.steps());
			for (int d = 0; d < dimensions(); d++) {
				into[p * dimensions() + d] = Math.clamp(this.base[d] + length * this.step[d], this.low[d],
						this.high[d]);
			}
		}
		return this.settings.steps();
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		int iteration = found.iterations - 1;
		boolean probed = iteration % 2 == 1 && !(this.exchanges && round(iteration) == EXCHANGES);
		if (probed) {
			Arrays.fill(this.step, 0);
			for (int d = 0; d < dimensions(); d++) {
				float along = parabolic(this.probes[2 * d], values[2 * d], this.probes[2 * d + 1], values[2 * d + 1]);
				for (int i = d; i < end(iteration, d); i++) {
					this.step[i] += along;
				}
			}
		}
		return found.evaluations > found.nonFinite;
	}

	/**
	 * Where the parabola through the base and two probes is highest; beyond the better
	 * probe where it has no highest point.
	 * @param x distance of a probe from the base
	 * @param z distance of the other one
	 */
	private float parabolic(float x, double atX, float z, double atZ) {
		double gainX = Double.isFinite(atX) ? atX - this.baseValue : Double.NEGATIVE_INFINITY;
		double gainZ = Double.isFinite(atZ) ? atZ - this.baseValue : Double.NEGATIVE_INFINITY;
		float better = (gainX > gainZ) ? x : z;
		boolean gains = Math.max(gainX, gainZ) > 0;
		if (x == 0 || z == 0 || x == z || Double.isInfinite(gainX) || Double.isInfinite(gainZ)) {
			return gains ? better : 0;
		}
		double determinant = (double) x * z * (x - z);
		double curvature = (gainX * z - gainZ * x) / determinant;
		double slope = (gainZ * x * x - gainX * z * z) / determinant;
		double furthest = MOST * Math.max(Math.abs(x), Math.abs(z));
		if (curvature >= 0) {
			return (float) (gains ? Math.signum(better) * furthest : 0);
		}
		return (float) Math.clamp(-slope / (2 * curvature), -furthest, furthest);
	}

}

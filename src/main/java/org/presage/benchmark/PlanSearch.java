/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.presage.planner.ActionSpace;

/**
 * A very large search for the best plan, to measure others by: plans of many shapes at
 * random, then the best of them improved step by step until no change of one or several
 * neighbouring steps helps.
 */
final class PlanSearch {

	private static final int[] MOVES = { -16, -8, -4, -2, -1, 1, 2, 4, 8, 16 };

	/** Plans that are improved. */
	private static final int REFINED = 4;

	private final WindowScorer scorer;

	private final ActionSpace space;

	private final int horizon;

	private final int samples;

	private final long seed;

	PlanSearch(WindowScorer scorer, ActionSpace space, int horizon, int samples, long seed) {
		this.scorer = scorer;
		this.space = space;
		this.horizon = horizon;
		this.samples = samples;
		this.seed = seed;
	}

	/** Score of the best plan that it finds from the scorer's window. */
	double best(float inForce) {
		SplittableRandom random = new SplittableRandom(this.seed);
		float[] plans = new float[this.samples * this.horizon];
		for (int p = 0; p < this.samples; p++) {
			draw(random, plans, p * this.horizon);
			this.space.project(plans, p * this.horizon, this.horizon, inForce);
		}
		double[] scores = new double[this.samples];
		this.scorer.score(this.samples, plans, scores);
		double best = Double.NEGATIVE_INFINITY;
		for (int r = 0; r < REFINED; r++) {
			int top = 0;
			for (int p = 1; p < this.samples; p++) {
				top = (scores[p] > scores[top]) ? p : top;
			}
			best = Math.max(best, refined(Arrays.copyOfRange(plans, top * this.horizon, (top + 1) * this.horizon),
					scores[top], inForce));
			scores[top] = Double.NEGATIVE_INFINITY;
		}
		return best;
	}

	/** A curve through 1 to H knots, every second one roughened step by step. */
	private void draw(SplittableRandom random, float[] into, int offset) {
		int knots = 1 + random.nextInt(this.horizon);
		float[] heights = new float[knots];
		for (int k = 0; k < knots; k++) {
			heights[k] = (float) (this.space.min() + random.nextDouble() * (this.space.max() - this.space.min()));
		}
		double rough = random.nextBoolean() ? 0.1 * random.nextDouble() * (this.space.max() - this.space.min()) : 0;
		for (int h = 0; h < this.horizon; h++) {
			float at = (knots == 1) ? 0 : h * (knots - 1f) / (this.horizon - 1);
			int left = Math.min((int) at, Math.max(0, knots - 2));
			float right = heights[Math.min(left + 1, knots - 1)];
			into[offset + h] = heights[left] + (at - left) * (right - heights[left])
					+ (float) (rough * random.nextGaussian());
		}
	}

	private double refined(float[] plan, double score, float inForce) {
		int runs = this.horizon * (this.horizon + 1) / 2;
		float[] tried = new float[runs * MOVES.length * this.horizon];
		double[] scores = new double[runs * MOVES.length];
		double best = score;
		for (double before = Double.NEGATIVE_INFINITY; best > before;) {
			before = best;
			int count = 0;
			for (int from = 0; from < this.horizon; from++) {
				for (int to = from; to < this.horizon; to++) {
					for (int move : MOVES) {
						int offset = count++ * this.horizon;
						System.arraycopy(plan, 0, tried, offset, this.horizon);
						for (int h = from; h <= to; h++) {
							tried[offset + h] += move;
						}
						this.space.project(tried, offset, this.horizon, inForce);
					}
				}
			}
			this.scorer.score(count, tried, scores);
			for (int i = 0; i < count; i++) {
				if (scores[i] > best) {
					best = scores[i];
					System.arraycopy(tried, i * this.horizon, plan, 0, this.horizon);
				}
			}
		}
		return best;
	}

}

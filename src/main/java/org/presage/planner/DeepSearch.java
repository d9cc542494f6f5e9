/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A very large search for the best plan, to measure others by: plans of many shapes at
 * random, then the best of them improved step by step until no change of one or several
 * neighbouring steps helps. Owned by one thread.
 */
public final class DeepSearch {

	private static final int[] MOVES = { -16, -8, -4, -2, -1, 1, 2, 4, 8, 16 };

	/** Plans of the random ones that are improved. */
	private static final int REFINED = 4;

	private final PlanScorer scorer;

	private final JointSpace space;

	private final int horizon;

	private final int samples;

	private final long seed;

	/**
	 * @param scorer of plans from the window that is searched from
	 * @param horizon steps of a plan, H
	 * @param samples random plans, 1 or more
	 */
	public DeepSearch(PlanScorer scorer, JointSpace space, int horizon, int samples, long seed) {
		this.scorer = scorer;
		this.space = space;
		this.horizon = horizon;
		this.samples = samples;
		this.seed = seed;
	}

	/**
	 * Score of the best plan that it finds.
	 * @param inForce allocation in force of each slice, PRBs, NaN if not known
	 */
	public double best(float... inForce) {
		return best(inForce, List.of());
	}

	/**
	 * The same beginning with known plans too, each of which is improved.
	 * @param known admissible plans, each {@code [S, H]}
	 */
	public double best(float[] inForce, List<float[]> known) {
		SplittableRandom random = new SplittableRandom(this.seed);
		int stride = this.samples * this.horizon;
		float[] plans = new float[this.space.size() * stride];
		for (int p = 0; p < this.samples; p++) {
			for (int s = 0; s < this.space.size(); s++) {
				draw(random, this.space.slice(s), plans, s * stride + p * this.horizon);
			}
			this.space.project(plans, p * this.horizon, stride, this.horizon, inForce);
		}
		double[] scores = new double[this.samples];
		this.scorer.score(this.samples, plans, scores);
		for (int p = 0; p < this.samples; p++) {
			scores[p] = Double.isNaN(scores[p]) ? Double.NEGATIVE_INFINITY : scores[p];
		}
		double best = Double.NEGATIVE_INFINITY;
		for (float[] plan : known) {
			double[] score = new double[1];
			this.scorer.score(1, plan, score);
			if (!Double.isNaN(score[0])) {
				best = Math.max(best, refined(plan.clone(), score[0], inForce));
			}
		}
		for (int r = 0; r < Math.min(REFINED, this.samples); r++) {
			int top = 0;
			for (int p = 1; p < this.samples; p++) {
				top = (scores[p] > scores[top]) ? p : top;
			}
			best = Math.max(best, refined(plan(plans, top, this.samples), scores[top], inForce));
			scores[top] = Double.NEGATIVE_INFINITY;
		}
		return best;
	}

	/** A curve through 1 to H knots, every second one roughened step by step. */
	private void draw(SplittableRandom random, ActionSpace bounds, float[] into, int offset) {
		int knots = 1 + random.nextInt(this.horizon);
		float[] heights = new float[knots];
		for (int k = 0; k < knots; k++) {
			heights[k] = (float) (bounds.min() + random.nextDouble() * (bounds.max() - bounds.min()));
		}
		double rough = random.nextBoolean() ? 0.1 * random.nextDouble() * (bounds.max() - bounds.min()) : 0;
		for (int h = 0; h < this.horizon; h++) {
			float at = (knots == 1) ? 0 : h * (knots - 1f) / (this.horizon - 1);
			int left = Math.min((int) at, Math.max(0, knots - 2));
			float right = heights[Math.min(left + 1, knots - 1)];
			into[offset + h] = heights[left] + (at - left) * (right - heights[left])
					+ (float) (rough * random.nextGaussian());
		}
	}

	/** One of many plans {@code [S, count, H]}, as {@code [S, H]}. */
	private float[] plan(float[] plans, int index, int count) {
		float[] one = new float[this.space.size() * this.horizon];
		for (int s = 0; s < this.space.size(); s++) {
			System.arraycopy(plans, (s * count + index) * this.horizon, one, s * this.horizon, this.horizon);
		}
		return one;
	}

	private double refined(float[] start, double score, float[] inForce) {
		float[] plan = start;
		int runs = this.horizon * (this.horizon + 1) / 2;
		int tries = this.space.size() * runs * MOVES.length;
		float[] tried = new float[this.space.size() * tries * this.horizon];
		double[] scores = new double[tries];
		double best = score;
		for (double before = Double.NEGATIVE_INFINITY; best > before;) {
			before = best;
			int count = 0;
			for (int s = 0; s < this.space.size(); s++) {
				for (int from = 0; from < this.horizon; from++) {
					for (int to = from; to < this.horizon; to++) {
						for (int move : MOVES) {
							move(plan, s, from, to, move, tried, count++, tries);
						}
					}
				}
			}
			for (int i = 0; i < tries; i++) {
				this.space.project(tried, i * this.horizon, tries * this.horizon, this.horizon, inForce);
			}
			this.scorer.score(tries, tried, scores);
			for (int i = 0; i < tries; i++) {
				if (scores[i] > best) {
					best = scores[i];
					plan = plan(tried, i, tries);
				}
			}
		}
		return best;
	}

	/** Writes the plan, with some steps of one slice moved, as one of many. */
	private void move(float[] plan, int slice, int from, int to, int by, float[] into, int index, int count) {
		for (int s = 0; s < this.space.size(); s++) {
			System.arraycopy(plan, s * this.horizon, into, (s * count + index) * this.horizon, this.horizon);
		}
		for (int h = from; h <= to; h++) {
			into[(slice * count + index) * this.horizon + h] += by;
		}
	}

}

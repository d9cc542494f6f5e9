/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Plans the allocations of a cell's S slices over a horizon with an optimiser. The plan
 * of a slice is a piecewise linear curve through a few knots, evenly spread over the
 * horizon; the plans of all slices are one candidate, projected into their joint space.
 * Holding the allocations in force is always among the candidates, and the search starts
 * from the plan before, moved on by one step. It proposes plans and receives their
 * scores, so that several cells can be scored in one call; it may be stopped after any
 * scores. Owned by one thread; allocates nothing while it plans.
 */
public final class TrajectoryPlanner {

	private final Optimizer optimizer;

	private final int slices;

	private final int horizon;

	private final int knots;

	private final int levels;

	private final int proposals;

	private final float[] low;

	private final float[] high;

	private final float[] mean;

	private final float[] guesses;

	private final float[] actions;

	/** Values of the points proposed last, as they were scored, {@code [P, D]}. */
	private final float[] evaluated;

	/** What they contribute to the scores, {@code [P, D]}. */
	private final double[] parts;

	private final float[] current;

	/** Cost of a change by one PRB, of each slice. */
	private final double[] changes;

	private final Plan plan;

	private @Nullable JointSpace space;

	private int proposed;

	/**
	 * @param search how to search
	 * @param slices S, that are planned together
	 * @param knots of the plan of one slice, 1 to the horizon
	 * @param levels constant allocations of each slice that are among the first
	 * candidates, evenly spread over its bounds; 0 for none
	 */
	public TrajectoryPlanner(OptimizerSettings search, int slices, int horizon, int knots, int levels) {
		this(search, slices, horizon, knots, levels, 0);
	}

	/**
	 * The same with plans that a model proposes.
	 * @param proposals plans, G, that are given with each start; as many of them are
	 * among the first candidates as the population has room for, and so many levels fewer
	 */
	public TrajectoryPlanner(OptimizerSettings search, int slices, int horizon, int knots, int levels, int proposals) {
		if (knots < 1 || knots > horizon) {
			throw new InvalidInputException("knots", "1 to the horizon " + horizon, knots);
		}
		this.optimizer = search.optimizer(slices * knots, knots);
		this.slices = slices;
		this.horizon = horizon;
		this.knots = knots;
		this.proposals = Math.min(proposals, this.optimizer.population() - 3);
		this.levels = separates() ? 0
				: Math.max(0, Math.min(levels, (this.optimizer.population() - 3 - this.proposals) / slices));
		int dimensions = slices * knots;
		this.low = new float[dimensions];
		this.high = new float[dimensions];
		this.mean = new float[dimensions];
		this.guesses = new float[(2 + this.proposals + slices * this.levels) * dimensions];
		this.actions = new float[slices * this.optimizer.population() * horizon];
		this.evaluated = new float[separates() ? this.optimizer.population() * dimensions : 0];
		this.parts = new double[this.evaluated.length];
		this.current = new float[slices];
		this.changes = new double[slices];
		this.plan = new Plan(slices, horizon);
	}

	/** Slices that are planned together, S. */
	public int slices() {
		return this.slices;
	}

	/** Most plans that are proposed at once. */
	public int population() {
		return this.optimizer.population();
	}

	public int horizon() {
		return this.horizon;
	}

	/** Whether the search learns from what each step contributes to a score. */
	public boolean separates() {
		return this.optimizer.separates();
	}

	/**
	 * Says, before {@link #start}, what the scores contain of changes. Only a search that
	 * {@link #separates} reads it.
	 * @param perPrb cost of a change by one PRB, 0 or more
	 */
	public void changes(int slice, double perPrb) {
		this.changes[slice] = perPrb;
	}

	/**
	 * Begins to plan.
	 * @param admissible allocations of S slices
	 * @param inForce allocation in force of each slice, NaN if not known
	 * @param previous plan made one step before, {@code [S, H]}; null to start from what
	 * is in force
	 */
	public void start(JointSpace admissible, float[] inForce, float @Nullable [] previous) {
		begin(admissible, inForce, previous);
		search(ladder(2));
	}

	/**
	 * The same with proposed plans among the first candidates.
	 * @param shares each slice's plans as shares of its bounds, 0 for the fewest and 1
	 * for the most PRBs, {@code [S, G, H]} from {@code offset} on; NaN for the plan
	 * before
	 * @param count G of each slice, not fewer than this planner was made for
	 */
	public void start(JointSpace admissible, float[] inForce, float @Nullable [] previous, float[] shares, int offset,
			int count) {
		begin(admissible, inForce, previous);
		int dimensions = this.mean.length;
		for (int g = 0; g < this.proposals; g++) {
			for (int d = 0; d < dimensions; d++) {
				int step = Math.round(position(d % this.knots));
				float share = shares[offset + (d / this.knots * count + g) * this.horizon + step];
				float height = this.low[d] + Math.clamp(share, 0, 1) * (this.high[d] - this.low[d]);
				this.guesses[(2 + g) * dimensions + d] = Float.isNaN(share) ? this.guesses[dimensions + d] : height;
			}
		}
		search(ladder(2 + this.proposals));
	}

	private void search(int guessCount) {
		JointSpace admissible = Objects.requireNonNull(this.space);
		this.optimizer.start(this.low, this.high, this.mean, this.guesses, guessCount);
		this.optimizer.couple(this.current, this.changes, admissible.budget());
	}

	private void begin(JointSpace admissible, float[] inForce, float @Nullable [] previous) {
		this.space = admissible;
		int dimensions = this.mean.length;
		for (int s = 0; s < this.slices; s++) {
			ActionSpace slice = admissible.slice(s);
			this.current[s] = inForce[s];
			float held = Float.isNaN(inForce[s]) ? (slice.min() + slice.max()) / 2f : inForce[s];
			for (int k = 0; k < this.knots; k++) {
				int d = s * this.knots + k;
				this.low[d] = slice.min();
				this.high[d] = slice.max();
				this.mean[d] = (previous != null)
						? previous[s * this.horizon + Math.min(this.horizon - 1, Math.round(position(k)) + 1)] : held;
				this.guesses[d] = Math.clamp(held, slice.min(), slice.max());
				this.guesses[dimensions + d] = Math.clamp(this.mean[d], slice.min(), slice.max());
			}
		}
		this.plan.reset();
	}

	/**
	 * Adds constant allocations of one slice to the guesses, the others as in the plan
	 * before: the best plan is often near one of them, and often at a bound, where
	 * samples around a mean do not come.
	 * @param before guesses that are there
	 * @return guesses in all
	 */
	private int ladder(int before) {
		int dimensions = this.mean.length;
		int count = before;
		for (int s = 0; s < this.slices; s++) {
			for (int level = 0; level < this.levels; level++, count++) {
				System.arraycopy(this.guesses, dimensions, this.guesses, count * dimensions, dimensions);
				int first = s * this.knots;
				float share = (this.levels == 1) ? 1 : level / (this.levels - 1f);
				float height = this.low[first] + share * (this.high[first] - this.low[first]);
				int at = count * dimensions + first;
				Arrays.fill(this.guesses, at, at + this.knots, height);
			}
		}
		return count;
	}

	/**
	 * Proposes the next plans; they stand in {@link #actions}.
	 * @return their number P; 0 at the end of the search
	 */
	public int propose() {
		this.proposed = this.optimizer.ask();
		JointSpace admissible = this.space;
		if (admissible == null) {
			throw new IllegalStateException("propose before start");
		}
		for (int p = 0; p < this.proposed; p++) {
			curves(this.optimizer.points(), p * this.mean.length, this.actions, p * this.horizon,
					this.proposed * this.horizon);
			admissible.project(this.actions, p * this.horizon, this.proposed * this.horizon, this.horizon,
					this.current);
		}
		return this.proposed;
	}

	/** Admissible allocations of the plans proposed last, {@code [S, P, H]}. */
	public float[] actions() {
		return this.actions;
	}

	/**
	 * Takes in the scores of the plans proposed last.
	 * @param scores one a plan, higher is better; NaN or infinite is the worst
	 * @return index of the best of them if none before was better, else −1
	 */
	public int rate(double[] scores) {
		return rate(scores, null);
	}

	/**
	 * Takes in the scores of the plans proposed last.
	 * @param steps what each step contributes, {@code [S, P, H]}; null if that is not
	 * known. Only a search that {@link #separates} reads it
	 * @return index of the best of them if none before was better, else −1
	 */
	public int rate(double[] scores, double @Nullable [] steps) {
		double before = this.plan.score();
		int best = -1;
		for (int p = 0; p < this.proposed; p++) {
			if (Double.isFinite(scores[p]) && scores[p] > before) {
				before = scores[p];
				best = p;
			}
		}
		boolean first = this.optimizer.solution().iterations() == 0;
		if (steps != null && separates()) {
			divide(steps);
			this.optimizer.tell(scores, this.evaluated, this.parts);
		}
		else {
			this.optimizer.tell(scores);
		}
		this.plan.rated(this.optimizer.solution(), first && known() ? scores[0] : this.plan.holdScore());
		if (!this.plan.failed()) {
			curves(this.optimizer.solution().best(), 0, this.plan.actions(), 0, this.horizon);
			if (this.space != null) {
				this.space.project(this.plan.actions(), 0, this.horizon, this.horizon, this.current);
			}
		}
		return best;
	}

	/** The best plan so far; overwritten when a new one is begun. */
	public Plan plan() {
		return this.plan;
	}

	/**
	 * Plans to the end of the search, with a scorer of its own.
	 */
	public Plan plan(JointSpace admissible, float[] inForce, float @Nullable [] previous, PlanScorer scorer) {
		start(admissible, inForce, previous);
		return run(scorer, Integer.MAX_VALUE);
	}

	/**
	 * Goes on with the search that was started, with a scorer of its own.
	 * @param calls of the scorer after which it is stopped, 1 or more
	 */
	public Plan run(PlanScorer scorer, int calls) {
		double[] scores = new double[population()];
		double[] steps = new double[separates() ? this.actions.length : 0];
		for (int call = 0; call < calls; call++) {
			int count = propose();
			if (count == 0) {
				break;
			}
			Arrays.fill(scores, 0);
			if (separates()) {
				rate(scores, scorer.score(count, this.actions, scores, steps) ? steps : null);
			}
			else {
				scorer.score(count, this.actions, scores);
				rate(scores);
			}
		}
		return this.plan;
	}

	/** Gives each step to the last knot that it depends on. */
	private void divide(double[] steps) {
		Arrays.fill(this.parts, 0, this.proposed * this.mean.length, 0);
		for (int s = 0; s < this.slices; s++) {
			for (int p = 0; p < this.proposed; p++) {
				int from = (s * this.proposed + p) * this.horizon;
				int to = p * this.mean.length + s * this.knots;
				for (int k = 0; k < this.knots; k++) {
					this.evaluated[to + k] = this.actions[from + Math.round(position(k))];
				}
				for (int h = 0; h < this.horizon; h++) {
					int knot = (this.knots == 1) ? 0
							: (int) Math.ceil(h * (this.knots - 1.0) / (this.horizon - 1) - 1e-9);
					this.parts[to + knot] += steps[from + h];
				}
			}
		}
	}

	private boolean known() {
		for (float prbs : this.current) {
			if (Float.isNaN(prbs)) {
				return false;
			}
		}
		return true;
	}

	/** Step, from 0, at which a knot stands. */
	private float position(int knot) {
		return (this.knots == 1) ? 0 : knot * (this.horizon - 1f) / (this.knots - 1);
	}

	/** Writes the curve of slice {@code s} from {@code toOffset + s·stride} on. */
	private void curves(float[] from, int offset, float[] to, int toOffset, int stride) {
		for (int s = 0; s < this.slices; s++) {
			curve(from, offset + s * this.knots, to, toOffset + s * stride);
		}
	}

	private void curve(float[] from, int offset, float[] to, int toOffset) {
		for (int h = 0; h < this.horizon; h++) {
			if (this.knots == 1) {
				to[toOffset + h] = from[offset];
				continue;
			}
			float at = h * (this.knots - 1f) / (this.horizon - 1);
			int left = Math.min((int) at, this.knots - 2);
			float share = at - left;
			to[toOffset + h] = from[offset + left] * (1 - share) + from[offset + left + 1] * share;
		}
	}

}

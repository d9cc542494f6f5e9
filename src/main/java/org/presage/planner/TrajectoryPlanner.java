package org.presage.planner;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Plans allocations over a horizon with an optimiser. A plan is a piecewise linear curve
 * through a few knots, evenly spread over the horizon, projected into the action space;
 * holding the allocation in force is always among the candidates, and the search starts
 * from the plan before, moved on by one step. Owned by one thread.
 */
public final class TrajectoryPlanner {

	private final Optimizer optimizer;

	private final int horizon;

	private final int knots;

	private final float[] low;

	private final float[] high;

	private final float[] mean;

	private final float[] guesses;

	private final float[] actions;

	private final Solution solution;

	private double holdScore;

	private int evaluated;

	/**
	 * @param optimizer over as many dimensions as there shall be knots, at most
	 * {@code horizon}
	 */
	public TrajectoryPlanner(Optimizer optimizer, int horizon) {
		this.optimizer = optimizer;
		this.horizon = horizon;
		this.knots = optimizer.dimensions();
		if (this.knots < 1 || this.knots > horizon) {
			throw new IllegalArgumentException("knots: expected 1 to the horizon " + horizon + ", found " + this.knots);
		}
		this.low = new float[this.knots];
		this.high = new float[this.knots];
		this.mean = new float[this.knots];
		this.guesses = new float[2 * this.knots];
		this.actions = new float[optimizer.population() * horizon];
		this.solution = new Solution(this.knots);
	}

	/** Most plans that are scored at once. */
	public int population() {
		return this.optimizer.population();
	}

	public int horizon() {
		return this.horizon;
	}

	/**
	 * @param space admissible allocations
	 * @param current allocation in force, NaN if not known
	 * @param previous plan made one step before, {@code [H]}; null to start from the
	 * middle
	 * @param enough asked after each iteration; true stops with the best plan so far
	 */
	public void plan(ActionSpace space, float current, float @Nullable [] previous, PlanScorer scorer,
			BooleanSupplier enough, Plan plan) {
		float middle = Float.isNaN(current) ? (space.min() + space.max()) / 2f : current;
		for (int k = 0; k < this.knots; k++) {
			this.low[k] = space.min();
			this.high[k] = space.max();
			this.guesses[k] = Math.clamp(middle, space.min(), space.max());
			this.mean[k] = (previous != null) ? previous[Math.min(this.horizon - 1, Math.round(position(k)) + 1)]
					: middle;
			this.guesses[this.knots + k] = Math.clamp(this.mean[k], space.min(), space.max());
		}
		this.evaluated = 0;
		this.holdScore = Double.NaN;
		this.optimizer.maximize((count, points, values) -> score(space, current, scorer, count, points, values),
				this.low, this.high, this.mean, this.guesses, 2, enough, this.solution);
		if (!this.solution.failed()) {
			curve(this.solution.best(), 0, plan.actions(), 0);
			space.project(plan.actions(), 0, this.horizon, current);
		}
		plan.set(this.solution.bestValue(), Float.isNaN(current) ? Double.NaN : this.holdScore, this.solution);
	}

	private void score(ActionSpace space, float current, PlanScorer scorer, int count, float[] points,
			double[] values) {
		for (int p = 0; p < count; p++) {
			curve(points, p * this.knots, this.actions, p * this.horizon);
			space.project(this.actions, p * this.horizon, this.horizon, current);
		}
		scorer.score(count, this.actions, values);
		if (this.evaluated == 0) {
			this.holdScore = values[0];
		}
		this.evaluated += count;
	}

	/** Step, from 0, at which a knot stands. */
	private float position(int knot) {
		return (this.knots == 1) ? 0 : knot * (this.horizon - 1f) / (this.knots - 1);
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

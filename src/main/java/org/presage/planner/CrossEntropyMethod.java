package org.presage.planner;

import java.util.function.BooleanSupplier;

/**
 * The cross-entropy method (Rubinstein, 1999): sample around a mean, keep the elites,
 * move mean and spread towards them. The settings decide whether it is the published
 * planner or a sample-efficient one.
 */
public final class CrossEntropyMethod implements Optimizer {

	/** How much of the elites' mean a new iteration takes over. */
	private static final double MEAN_LEARNING = 0.9;

	/**
	 * How much of the elites' spread: less, because few elites lie closer together than
	 * the optimum is far.
	 */
	private static final double SPREAD_LEARNING = 0.6;

	/**
	 * Share of the elites that competes in the next iteration; all of them would narrow
	 * the search too soon.
	 */
	private static final double KEPT = 0.3;

	private final CemSettings settings;

	private final int dimensions;

	private final float[] noise;

	private final float[] mean;

	private final float[] spread;

	private final float[] points;

	private final double[] values;

	private final float[] elites;

	private final double[] eliteValues;

	private int eliteCount;

	public CrossEntropyMethod(CemSettings settings, int dimensions) {
		this.settings = settings;
		this.dimensions = dimensions;
		int draws = settings.population() * settings.iterations();
		this.noise = settings.lowDiscrepancy() ? GaussianNoise.lowDiscrepancy(draws, dimensions, settings.seed())
				: GaussianNoise.independent(draws * dimensions, settings.seed());
		this.mean = new float[dimensions];
		this.spread = new float[dimensions];
		this.points = new float[settings.population() * dimensions];
		this.values = new double[settings.population()];
		this.elites = new float[settings.elites() * dimensions];
		this.eliteValues = new double[settings.elites()];
	}

	@Override
	public int dimensions() {
		return this.dimensions;
	}

	@Override
	public int population() {
		return this.settings.population();
	}

	@Override
	public void maximize(BatchFunction function, float[] low, float[] high, float[] start, float[] guesses,
			int guessCount, BooleanSupplier enough, Solution solution) {
		solution.reset();
		this.eliteCount = 0;
		for (int d = 0; d < this.dimensions; d++) {
			this.mean[d] = Math.clamp(start[d], low[d], high[d]);
			this.spread[d] = (float) (this.settings.initialSpread() * (high[d] - low[d]));
		}
		boolean more = true;
		while (more) {
			sample(solution.iterations, low, high, guesses, guessCount);
			function.evaluate(this.settings.population(), this.points, this.values);
			this.eliteCount = this.settings.keepElites() ? (int) Math.ceil(KEPT * this.eliteCount) : 0;
			select(solution);
			solution.iterations++;
			solution.evaluations += this.settings.population();
			if (this.eliteCount < this.settings.elites()) {
				solution.failed = true;
				return;
			}
			refit(low, high);
			more = solution.iterations < this.settings.iterations() && !enough.getAsBoolean();
		}
		if (this.settings.returnMean()) {
			System.arraycopy(this.mean, 0, solution.best, 0, this.dimensions);
		}
	}

	/**
	 * Guesses first (in the first iteration), then the mean where it competes, then noise
	 * around the mean.
	 */
	private void sample(int iteration, float[] low, float[] high, float[] guesses, int guessCount) {
		int next = 0;
		if (iteration == 0) {
			System.arraycopy(guesses, 0, this.points, 0, guessCount * this.dimensions);
			next = guessCount;
		}
		if (this.settings.keepElites()) {
			System.arraycopy(this.mean, 0, this.points, next * this.dimensions, this.dimensions);
			next++;
		}
		int row = iteration * this.settings.population();
		for (; next < this.settings.population(); next++) {
			for (int d = 0; d < this.dimensions; d++) {
				float drawn = this.mean[d] + this.spread[d] * this.noise[(row + next) * this.dimensions + d];
				this.points[next * this.dimensions + d] = Math.clamp(drawn, low[d], high[d]);
			}
		}
	}

	/** Merges the finite candidates into the elites, which stay sorted, best first. */
	private void select(Solution solution) {
		for (int p = 0; p < this.settings.population(); p++) {
			double value = this.values[p];
			if (!Double.isFinite(value)) {
				solution.nonFinite++;
				continue;
			}
			if (value > solution.bestValue) {
				solution.bestValue = value;
				System.arraycopy(this.points, p * this.dimensions, solution.best, 0, this.dimensions);
			}
			insert(p, value);
		}
	}

	private void insert(int point, double value) {
		int capacity = this.eliteValues.length;
		if (this.eliteCount == capacity && value <= this.eliteValues[capacity - 1]) {
			return;
		}
		int at = (this.eliteCount < capacity) ? this.eliteCount++ : capacity - 1;
		while (at > 0 && this.eliteValues[at - 1] < value) {
			this.eliteValues[at] = this.eliteValues[at - 1];
			System.arraycopy(this.elites, (at - 1) * this.dimensions, this.elites, at * this.dimensions,
					this.dimensions);
			at--;
		}
		this.eliteValues[at] = value;
		System.arraycopy(this.points, point * this.dimensions, this.elites, at * this.dimensions, this.dimensions);
	}

	private void refit(float[] low, float[] high) {
		for (int d = 0; d < this.dimensions; d++) {
			double sum = 0;
			double squares = 0;
			for (int e = 0; e < this.eliteCount; e++) {
				double x = this.elites[e * this.dimensions + d];
				sum += x;
				squares += x * x;
			}
			double eliteMean = sum / this.eliteCount;
			double deviation = Math.sqrt(Math.max(0, squares / this.eliteCount - eliteMean * eliteMean));
			double floor = this.settings.minSpread() * (high[d] - low[d]);
			this.mean[d] += (float) (MEAN_LEARNING * (eliteMean - this.mean[d]));
			this.spread[d] = (float) Math.max(floor, this.spread[d] + SPREAD_LEARNING * (deviation - this.spread[d]));
		}
	}

}

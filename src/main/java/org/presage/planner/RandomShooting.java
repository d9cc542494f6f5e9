package org.presage.planner;

import java.util.SplittableRandom;

/** Candidates drawn evenly from the box; the best one wins. */
final class RandomShooting extends SamplingOptimizer {

	private final RandomSettings settings;

	private final float[] low;

	private final float[] high;

	private SplittableRandom random;

	RandomShooting(RandomSettings settings, int dimensions) {
		super(dimensions, settings.population());
		this.settings = settings;
		this.low = new float[dimensions];
		this.high = new float[dimensions];
		this.random = new SplittableRandom(settings.seed());
	}

	@Override
	void begin(float[] lowest, float[] highest, float[] start) {
		System.arraycopy(lowest, 0, this.low, 0, dimensions());
		System.arraycopy(highest, 0, this.high, 0, dimensions());
		this.random = new SplittableRandom(this.settings.seed());
	}

	@Override
	int sample(int iteration, int next, float[] into) {
		if (iteration == this.settings.iterations()) {
			return 0;
		}
		for (int i = next * dimensions(); i < population() * dimensions(); i++) {
			int d = i % dimensions();
			into[i] = (float) (this.low[d] + this.random.nextDouble() * (this.high[d] - this.low[d]));
		}
		return population();
	}

	@Override
	boolean learn(int count, float[] from, double[] values, Solution found) {
		return found.evaluations > found.nonFinite;
	}

}

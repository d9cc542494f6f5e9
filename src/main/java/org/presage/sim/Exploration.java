/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/**
 * A behaviour policy that varies the allocation independently of the state, so that its
 * effect can be told apart from its causes: levels drawn uniformly over the range and
 * held for a geometric time, and small steps now and then.
 */
public final class Exploration {

	static final double MEAN_HOLD_STEPS = 16;

	private static final double JUMP = 0.5;

	private static final double SMALL_STEP_SHARE = 0.15;

	private final int min;

	private final int max;

	private final ReplayableRandom random;

	private int level;

	public Exploration(int min, int max, long seed) {
		this.min = min;
		this.max = max;
		this.random = new ReplayableRandom(seed);
		this.level = uniform();
	}

	private Exploration(Exploration that, ReplayableRandom random) {
		this.min = that.min;
		this.max = that.max;
		this.random = random;
		this.level = that.level;
	}

	/**
	 * This policy at this moment, with another future, the same one for the same
	 * {@code salt}.
	 */
	public Exploration branch(long salt) {
		return new Exploration(this, this.random.branch(salt));
	}

	/** The allocation of the next interval. */
	public int next() {
		if (this.random.nextDouble() < 1 / MEAN_HOLD_STEPS) {
			int step = (int) Math.round(SMALL_STEP_SHARE * (this.max - this.min) * this.random.nextGaussian());
			this.level = (this.random.nextDouble() < JUMP) ? uniform()
					: Math.clamp(this.level + step, this.min, this.max);
		}
		return this.level;
	}

	private int uniform() {
		return this.min + this.random.nextInt(this.max - this.min + 1);
	}

}

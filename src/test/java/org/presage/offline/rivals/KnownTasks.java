/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.rivals;

import java.util.Arrays;
import java.util.Random;

/** Tasks whose best policy is known. */
final class KnownTasks {

	private KnownTasks() {
	}

	/** One step decides: the best share is 0.7 for a context of 1, and 0.2 for -1. */
	static class Bandit implements ControlTask {

		private final Random random = new Random(5);

		private final double[] contexts = new double[7];

		@Override
		public int agents() {
			return this.contexts.length;
		}

		@Override
		public int observations() {
			return 1;
		}

		@Override
		public void begin(int rollout) {
			draw();
		}

		private void draw() {
			Arrays.setAll(this.contexts, (n) -> this.random.nextBoolean() ? 1 : -1);
		}

		@Override
		public void observe(double[] out) {
			System.arraycopy(this.contexts, 0, out, 0, out.length);
		}

		@Override
		public void act(double[] shares, double[] rewards) {
			Arrays.setAll(rewards, (n) -> -1000 * Math.pow(shares[n] - best(this.contexts[n]), 2));
			draw();
		}

		static double best(double context) {
			return (context > 0) ? 0.7 : 0.2;
		}

	}

	/**
	 * x' = x + u + noise with u = share - 0.5, at a cost of x² + u² a step: linear and
	 * quadratic, so that the best share is 0.5 - K·x.
	 */
	static final class Linear implements ControlTask {

		private final Random random = new Random(6);

		private final double[] states = new double[5];

		@Override
		public int agents() {
			return this.states.length;
		}

		@Override
		public int observations() {
			return 1;
		}

		@Override
		public void begin(int rollout) {
			Arrays.setAll(this.states, (n) -> 0.4 * this.random.nextGaussian());
		}

		@Override
		public void observe(double[] out) {
			System.arraycopy(this.states, 0, out, 0, out.length);
		}

		@Override
		public void act(double[] shares, double[] rewards) {
			for (int n = 0; n < this.states.length; n++) {
				double force = shares[n] - 0.5;
				rewards[n] = -this.states[n] * this.states[n] - force * force;
				this.states[n] += force + 0.2 * this.random.nextGaussian();
			}
		}

		/** Riccati's equation with discount: P = 1 + γP - (γP)² / (1 + γP). */
		static double gain(double discount) {
			double p = 1;
			for (int i = 0; i < 1000; i++) {
				p = 1 + discount * p - Math.pow(discount * p, 2) / (1 + discount * p);
			}
			return discount * p / (1 + discount * p);
		}

	}

}

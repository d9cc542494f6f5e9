/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

/** How rate, divergence and latent develop over a training run. */
public enum Curriculum {

	/**
	 * One-cycle schedule (Smith and Topin, 2019): a cosine up over the first tenth of the
	 * run, a cosine down to almost nothing over the rest. The divergence gains its weight
	 * over the first 30 %; half of the samples decode from the posterior.
	 */
	ONE_CYCLE {

		@Override
		double rate(double progress, int epochs) {
			if (progress < WARM_UP) {
				return 0.04 + 0.96 * (1 - Math.cos(Math.PI * progress / WARM_UP)) / 2;
			}
			double down = (progress - WARM_UP) / (1 - WARM_UP);
			return 1e-3 + (1 - 1e-3) * (1 + Math.cos(Math.PI * Math.min(1, down))) / 2;
		}

		@Override
		double divergence(double progress, int epochs) {
			return Math.min(1, progress / KL_ANNEALING);
		}

		@Override
		double posteriorShare(double progress, int epochs) {
			return 0.5;
		}

	},
	/**
	 * As published (arXiv 2511.02748): cosine with warm restarts after 10, 20, 40, …
	 * epochs; the divergence's weight rises from 0.01 to 1 and the posterior's share
	 * falls from 1 to 0.5 over 20 epochs.
	 */
	PUBLISHED {

		@Override
		double rate(double progress, int epochs) {
			double epoch = progress * epochs;
			double period = 10;
			while (epoch >= period) {
				epoch -= period;
				period *= 2;
			}
			return (1 + Math.cos(Math.PI * epoch / period)) / 2;
		}

		@Override
		double divergence(double progress, int epochs) {
			return Math.min(1, 0.01 + 0.99 * progress * epochs / PUBLISHED_ANNEALING);
		}

		@Override
		double posteriorShare(double progress, int epochs) {
			return Math.max(0.5, 1 - 0.5 * progress * epochs / PUBLISHED_ANNEALING);
		}

	};

	private static final double WARM_UP = 0.1;

	private static final double KL_ANNEALING = 0.3;

	private static final double PUBLISHED_ANNEALING = 20;

	/**
	 * Share of the peak learning rate.
	 * @param progress 0 at the start of the run, 1 at its end
	 * @param epochs of the whole run
	 */
	abstract double rate(double progress, int epochs);

	/** Share of the divergence's weight. */
	abstract double divergence(double progress, int epochs);

	/** Share of the samples that decode from the posterior. */
	abstract double posteriorShare(double progress, int epochs);

}

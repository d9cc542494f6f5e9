/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import org.presage.base.InvalidInputException;
import org.presage.worldmodel.net.TrainingLoss;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training part; at least 1
 * @param sequences sequences in a batch; at least 1
 * @param positions windows that share one sequence; at least 1
 * @param curriculum how the learning rate develops
 * @param learningRate peak of the schedule; above 0
 * @param weightDecay decoupled decay of AdamW; 0 for none
 * @param clip largest norm of a gradient; above 0
 * @param averaging decay of the exponential average of the weights that is kept; 0 keeps
 * the last weights
 * @param augmentation how training sequences differ from the recorded ones
 * @param fit what forecasts are scored with
 * @param beta of the β-NLL, see {@link TrainingLoss}
 * @param kl weight of the latent's divergence after annealing; 0 for none
 * @param patience epochs without a better validation score before it stops; at least 1
 * @param seed of everything random
 */
public record TrainingSettings(int epochs, int sequences, int positions, Curriculum curriculum, double learningRate,
		double weightDecay, double clip, double averaging, Augmentation augmentation, TrainingLoss.Fit fit, double beta,
		double kl, int patience, long seed) {

	private static final double FREE_NATS = 0.05;

	private static final double FLAGS_WEIGHT = 0.1;

	private static final double BOOTSTRAP = 0.8;

	public TrainingSettings {
		require("epochs", epochs >= 1, ">= 1", epochs);
		require("batch", sequences >= 1, ">= 1", sequences);
		require("positions", positions >= 1, ">= 1", positions);
		require("learning-rate", learningRate > 0, "> 0", learningRate);
		require("weight-decay", weightDecay >= 0, ">= 0", weightDecay);
		require("clip", clip > 0, "> 0", clip);
		require("averaging", averaging >= 0 && averaging < 1, "in [0, 1)", averaging);
		require("beta", beta >= 0 && beta <= 1, "in [0, 1]", beta);
		require("kl", kl >= 0, ">= 0", kl);
		require("patience", patience >= 1, ">= 1", patience);
	}

	/** The defaults. */
	public static TrainingSettings defaults(int epochs, long seed) {
		return new TrainingSettings(epochs, 16, 32, Curriculum.ONE_CYCLE, 2e-3, 1e-2, 1.0, 0.998,
				new Augmentation(0, 0.02, 0), TrainingLoss.Fit.BETA_NLL, 1, 0.1, 10, seed);
	}

	/** The recipe of arXiv 2511.02748: batches of 256 windows, no averaging. */
	public static TrainingSettings published(int epochs, long seed) {
		return new TrainingSettings(epochs, 8, 32, Curriculum.PUBLISHED, 2e-3, 1e-4, 1.0, 0,
				new Augmentation(0.01, 0.1, 0), TrainingLoss.Fit.BETA_NLL, 1, 1, 30, seed);
	}

	/**
	 * The loss of a step.
	 * @param divergence share of the divergence's weight
	 * @param posterior share of the samples that decode from the posterior
	 */
	TrainingLoss loss(double divergence, double posterior) {
		return new TrainingLoss(this.fit, this.beta, this.kl * divergence, FREE_NATS, FLAGS_WEIGHT, posterior,
				BOOTSTRAP);
	}

	/** The same with another augmentation. */
	TrainingSettings withAugmentation(Augmentation other) {
		return new TrainingSettings(this.epochs, this.sequences, this.positions, this.curriculum, this.learningRate,
				this.weightDecay, this.clip, this.averaging, other, this.fit, this.beta, this.kl, this.patience,
				this.seed);
	}

	/** The same without decay, for weights that are fitted and not trained. */
	TrainingSettings withoutDecay() {
		return new TrainingSettings(this.epochs, this.sequences, this.positions, this.curriculum, this.learningRate, 0,
				this.clip, this.averaging, this.augmentation, this.fit, this.beta, this.kl, this.patience, this.seed);
	}

	private static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new InvalidInputException(name, "a number " + expected, found);
		}
	}

}

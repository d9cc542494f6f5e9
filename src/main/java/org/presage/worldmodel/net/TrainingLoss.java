/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * What a training step minimises.
 *
 * @param fit how forecasts are compared with what came
 * @param beta of the β-NLL: 0 is the Gaussian likelihood, 1 trains means as squared error
 * does
 * @param kl weight of the divergence of posterior and prior
 * @param freeNats divergence per latent that costs nothing
 * @param flags weight of the cross-entropy of SLA and outage
 * @param posteriorShare share of samples that decode from the posterior; the others
 * decode from the prior's mean, as in use
 * @param bootstrap probability that a head learns from a sample; 1 for all
 */
public record TrainingLoss(Fit fit, double beta, double kl, double freeNats, double flags, double posteriorShare,
		double bootstrap) {

	/** Proper scores of a Gaussian forecast. */
	public enum Fit {

		/** Likelihood weighted with σ^2β (Seitzer et al., ICLR 2022). */
		BETA_NLL,
		/**
		 * Continuous ranked probability score (Gneiting et al., 2005), less swayed by
		 * outliers.
		 */
		CRPS

	}

}

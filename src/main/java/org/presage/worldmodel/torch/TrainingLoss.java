package org.presage.worldmodel.torch;

/**
 * What a training step minimises.
 *
 * @param beta of the β-NLL (Seitzer et al., ICLR 2022): 0 is the Gaussian likelihood, 1
 * trains means as squared error does
 * @param kl weight of the divergence of posterior and prior
 * @param freeNats divergence per latent that costs nothing
 * @param sla weight of the SLA's cross-entropy
 * @param posteriorShare share of samples that decode from the posterior; the others
 * decode from the prior's mean, as in use
 * @param bootstrap probability that a member of the ensemble learns from a sample; 1 for
 * all
 */
public record TrainingLoss(double beta, double kl, double freeNats, double sla, double posteriorShare,
		double bootstrap) {
}

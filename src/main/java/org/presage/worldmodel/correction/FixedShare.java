/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.Arrays;

import org.presage.base.InvalidInputException;

/**
 * Weights of forecasters by their past losses, with a share that goes back to the prior
 * at every round so that the weights can follow a change (fixed share, Herbster and
 * Warmuth, 1998): {@code w ← w·exp(−η·loss)}, normalised, then
 * {@code w ← (1 − α)·w + α·prior}.
 * <p>
 * <b>Guarantee</b> (Herbster and Warmuth, 1998, with a prior; Cesa-Bianchi and Lugosi,
 * 2006, sections 3.3 and 5.2). Let the loss be the mean square of errors, and let no
 * forecaster's be above {@code 1/(2η)}. Over T rounds, the forecasts averaged with these
 * weights lose at most
 * {@code (1/η)·[ln(1/prior_e) + (T − 1)·ln(1/(1 − α·(1 − prior_e)))]} more than a single
 * forecaster e, see {@link #regret}, and at most
 * {@code (1/η)·[ln(1/prior_e1) + Σ ln(1/(α·prior_e)) + (T − 1 − k)·ln(1/(1 − α))]} more
 * than the best sequence of forecasters that changes k times. A round in which a
 * forecaster loses more counts with its loss cut at {@code 1/(2η)}, and adds at most that
 * much.
 * <p>
 * Allocates nothing after construction. Owned by one thread.
 */
public final class FixedShare {

	private final double rate;

	private final double share;

	private final double[] prior;

	private final double[] weights;

	/**
	 * @param rate η, above 0
	 * @param share α, 0 to below 1
	 * @param prior of each forecaster, 0 or more, in sum 1; one with 0 never has weight
	 */
	public FixedShare(double rate, double share, double... prior) {
		if (!(rate > 0 && Double.isFinite(rate))) {
			throw new InvalidInputException("rate", "above 0", rate);
		}
		if (!(share >= 0 && share < 1)) {
			throw new InvalidInputException("share", "0 to below 1", share);
		}
		if (Math.abs(Arrays.stream(prior).sum() - 1) > 1e-9 || Arrays.stream(prior).anyMatch((p) -> !(p >= 0))) {
			throw new InvalidInputException("prior", "0 or more, in sum 1", Arrays.toString(prior));
		}
		this.rate = rate;
		this.share = share;
		this.prior = prior.clone();
		this.weights = prior.clone();
	}

	/** Weight of a forecaster, 0 to 1; all sum to 1. */
	public double weight(int forecaster) {
		return this.weights[forecaster];
	}

	/** The largest loss that the guarantee covers; larger ones are cut to it. */
	public double largestLoss() {
		return 1 / (2 * this.rate);
	}

	/**
	 * Takes in the losses of a round.
	 * @param losses mean square errors, one a forecaster, 0 or more
	 */
	public void update(double[] losses) {
		double least = Double.POSITIVE_INFINITY;
		for (int e = 0; e < this.weights.length; e++) {
			least = (this.weights[e] > 0) ? Math.min(least, losses[e]) : least;
		}
		double most = largestLoss();
		double sum = 0;
		for (int e = 0; e < this.weights.length; e++) {
			double behind = Math.min(losses[e], most) - Math.min(least, most);
			this.weights[e] *= (this.weights[e] > 0) ? Math.exp(-this.rate * behind) : 0;
			sum += this.weights[e];
		}
		for (int e = 0; e < this.weights.length; e++) {
			this.weights[e] = (1 - this.share) * this.weights[e] / sum + this.share * this.prior[e];
		}
	}

	/** By how much the averaged forecast can lose more than one forecaster, at most. */
	public double regret(int forecaster, long rounds) {
		double stays = -Math.log1p(-this.share * (1 - this.prior[forecaster]));
		return (-Math.log(this.prior[forecaster]) + Math.max(0, rounds - 1) * stays) / this.rate;
	}

	/** Forgets all losses. */
	public void restart() {
		System.arraycopy(this.prior, 0, this.weights, 0, this.prior.length);
	}

}

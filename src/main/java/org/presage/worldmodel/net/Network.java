package org.presage.worldmodel.net;

/**
 * An architecture. It answers two questions, {@link #encode} and {@link #decode}, and is
 * written once against {@link Ops}. B sequences, T steps, F features, L window, C
 * contexts, K context length, P plans, H horizon, Y targets, Z latent, E heads. All KPI
 * values are standardised.
 */
public interface Network {

	NetworkSpec spec();

	/** The tensors that {@link #encode}, {@link #posterior} and {@link #decode} use. */
	Parameters parameters();

	/** Length of a context, K. */
	int contextSize();

	/**
	 * Encodes every window of L frames inside sequences of T ≥ L frames; the result for a
	 * window does not depend on the frames around it.
	 * @param frames {@code [B, T, F]}, absent values filled in
	 * @param mask {@code [B, T, F]}, 1 present, 0 absent
	 * @param steps T
	 * @return contexts {@code [B·(T−L+1), K]}
	 */
	<T> T encode(Ops<T> ops, T frames, T mask, int steps);

	/**
	 * Prior over the latent: {@code [C, 2·Z]}, mean and logarithm of the standard
	 * deviation.
	 */
	<T> T prior(Ops<T> ops, T contexts);

	/**
	 * Posterior over the latent for one who has seen the future; for training only.
	 * @param future {@code [C, H, 2·Y]}, targets (absent 0) and their mask
	 * @return {@code [C, 2·Z]} as {@link #prior}
	 */
	<T> T posterior(Ops<T> ops, T contexts, T future);

	/**
	 * Predicts the steps of every plan. Step h sees the actions 0..h of its plan only.
	 * @param latent {@code [C, Z]}
	 * @param plans standardised actions {@code [C, P, H]}; the action at h is in force in
	 * the interval that it predicts
	 */
	<T> Heads<T> decode(Ops<T> ops, T contexts, T latent, T plans);

	/** The plan's outcome if the latent takes its most likely value. */
	default <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return decode(ops, contexts, ops.slice(prior(ops, contexts), 1, 0, spec().latent()), plans);
	}

	/**
	 * What each member of the ensemble predicts.
	 *
	 * @param mean {@code [E, C·P·H, Y]}
	 * @param deviation standard deviation {@code [E, C·P·H, Y]}, positive
	 * @param slaLogit log-odds that the step meets the SLA {@code [E, C·P·H, 1]}
	 */
	record Heads<T>(T mean, T deviation, T slaLogit) {

		/** Mean over the members, {@code [1, C·P·H, Y]}. */
		public T mixtureMean(Ops<T> ops) {
			return ops.mean(this.mean, 0);
		}

		/**
		 * Aleatoric standard deviation: root of the members' mean variance,
		 * {@code [1, C·P·H, Y]}.
		 */
		public T aleatoric(Ops<T> ops) {
			return ops.sqrt(ops.mean(ops.multiply(this.deviation, this.deviation), 0));
		}

		/**
		 * Epistemic spread: standard deviation of the members' means,
		 * {@code [1, C·P·H, Y]}.
		 */
		public T epistemic(Ops<T> ops) {
			T centred = ops.subtract(this.mean, mixtureMean(ops));
			return ops.sqrt(ops.mean(ops.multiply(centred, centred), 0));
		}

		/**
		 * Probability that the step meets the SLA, mean over the members,
		 * {@code [1, C·P·H, 1]}.
		 */
		public T slaProbability(Ops<T> ops) {
			return ops.mean(ops.sigmoid(this.slaLogit), 0);
		}

	}

}

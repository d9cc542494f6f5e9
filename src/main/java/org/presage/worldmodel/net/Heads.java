package org.presage.worldmodel.net;

/**
 * What each member of the ensemble predicts for N = C·P·H steps.
 *
 * @param mean {@code [E, N, Y]}
 * @param deviation standard deviation {@code [E, N, Y]}, positive
 * @param slaLogit log-odds that the step meets the SLA {@code [E, N, 1]}
 * @param outageLogit log-odds that the step is an outage {@code [E, N, 1]}
 */
public record Heads<T>(T mean, T deviation, T slaLogit, T outageLogit) {

	/** Mean over the members, {@code [1, N, Y]}. */
	public T mixtureMean(Ops<T> ops) {
		return ops.mean(this.mean, 0);
	}

	/**
	 * Aleatoric standard deviation: root of the members' mean variance,
	 * {@code [1, N, Y]}.
	 */
	public T aleatoric(Ops<T> ops) {
		return ops.sqrt(ops.mean(ops.multiply(this.deviation, this.deviation), 0));
	}

	/** Epistemic spread: standard deviation of the members' means, {@code [1, N, Y]}. */
	public T epistemic(Ops<T> ops) {
		T centred = ops.subtract(this.mean, mixtureMean(ops));
		return ops.sqrt(ops.mean(ops.multiply(centred, centred), 0));
	}

	/** Probability that the step meets the SLA, {@code [1, N, 1]}. */
	public T slaProbability(Ops<T> ops) {
		return ops.mean(ops.sigmoid(this.slaLogit), 0);
	}

	/** Probability that the step is an outage, {@code [1, N, 1]}. */
	public T outageProbability(Ops<T> ops) {
		return ops.mean(ops.sigmoid(this.outageLogit), 0);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * What each member of the ensemble predicts for N = C·P·H steps. A row is a member; in it
 * the targets follow each other, each with its N steps.
 *
 * @param members E
 * @param targets Y
 * @param mean {@code [E, Y·N]}
 * @param deviation standard deviation {@code [E, Y·N]}, positive
 * @param slaLogit log-odds that the step meets the SLA {@code [E, N]}
 * @param outageLogit log-odds that the step is an outage {@code [E, N]}
 */
public record Heads<T>(int members, int targets, T mean, T deviation, T slaLogit, T outageLogit) {

	/** Mean over the members, {@code [N, Y]}. */
	public T mixtureMean(Ops<T> ops) {
		return steps(ops, ChannelsFirst.mean(ops, this.mean, this.members));
	}

	/**
	 * Aleatoric standard deviation: root of the members' mean variance, {@code [N, Y]}.
	 */
	public T aleatoric(Ops<T> ops) {
		return steps(ops, meanSquareRoot(ops, this.deviation));
	}

	/** Epistemic spread: standard deviation of the members' means, {@code [N, Y]}. */
	public T epistemic(Ops<T> ops) {
		T centre = ChannelsFirst.mean(ops, this.mean, this.members);
		return steps(ops, meanSquareRoot(ops, ops.subtract(this.mean, centre)));
	}

	/** Probability that the step meets the SLA, {@code [1, N]}. */
	public T slaProbability(Ops<T> ops) {
		return ChannelsFirst.mean(ops, ops.sigmoid(this.slaLogit), this.members);
	}

	/** Probability that the step is an outage, {@code [1, N]}. */
	public T outageProbability(Ops<T> ops) {
		return ChannelsFirst.mean(ops, ops.sigmoid(this.outageLogit), this.members);
	}

	private T meanSquareRoot(Ops<T> ops, T x) {
		return ops.sqrt(ChannelsFirst.mean(ops, ops.multiply(x, x), this.members));
	}

	/** {@code [1, Y·N]} to {@code [N, Y]}. */
	private T steps(Ops<T> ops, T row) {
		return ops.transpose(ops.reshape(row, this.targets, -1), 1, 0);
	}

}

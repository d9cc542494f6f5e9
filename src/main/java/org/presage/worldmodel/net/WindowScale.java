/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.List;

/**
 * Mean and spread of each target in the windows of C contexts.
 *
 * @param level {@code [C, Y]}
 * @param spread {@code [C, Y]}, positive
 */
record WindowScale<T>(T level, T spread) {

	private static final String HIDDEN = "flags.hidden";

	private static final String OUT = "flags.out";

	private static final int WIDTH = 16;

	/**
	 * Declares what {@link #restore} needs. Limits are in true units, which a normalised
	 * network does not see.
	 */
	static void declare(Parameters parameters, int targets) {
		parameters.linear(HIDDEN, 2 * targets, WIDTH)
			.constant(OUT + ".weight", 0, WIDTH, 2)
			.constant(OUT + ".bias", 0, 2);
	}

	/** Values {@code [C, H, Y]} in the units of the network. */
	T normalise(Ops<T> ops, T values) {
		return ops.divide(ops.subtract(values, eachStep(ops, this.level)), eachStep(ops, this.spread));
	}

	private T eachStep(Ops<T> ops, T statistic) {
		return ops.reshape(statistic, 0, 1, -1);
	}

	/**
	 * Predictions in true units. The log-odds of the flags gain what a small network
	 * makes of the predicted means and deviations, which do not learn from it.
	 * @param plans {@code [C, P, H]} that were predicted
	 */
	Heads<T> restore(Ops<T> ops, Heads<T> heads, T plans) {
		T scale = everyStep(ops, this.spread, plans, heads.targets());
		T mean = ops.add(ops.multiply(heads.mean(), scale), everyStep(ops, this.level, plans, heads.targets()));
		T deviation = ops.multiply(heads.deviation(), scale);
		T seen = ops.concat(1,
				List.of(rows(ops, ops.detach(mean), heads), rows(ops, ops.log(ops.detach(deviation)), heads)));
		T gained = layer(ops, ops.gelu(layer(ops, seen, HIDDEN)), OUT);
		return new Heads<>(heads.members(), heads.targets(), mean, deviation,
				ops.add(heads.slaLogit(), flag(ops, gained, 0, heads)),
				ops.add(heads.outageLogit(), flag(ops, gained, 1, heads)));
	}

	/** A value of each context and target for all its steps, {@code [1, Y·N]}. */
	private static <T> T everyStep(Ops<T> ops, T values, T plans, int targets) {
		T zeros = ops.reshape(ops.scale(plans, 0), 0, -1);
		T columns = ops.reshape(ops.transpose(values, 1, 0), targets, -1, 1);
		return ops.reshape(ops.add(columns, zeros), 1, -1);
	}

	private static <T> T rows(Ops<T> ops, T values, Heads<T> heads) {
		return ops.reshape(values, heads.members(), heads.targets(), -1);
	}

	private static <T> T flag(Ops<T> ops, T gained, int at, Heads<T> heads) {
		return ops.reshape(ops.slice(gained, 1, at, at + 1), heads.members(), -1);
	}

	/** Channels second, {@code [E, in, N]} to {@code [E, out, N]}. */
	private static <T> T layer(Ops<T> ops, T x, String name) {
		T weight = ops.transpose(ops.parameter(name + ".weight"), 1, 0);
		return ops.add(ops.matMul(weight, x), ops.reshape(ops.parameter(name + ".bias"), -1, 1));
	}

}

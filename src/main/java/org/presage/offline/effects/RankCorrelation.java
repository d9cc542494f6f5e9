/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation; equal values share their mean rank. */
final class RankCorrelation {

	private RankCorrelation() {
	}

	/** NaN if either has one value only. */
	static double of(double[] one, double[] other) {
		double[] first = ranks(one);
		double[] second = ranks(other);
		double middle = (one.length - 1) / 2.0;
		double product = 0;
		double squares = 0;
		double otherSquares = 0;
		for (int i = 0; i < first.length; i++) {
			product += (first[i] - middle) * (second[i] - middle);
			squares += (first[i] - middle) * (first[i] - middle);
			otherSquares += (second[i] - middle) * (second[i] - middle);
		}
		return product / Math.sqrt(squares * otherSquares);
	}

	/** From 0 on. */
	static double[] ranks(double[] values) {
		int[] order = IntStream.range(0, values.length)
			.boxed()
			.sorted(Comparator.comparingDouble((i) -> values[i]))
			.mapToInt(Integer::intValue)
			.toArray();
		double[] ranks = new double[values.length];
		int from = 0;
		while (from < order.length) {
			int to = from;
			while (to < order.length && values[order[to]] == values[order[from]]) {
				to++;
			}
			for (int i = from; i < to; i++) {
				ranks[order[i]] = (from + to - 1) / 2.0;
			}
			from = to;
		}
		return ranks;
	}

}

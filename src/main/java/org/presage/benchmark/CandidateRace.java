/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the best of several candidates by simulated futures, the same futures for all of
 * them: only differences count, so that what all have in common is no noise. Those that
 * are worse than the best with confidence drop out (Hoeffding races, Maron and Moore,
 * 1994, here with the normal distribution). Candidate 0 never does: another one takes its
 * place only after many futures, because a rare disaster is in few of them.
 */
final class CandidateRace {

	/** Standard errors by which a candidate must be worse to drop out. */
	private static final double CONFIDENCE = 2;

	private final int round;

	private final int least;

	private final int most;

	private final double winning;

	/**
	 * @param round futures between two decisions, at least 2
	 * @param least futures before a candidate can win over candidate 0
	 * @param most futures that a candidate is tried in
	 * @param winning standard errors by which one must be better to win over candidate 0
	 */
	CandidateRace(int round, int least, int most, double winning) {
		this.round = round;
		this.least = least;
		this.most = most;
		this.winning = winning;
	}

	/** The score of a candidate in a future. */
	interface Trial {

		double score(int candidate, int future);

	}

	/**
	 * The best candidate, and its scores by future.
	 *
	 * @param scores NaN where it was not tried
	 */
	record Winner(int candidate, double[] scores) {
	}

	/**
	 * Runs the race. Candidate 0 wins unless another one is better with confidence.
	 * @param known scores of candidate 0 by future, NaN where unknown
	 */
	Winner run(int candidates, double[] known, Trial trial) {
		double[][] scores = new double[candidates][this.most];
		List<Integer> left = new ArrayList<>();
		for (int c = 0; c < candidates; c++) {
			Arrays.fill(scores[c], Double.NaN);
			left.add(c);
		}
		System.arraycopy(known, 0, scores[0], 0, this.most);
		int futures = 0;
		int best = 0;
		boolean won = false;
		while (left.size() > 1 && futures < this.most && !won) {
			int to = Math.min(this.most, futures + this.round);
			for (int c : left) {
				fill(scores[c], c, futures, to, trial);
			}
			futures = to;
			int leader = best(left, scores, futures);
			int count = futures;
			left.removeIf((c) -> c != leader && c != 0 && beats(scores[leader], scores[c], count, CONFIDENCE));
			best = leader;
			won = futures >= this.least && left.size() == 2 && best != 0
					&& beats(scores[best], scores[0], futures, this.winning);
		}
		int winner = (best != 0 && beats(scores[best], scores[0], futures, this.winning)) ? best : 0;
		return new Winner(winner, scores[winner]);
	}

	private static void fill(double[] scores, int candidate, int from, int to, Trial trial) {
		for (int f = from; f < to; f++) {
			scores[f] = Double.isNaN(scores[f]) ? trial.score(candidate, f) : scores[f];
		}
	}

	private static int best(List<Integer> left, double[][] scores, int futures) {
		int best = left.getFirst();
		for (int c : left) {
			best = (sum(scores[c], futures) > sum(scores[best], futures)) ? c : best;
		}
		return best;
	}

	private static double sum(double[] scores, int futures) {
		double sum = 0;
		for (int f = 0; f < futures; f++) {
			sum += scores[f];
		}
		return sum;
	}

	private static boolean beats(double[] better, double[] worse, int futures, double errors) {
		double sum = 0;
		double squares = 0;
		for (int f = 0; f < futures; f++) {
			double difference = better[f] - worse[f];
			sum += difference;
			squares += difference * difference;
		}
		double mean = sum / futures;
		double variance = Math.max(0, squares / futures - mean * mean) / Math.max(1, futures - 1);
		return mean > errors * Math.sqrt(variance);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CandidateRaceTest {

	private static final int MOST = 200;

	private final int[] trials = new int[3];

	private static double[] unknown() {
		double[] none = new double[MOST];
		Arrays.fill(none, Double.NaN);
		return none;
	}

	private CandidateRace.Winner race(double[] known, double own, double... means) {
		return new CandidateRace(8, 16, MOST, 2.5).run(means.length, known, (candidate, future) -> {
			this.trials[candidate]++;
			double shared = 100 * new Random(future * 0x9E3779B97F4A7C15L).nextGaussian();
			return means[candidate] + shared
					+ own * new Random((31L * future + candidate) * 0xD1342543DE82EF95L).nextGaussian();
		});
	}

	@Test
	void noiseThatAllShareIsNone() {
		CandidateRace.Winner winner = race(unknown(), 0, 1, 1.01, 0.5);
		assertThat(winner.candidate()).isEqualTo(1);
		assertThat(this.trials).as("two rounds at least").containsExactly(16, 16, 8);
	}

	@Test
	void clearLosersAreTriedLess() {
		CandidateRace.Winner winner = race(unknown(), 1, 1, 1.3, -6);
		assertThat(winner.candidate()).isEqualTo(1);
		assertThat(this.trials[2]).isEqualTo(8);
		assertThat(this.trials[1]).isGreaterThan(8);
		assertThat(winner.scores()[0]).isNotNaN();
	}

	@Test
	void equalCandidatesStayWithTheFirst() {
		int left = 0;
		for (int i = 0; i < 40; i++) {
			int salt = i * 1000;
			left += new CandidateRace(8, 16, 64, 2.5)
				.run(2, new double[64],
						(candidate, future) -> new Random((salt + future) * 0x9E3779B97F4A7C15L).nextGaussian())
				.candidate();
		}
		assertThat(left).as("of 40").isLessThan(8);
	}

	@Test
	void rareDisasterIsNotOverlooked() {
		// Better in nine futures of ten, and far worse in one.
		int[] chosen = new int[2];
		for (int i = 0; i < 20; i++) {
			int salt = i * 1000;
			chosen[new CandidateRace(8, 64, MOST, 2.5)
				.run(2, unknown(),
						(candidate, future) -> (candidate == 0) ? 0
								: (new Random((salt + future) * 0x9E3779B97F4A7C15L).nextDouble() < 0.1) ? -20 : 1)
				.candidate()]++;
		}
		assertThat(chosen[1]).isLessThanOrEqualTo(1);
	}

	@Test
	void knownScoresAreNotTriedAgain() {
		double[] known = unknown();
		Arrays.fill(known, 0, 8, 2);
		assertThat(new CandidateRace(8, 16, MOST, 2.5).run(2, known, (candidate, future) -> {
			this.trials[candidate]++;
			return 1;
		}).candidate()).isZero();
		assertThat(this.trials).containsExactly(0, 8, 0);
	}

}

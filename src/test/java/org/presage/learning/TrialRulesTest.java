/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** When a challenger in shadow has shown that it is better. */
class TrialRulesTest {

	private static ShadowTrial.Report found(long windows, double least, double most, double coverage, long changes,
			double changedChallenger) {
		return new ShadowTrial.Report("b", windows, 0.3, 0.25, least, most, coverage, changes, 0.3, changedChallenger,
				true, 0.01);
	}

	@ParameterizedTest
	@CsvSource({
			// windows, least, most, coverage, changes, error where changed
			"2000, 0.01, 0.1, 0.90, 500, 0.30, PASSED, ''", //
			"1999, 0.01, 0.1, 0.90, 500, 0.30, PENDING, ''", //
			"5000, 0.00, 0.1, 0.90, 500, 0.30, PENDING, advantage", //
			"20000, 0.00, 0.1, 0.90, 500, 0.30, REJECTED, advantage", //
			"300, -0.2, -0.01, 0.90, 500, 0.30, REJECTED, advantage", //
			"5000, 0.01, 0.1, 0.86, 500, 0.30, PENDING, coverage: expected 0.87 to 0.93", //
			"20000, 0.01, 0.1, 0.95, 500, 0.30, REJECTED, coverage", //
			"5000, 0.01, 0.1, 0.90, 99, 0.30, PENDING, changes: expected at least 100 windows", //
			"5000, 0.01, 0.1, 0.90, 500, 0.31, PENDING, changed: expected", //
			"20000, 0.01, 0.1, 0.90, 500, 0.31, REJECTED, changed: expected" })
	void shadow(long windows, double least, double most, double coverage, long changes, double changed,
			TrialRules.Verdict verdict, String reason) {
		TrialRules.Judgement judged = TrialRules.DEFAULT
			.shadow(found(windows, least, most, coverage, changes, changed));
		assertThat(judged.verdict()).isEqualTo(verdict);
		assertThat(judged.reason()).startsWith(reason);
	}

	@Test
	void forecastsThatAreNotFiniteEndTheTrial() {
		ShadowTrial.Report found = new ShadowTrial.Report("b", 1, 0.3, 2, -1, 1, 0, 0, Double.NaN, Double.NaN, false,
				0);
		assertThat(TrialRules.DEFAULT.shadow(found).verdict()).isEqualTo(TrialRules.Verdict.REJECTED);
	}

	/** The reports of one node are false, and the challenger fits them. */
	@Test
	void gainAtOneNodeIsNotEnough() {
		ShadowTrial trial = new ShadowTrial("b");
		for (int i = 0; i < 5000; i++) {
			boolean isFalse = i % 5 == 0;
			trial.add("node-" + i % 5, new ForecastScorer.Score(isFalse ? 1 : 0.3, 9, 10, true, new double[0]),
					new ForecastScorer.Score(isFalse ? 0.3 : 0.33, 9, 10, true, new double[0]), true);
		}
		assertThat(trial.report().least()).isPositive();
		assertThat(TrialRules.DEFAULT.shadow(trial.report()).reason())
			.contains("nodes: expected not to be worse without the node at which it gains most, found -0.0300 lower");
	}

	@Test
	void beforeTheFirstWindowNothingIsDecided() {
		assertThat(TrialRules.DEFAULT.shadow(new ShadowTrial("b").report()).verdict())
			.isEqualTo(TrialRules.Verdict.PENDING);
	}

}

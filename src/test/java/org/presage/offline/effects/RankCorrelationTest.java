/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Spearman's rank correlation. */
class RankCorrelationTest {

	@Test
	void equalValuesShareTheirMeanRank() {
		assertThat(RankCorrelation.ranks(new double[] { 5, 1, 5, 3, 5 })).containsExactly(3, 0, 3, 1, 3);
	}

	@Test
	void countsOrderAlone() {
		double[] rising = { 1, 2, 30, 400, 5000 };
		assertThat(RankCorrelation.of(rising, new double[] { -9, 0, 1, 2, 3 })).isEqualTo(1);
		assertThat(RankCorrelation.of(rising, new double[] { 9, 8, 1, 0.5, 0.1 })).isEqualTo(-1);
		assertThat(RankCorrelation.of(rising, new double[] { 2, 1, 4, 3, 5 })).isCloseTo(0.8, within(1e-12));
		assertThat(RankCorrelation.of(rising, new double[5])).isNaN();
	}

}

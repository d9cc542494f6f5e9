/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Means with errors that know of dependence. */
class ClusterMeanTest {

	@Test
	void repeatedWindowsOfAClusterAddNoCertainty() {
		ClusterMean once = new ClusterMean(4);
		ClusterMean often = new ClusterMean(4);
		double[] values = { 1, 2, 4, 9 };
		for (int g = 0; g < 4; g++) {
			once.add(g, values[g]);
			for (int i = 0; i < 50; i++) {
				often.add(g, values[g]);
			}
		}
		// √(Σ(x − 4)² · 4/3) / 4
		assertThat(once.value()).isEqualTo(4);
		assertThat(once.standardError()).isCloseTo(Math.sqrt(38 * 4 / 3.0) / 4, within(1e-12));
		assertThat(often.standardError()).isCloseTo(once.standardError(), within(1e-12));
		assertThat(often.count()).isEqualTo(200);
	}

	@Test
	void drawnClustersCountAsOften() {
		ClusterMean mean = new ClusterMean(3);
		mean.add(0, 1);
		mean.add(1, 4);
		mean.add(1, 6);
		assertThat(mean.clusters()).isEqualTo(2);
		assertThat(mean.value(new int[] { 2, 1, 0 })).isEqualTo((2 * 1 + 10) / 4.0);
		assertThat(mean.value(new int[] { 0, 0, 3 })).isNaN();
	}

}

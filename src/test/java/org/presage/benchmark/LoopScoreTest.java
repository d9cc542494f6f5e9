/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.control.ControlSettings;
import org.presage.kpi.Kpi;
import org.presage.kpi.Standardizer;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a policy takes its changes back. */
class LoopScoreTest {

	@ParameterizedTest
	@CsvSource({ "10 20 10 20 10, 0.75", "10 20 30 40 50, 0", "10 11 10 11 10, 0", "10 20 20 10 10, 0",
			"10 20 18 18 30, 0.25", "10 20 19 18 17, 0" })
	void changesThatAreTakenBackCount(String allocations, double share) {
		RanSimulator network = new RanSimulator(RanConfig.of(1), 3);
		String[] prbs = allocations.split(" ");
		double[] ones = new double[network.schema().size()];
		Arrays.fill(ones, 1);
		Standardizer scaler = new Standardizer(network.schema().kpis().stream().map(Kpi::transform).toList(),
				new double[ones.length], ones);
		LoopScore score = new LoopScore(Scenario.cells(1), network.schema(), scaler, ControlSettings.defaults(),
				new int[] { Integer.parseInt(prbs[0]) });
		for (int i = 1; i < prbs.length; i++) {
			network.step(new int[] { Integer.parseInt(prbs[i]) });
			score.add(network);
		}
		assertThat(score.outcome().mean(LoopOutcome.Slice::alternating)).isEqualTo(share);
	}

}

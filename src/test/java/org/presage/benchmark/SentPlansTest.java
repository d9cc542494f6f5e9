/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.audit.KeptDecision;
import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.PlanInputs;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

class SentPlansTest {

	private static KeptDecision planned(double holdScore, int slice) {
		Decision.PlanForecast forecast = new Decision.PlanForecast(new int[] { 7, 8, 9 }, 1, holdScore,
				TestModels.schema(), new float[9], new float[9], new float[9], new float[9], new double[8], 64,
				List.of(), List.of());
		PlanInputs inputs = new PlanInputs(Map.of(), List.of(""), new float[4], new float[] { 20 }, null,
				List.of(new ActionSpace(1, 30, 4)), 51, 3, 1, 0, List.of(), null, null, null);
		KpiFrame frame = new KpiFrame(new CellId("node", "cell"), 1, 1000, new float[4]);
		return new KeptDecision(0,
				new Decision(1, frame, Outcome.PLANNED, 7, forecast, "m", 12_345, 3, "", null, CellIntent.NONE), inputs,
				slice);
	}

	@Test
	void drawsPlansTogetherOnceAndNoneWithoutKnownRegret() {
		KeptDecision known = planned(0.5, 0);
		KeptDecision unknown = planned(Double.NaN, 0);
		assertThat(SentPlans.draw(List.of(known, unknown, planned(0.5, 1)), 10, 1).size()).isEqualTo(1);
		assertThat(SentPlans.draw(List.of(unknown), 10, 1).size()).as("so that nothing is judged good").isZero();
	}

	@Test
	void drawsNoMoreThanAsked() {
		KeptDecision known = planned(0.5, 0);
		assertThat(SentPlans.draw(List.of(known, known, known), 2, 1).size()).isEqualTo(2);
	}

}

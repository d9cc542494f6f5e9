/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.planner.SurrogateSettings;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** The search with a surrogate plans the slices of a cell together. */
class SurrogateSlicesTest extends LoopFixture {

	private static final List<String> SLICES = List.of("1-000001", "1-000002", "2");

	SurrogateSlicesTest() {
		super(ControlSettings.defaults()
			.withSearch(new SearchSettings(SurrogateSettings.quick(1), 64, 13, 1))
			.withObjective(new Objective(Map.of("PRBs", 3.0), Map.of(), 0, 0, List.of(), 10, 0))
			.withSlices(true, Map.of()));
	}

	@Test
	void slicesThatWantAllShareTheCarrier() {
		serve();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			this.clock.advanceMillis(100);
			this.decisions.clear();
			for (String slice : SLICES) {
				offer(new CellId("node", "cell", slice), 10, 1000, 10, 30);
			}
			work();
		}
		assertThat(this.decisions).hasSize(SLICES.size()).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
		assertThat(this.decisions.stream().mapToInt(Decision::prbs).sum()).isBetween(49, 51);
	}

}

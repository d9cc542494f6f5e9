/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.planner.CemSettings;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of the cells that wait is planned first. */
class PlanOrderTest extends LoopFixture {

	private static final List<String> CELLS = List.of("a", "b", "c", "d", "e");

	/** Budgets in ms that operators have set; the configured one is 10 ms. */
	private Map<String, Long> budgets = Map.of();

	/** Reports once while the first decision is sent. */
	private @Nullable String interrupting;

	PlanOrderTest() {
		super(settings(1));
		begin(1);
	}

	private static ControlSettings settings(int batch) {
		return ControlSettings.defaults()
			.withSearch(new SearchSettings(CemSettings.efficient(1).resized(8, 2), 2, 3, batch));
	}

	/** With so many windows a call. */
	private void begin(int batch) {
		this.loop.close();
		this.loop = loop(settings(batch), new LoopResources(20, DecisionRecorder.NONE, DecisionTracer.NONE,
				() -> (cell) -> new CellIntent(List.of(), PrbBounds.NONE, PrbBounds.NONE, Map.of(), List.of(), null,
						this.budgets.containsKey(cell.cell()) ? this.budgets.get(cell.cell()) * 1_000_000 : null,
						false)));
		serve();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			interval();
		}
		assertThat(this.decisions).hasSize(5).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
	}

	private void interval() {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		CELLS.stream().filter((cell) -> !cell.equals(this.interrupting)).forEach(this::report);
		work();
	}

	private void report(String cell) {
		offer(new CellId("node", cell), 10, 1000, 20, 30);
	}

	@Override
	public void decided(Decision decision) {
		super.decided(decision);
		if (this.interrupting != null && this.decisions.size() == 1) {
			report(this.interrupting);
		}
	}

	private List<String> order() {
		return this.decisions.stream().map((decision) -> decision.frame().cell().cell()).toList();
	}

	@Test
	void cellWhoseDeadlineIsNextIsPlannedFirst() {
		interval();
		assertThat(order()).as("in the order of arrival").isEqualTo(CELLS);
		this.budgets = Map.of("e", 2L, "c", 4L);
		interval();
		assertThat(order()).containsExactly("e", "c", "a", "b", "d");
	}

	@Test
	void callsOfSeveralCellsTakeTheMostUrgentOnes() {
		begin(2);
		this.budgets = Map.of("e", 2L, "c", 4L);
		interval();
		assertThat(order()).containsExactly("e", "c", "a", "b", "d");
	}

	@Test
	void urgentReportOvertakesThoseThatWait() {
		this.interrupting = "e";
		this.budgets = Map.of("e", 2L);
		interval();
		assertThat(order()).containsExactly("a", "e", "b", "c", "d");
		assertThat(this.decisions).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
	}

	@Test
	void slicesWaitForTheirTurnAmongWholeCells() {
		begin(4);
		for (int i = 0; i < TestModels.WINDOW; i++) {
			this.clock.advanceMillis(100);
			this.decisions.clear();
			report("a");
			offer(new CellId("node", "sliced", "1"), 10, 1000, 20, 30);
			offer(new CellId("node", "sliced", "2"), 10, 1000, 20, 30);
			report("b");
			this.budgets = Map.of("b", 3L);
			work();
		}
		assertThat(order()).as("a and b in one call, by deadline; then the cell of two slices")
			.containsExactly("b", "a", "sliced", "sliced");
		assertThat(this.decisions).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
	}

}

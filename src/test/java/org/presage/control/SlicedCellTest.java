/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Slices of a cell share its 51 PRBs. */
class SlicedCellTest extends LoopFixture {

	private static final int CARRIER = 51;

	SlicedCellTest() {
		super(settings(Map.of()));
	}

	private static ControlSettings settings(Map<String, SlicePolicy> policies) {
		// A reward for PRBs, so that every slice wants all.
		Objective greedy = new Objective(Map.of("PRBs", 3.0), Map.of(), 0, 0, List.of(), 10, 0);
		return ControlSettings.defaults()
			.withSearch(new SearchSettings(CemSettings.efficient(1).resized(16, 3), 2, 5, 1))
			.withObjective(greedy)
			.withSlices(true, policies);
	}

	private void offer(String slice, float prbs) {
		offer(new CellId("node", "cell", slice), 10, 1000, prbs, 30);
	}

	private List<Decision> interval(String... slices) {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		for (String slice : slices) {
			offer(slice, 10);
		}
		work();
		return this.decisions;
	}

	private void warmUp(String... slices) {
		serve();
		for (int i = 1; i < TestModels.WINDOW; i++) {
			assertThat(interval(slices)).hasSize(slices.length)
				.allMatch((decision) -> decision.outcome() == Outcome.WARMING_UP);
		}
	}

	private static Decision.PlanForecast forecast(Decision decision) {
		return java.util.Objects.requireNonNull(decision.forecast());
	}

	@Test
	void jointPlansShareTheCarrier() {
		warmUp("1-000001", "1-000002", "2");
		List<Decision> together = interval("1-000001", "1-000002", "2");
		assertThat(together).hasSize(3).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
		assertThat(together.stream().mapToInt(Decision::prbs).sum()).as("all want all, and share it")
			.isBetween(CARRIER - 6, CARRIER);
		for (int h = 0; h < TestModels.HORIZON; h++) {
			int step = h;
			assertThat(together.stream().mapToInt((decision) -> forecast(decision).actions()[step]).sum())
				.isLessThanOrEqualTo(CARRIER);
		}
		List<Decision.SliceShare> shares = forecast(together.getFirst()).shares();
		assertThat(shares).extracting(Decision.SliceShare::slice).containsExactly("1-000001", "1-000002", "2");
		for (Decision decision : together) {
			assertThat(forecast(decision).shares()).isEqualTo(shares)
				.contains(new Decision.SliceShare(decision.frame().cell().slice(), decision.prbs()));
			assertThat(forecast(decision).score()).isEqualTo(forecast(together.getFirst()).score());
		}
	}

	@Test
	void sliceThatDoesNotReportIsNotWaitedForBeyondHalfTheBudget() {
		warmUp("1", "2");
		assertThat(interval("1")).as("waits for the other").isEmpty();
		this.clock.advanceNanos(4_900_000);
		work();
		assertThat(this.decisions).isEmpty();
		this.clock.advanceNanos(200_000);
		work();
		assertThat(this.decisions).singleElement().satisfies((decision) -> {
			assertThat(decision.outcome()).isEqualTo(Outcome.PLANNED);
			assertThat(decision.prbs()).as("the other's 10 PRBs are not given away").isLessThanOrEqualTo(CARRIER - 10);
		});
		offer("2", 10);
		work();
		assertThat(this.decisions).as("late, and answered at once").hasSize(2);
		assertThat(this.decisions.stream().mapToInt(Decision::prbs).sum()).isLessThanOrEqualTo(CARRIER);
	}

	@Test
	void nextIntervalEndsTheWait() {
		warmUp("1", "2");
		interval("1");
		this.clock.advanceMillis(100);
		offer("1", 10);
		work();
		assertThat(this.decisions).as("the older frame is answered").hasSize(1);
		offer("2", 10);
		work();
		assertThat(this.decisions).hasSize(3);
	}

	@Test
	void slicesThatAreNotListedAnyMoreFreeTheirPrbs() {
		warmUp("1-000001", "1-000002");
		for (int i = 0; i < 3; i++) {
			this.clock.advanceMillis(100);
			this.decisions.clear();
			offer("1-000001", 30);
			offer("1-000002", 21);
			work();
		}
		assertThat(this.decisions.stream().mapToInt(Decision::prbs).sum()).as("the whole carrier").isGreaterThan(44);
		for (int i = 1; i < TestModels.WINDOW; i++) {
			interval("2-000001", "2-000002");
		}
		List<Decision> renumbered = interval("2-000001", "2-000002");
		assertThat(renumbered).hasSize(2).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
		assertThat(renumbered.stream().mapToInt(Decision::prbs).sum()).as("of the whole carrier")
			.isBetween(CARRIER - 6, CARRIER);
	}

	@Test
	void sliceThatMissesOneReportKeepsItsPrbs() {
		warmUp("1", "2");
		interval("1", "2");
		interval("1");
		this.clock.advanceNanos(5_100_000);
		work();
		assertThat(this.decisions).singleElement()
			.satisfies((decision) -> assertThat(decision.prbs()).isLessThanOrEqualTo(CARRIER - 10));
	}

	/** The difference to a time before all others is no small one. */
	@Test
	void doesNotWaitForSliceWhoseOnlyReportWasTooOld() {
		warmUp("1");
		this.loop.offer(new Arrival(
				new KpiFrame(new CellId("node", "cell", "2"), 1, this.clock.epochMillis() - 3_600_000,
						new float[] { 10, 1000, 10, 30 }),
				TestModels.schema(), this.clock.nanoTime(), ControlMode.ADVISORY, this));
		work();
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.STALE);
		assertThat(interval("1")).as("answered at once").hasSize(1);
	}

	@Test
	void heldSliceKeepsWhatItHas() {
		warmUp("1");
		interval("1", "2");
		List<Decision> mixed = interval("1", "2");
		assertThat(mixed).extracting(Decision::outcome).containsExactlyInAnyOrder(Outcome.PLANNED, Outcome.WARMING_UP);
		assertThat(mixed.stream().mapToInt(Decision::prbs).sum()).isLessThanOrEqualTo(CARRIER);
	}

	@Test
	void eachSliceHasBoundsOfItsOwn() {
		restart(settings(Map.of("1", new SlicePolicy(new ActionSpace(30, 40, 0), List.of()), "2",
				new SlicePolicy(new ActionSpace(3, 7, 0), List.of()))));
		warmUp("1", "2");
		List<Decision> together = interval("1", "2");
		assertThat(together.get(0).prbs()).isBetween(30, 40);
		assertThat(together.get(1).prbs()).isBetween(3, 7);
	}

	@Test
	void boundsThatCannotBeMetTogetherAreSaid() {
		restart(settings(Map.of("1", new SlicePolicy(new ActionSpace(30, 51, 0), List.of()), "2",
				new SlicePolicy(new ActionSpace(25, 51, 0), List.of()))));
		warmUp("1", "2");
		assertThat(interval("1", "2")).hasSize(2).allSatisfy((decision) -> {
			assertThat(decision.outcome()).isEqualTo(Outcome.INFEASIBLE);
			assertThat(decision.prbs()).isEqualTo(10);
			assertThat(decision.detail()).contains("at most 51 PRBs", "55 PRBs");
		});
		assertThatThrownBy(() -> ControlSettings.defaults()
			.withActions(new ActionSpace(1, 40, 0))
			.withSlices(true, Map.of("1", new SlicePolicy(new ActionSpace(41, 51, 0), List.of()))))
			.hasMessageContaining("slices: expected at most the cell's 40 PRBs");
	}

	@Test
	void agreementOnAKpiThatTheModelDoesNotPredictIsNoReasonToStop() {
		restart(settings(Map.of("1",
				new SlicePolicy(new ActionSpace(1, 51, 0), List.of(new KpiLimit("Jitter", null, 3.0, 0))))));
		serve();
		assertThat(interval("1")).extracting(Decision::outcome).containsExactly(Outcome.NO_MODEL);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.CemSettings;
import org.presage.planner.PatternSettings;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a plan may cost, and who is planned with whom. */
class PlanningPaceTest implements DecisionSink {

	private static final long MS = 1_000_000;

	private final List<Decision> decisions = new ArrayList<>();

	@Override
	public void decided(Decision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	/** Iterations of a plan whose iterations cost 2 ms each. */
	private static int iterations(PlanningCosts costs, ManualClock clock, long budgetMs, int behind) {
		clock.advanceMillis(3000);
		costs.begin(1, clock.nanoTime() + budgetMs * MS, behind);
		int count = 0;
		do {
			clock.advanceMillis(2);
			count++;
		}
		while (count < 100 && costs.another());
		return count;
	}

	@Test
	void timeLeftIsSharedWithThoseThatWait() {
		ManualClock clock = new ManualClock();
		PlanningCosts costs = new PlanningCosts(clock);
		assertThat(iterations(costs, clock, 10, 0)).isEqualTo(5);
		assertThat(iterations(costs, clock, 10, 1)).isEqualTo(1);
		assertThat(iterations(costs, clock, 18, 1)).isEqualTo(2);
		assertThat(iterations(costs, clock, 10, 9)).as("a first plan always").isEqualTo(1);
	}

	@Test
	void busyThreadPlansLessSoThatOthersComeToTheirTurn() {
		ManualClock clock = new ManualClock();
		PlanningCosts costs = new PlanningCosts(clock);
		int before = iterations(costs, clock, 20, 0);
		assertThat(before).isEqualTo(10);
		int iterations = 0;
		for (int i = 0; i < 1000; i++) {
			// Every 10 ms a window; an iteration costs 2 ms.
			costs.begin(1, clock.nanoTime() + 20 * MS, 0);
			iterations = 0;
			do {
				clock.advanceMillis(2);
				iterations++;
			}
			while (costs.another());
			clock.advanceMillis(Math.max(0, 10 - 2 * iterations));
		}
		assertThat(iterations).as("4 of 10 ms").isBetween(1, 2);
	}

	@Test
	void planThatCannotBeThereInTimeIsNotBegun() {
		ManualClock clock = new ManualClock();
		PlanningCosts costs = new PlanningCosts(clock);
		assertThat(costs.affordable(clock.nanoTime(), clock.nanoTime() + 1)).as("nothing is known yet").isTrue();
		iterations(costs, clock, 10, 0);
		assertThat(costs.affordable(clock.nanoTime(), clock.nanoTime() + 1 * MS)).isFalse();
		assertThat(costs.affordable(clock.nanoTime(), clock.nanoTime() + 3 * MS)).isTrue();
		assertThat(costs.affordable(clock.nanoTime(), clock.nanoTime() - 1)).as("a deadline in the past").isFalse();
	}

	@Test
	void slowMomentIsForgotten() {
		ManualClock clock = new ManualClock();
		PlanningCosts costs = new PlanningCosts(clock);
		costs.begin(1, clock.nanoTime() + 10 * MS, 0);
		clock.advanceMillis(500);
		costs.another();
		int refused = 0;
		while (!costs.affordable(clock.nanoTime(), clock.nanoTime() + 10 * MS)) {
			refused++;
		}
		assertThat(refused).isBetween(10, 200);
	}

	/** One cell that reports once a second, after a slow first plan. */
	@Test
	void slowFirstPlanHoldsSeldomReportsTwiceOnly() {
		ManualClock clock = new ManualClock();
		PlanningCosts costs = new PlanningCosts(clock);
		costs.begin(1, clock.nanoTime() + 10 * MS, 0);
		clock.advanceMillis(23);
		costs.another();
		int refused = 0;
		clock.advanceMillis(1000);
		while (!costs.affordable(clock.nanoTime(), clock.nanoTime() + 9 * MS)) {
			refused++;
			clock.advanceMillis(1000);
		}
		assertThat(refused).isEqualTo(2);
	}

	private void plan(ControlLoop loop, ManualClock clock, int cells) throws InterruptedException {
		for (int i = 0; i < TestModels.WINDOW; i++) {
			clock.advanceMillis(100);
			this.decisions.clear();
			for (int c = 0; c < cells; c++) {
				loop.offer(new Arrival(
						new KpiFrame(new CellId("n", "c" + c), 1, clock.epochMillis(),
								new float[] { 10 + 2 * c, 1000 + i, 20, 30 + i }),
						TestModels.schema(), clock.nanoTime(), ControlMode.ADVISORY, this));
			}
			loop.doWork(0);
		}
	}

	private static ControlLoop loop(ModelRegistry registry, Clock clock, int batch) {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		return new ControlLoop(
				ControlSettings.defaults()
					.withSearch(new SearchSettings(CemSettings.efficient(1).resized(8, 3), 2, 3, batch)),
				registry, TestModels.schema(), clock, new LoopMetrics(meters), new Surprise(meters));
	}

	@Test
	void cellsOfOneCallGetWhatTheyGetAlone() throws InterruptedException {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
			ManualClock clock = new ManualClock();
			List<List<Decision>> ways = new ArrayList<>();
			for (int batch : new int[] { 1, 3, 4 }) {
				try (ControlLoop loop = loop(registry, clock, batch)) {
					plan(loop, clock, 7);
					ways.add(List.copyOf(this.decisions));
				}
			}
			for (List<Decision> way : ways) {
				assertThat(way).hasSize(7).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
				for (int c = 0; c < 7; c++) {
					assertThat(way.get(c).frame().cell()).isEqualTo(ways.getFirst().get(c).frame().cell());
					assertThat(way.get(c).prbs()).isEqualTo(ways.getFirst().get(c).prbs());
				}
			}
		}
	}

	/** The frames of three slices of a cell in one interval. */
	private void offerSlices(ControlLoop loop, ManualClock clock, String cell) {
		for (String slice : List.of("1", "2", "3")) {
			loop.offer(new Arrival(
					new KpiFrame(new CellId("n", cell, slice), 1, clock.epochMillis(),
							new float[] { 10, 1000, 12, 30 + Integer.parseInt(slice) }),
					TestModels.schema(), clock.nanoTime(), ControlMode.ADVISORY, this));
		}
	}

	@Test
	void coldCellBesideAWarmOneInACallGetsWhatItGetsAlone() throws InterruptedException {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
			ManualClock clock = new ManualClock();
			List<List<Decision>> ways = new ArrayList<>();
			for (int batch : new int[] { 1, 6 }) {
				SimpleMeterRegistry meters = new SimpleMeterRegistry();
				ControlSettings settings = ControlSettings.defaults()
					.withSearch(new SearchSettings(PatternSettings.efficient(1), 64, 13, batch));
				try (ControlLoop loop = new ControlLoop(settings, registry, TestModels.schema(), clock,
						new LoopMetrics(meters), new Surprise(meters))) {
					for (int i = 0; i < TestModels.WINDOW + 2; i++) {
						clock.advanceMillis(100);
						this.decisions.clear();
						offerSlices(loop, clock, "warm");
						if (i >= 2) {
							offerSlices(loop, clock, "cold");
						}
						loop.doWork(0);
					}
				}
				assertThat(this.decisions).hasSize(6).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
				ways.add(List.copyOf(this.decisions));
			}
			for (int i = 0; i < 6; i++) {
				Decision.PlanForecast alone = Objects.requireNonNull(ways.get(0).get(i).forecast());
				Decision.PlanForecast together = Objects.requireNonNull(ways.get(1).get(i).forecast());
				assertThat(together.actions()).isEqualTo(alone.actions());
				assertThat(together.score()).isCloseTo(alone.score(), within(1e-4));
				assertThat(together.holdScore()).isCloseTo(alone.holdScore(), within(1e-4));
			}
		}
	}

	@Test
	void clockThatJumpsLosesNoFrame() throws InterruptedException {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
			ManualClock clock = new ManualClock();
			try (ControlLoop loop = loop(registry, clock, 1)) {
				plan(loop, clock, 2);
				// Monotonic time alone, then both together.
				clock.advanceNanos(3_600_000_000_000L);
				plan(loop, clock, 2);
				assertThat(this.decisions).hasSize(2).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
				clock.advanceMillis(-7_200_000);
				plan(loop, clock, 2);
				assertThat(this.decisions).as("older than the newest")
					.hasSize(2)
					.allMatch((decision) -> decision.outcome() == Outcome.STALE);
				clock.advanceMillis(14_400_000);
				plan(loop, clock, 2);
				assertThat(this.decisions).hasSize(2).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
			}
		}
	}

	@Test
	void cellsSpreadOverTheLoopsAndSlicesStayTogether() {
		try (ModelRegistry registry = new ModelRegistry()) {
			List<ControlLoop> loops = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				loops.add(loop(registry, new ManualClock(), 1));
			}
			ControlLoops all = new ControlLoops(loops);
			int[] cells = new int[4];
			for (int c = 0; c < 1000; c++) {
				ControlLoop owner = all.of(new CellId("node", "cell-" + c));
				cells[loops.indexOf(owner)]++;
				assertThat(all.of(new CellId("node", "cell-" + c, "1-000001"))).isSameAs(owner);
			}
			assertThat(java.util.Arrays.stream(cells).boxed()).allMatch((count) -> count > 200 && count < 300);
		}
	}

}

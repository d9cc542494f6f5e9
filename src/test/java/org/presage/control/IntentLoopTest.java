/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.planner.CemSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators want acts on the next decision, and every decision can be made again.
 */
class IntentLoopTest extends LoopFixture implements DecisionRecorder {

	private static final Map<String, Double> GREEDY = Map.of("PRBs", 3.0);

	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(new SearchSettings(CemSettings.efficient(1).resized(16, 3), 2, 5, 1))
		.withObjective(new Objective(GREEDY, Map.of(), 0, 0, List.of(), 10, 0));

	private Intents intents = Intents.NONE;

	private final List<PlanInputs> inputs = new ArrayList<>();

	IntentLoopTest() {
		super(SETTINGS);
		this.loop.close();
		this.loop = loop(SETTINGS, new LoopResources(10, this, DecisionTracer.NONE, () -> this.intents));
		this.mode = ControlMode.ACTIVE;
	}

	@Override
	public boolean wantsInputs() {
		return true;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs made, int slice) {
		if (made != null) {
			this.inputs.add(made);
		}
	}

	private List<Decision> interval(float prbs, String... slices) {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		for (String slice : slices) {
			offer(new CellId("node", "cell", slice), 10, 1000, prbs, 30);
		}
		work();
		return List.copyOf(this.decisions);
	}

	private void warmUp(String... slices) {
		serve();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			interval(45, slices);
		}
	}

	private static CellIntent bounds(PrbBounds cell, PrbBounds slice) {
		return new CellIntent(List.of("p"), cell, slice, Map.of(), List.of(), null, null, false);
	}

	private static CellIntent weights(Map<String, Double> weights, List<KpiLimit> limits, @Nullable Double risk) {
		return new CellIntent(List.of("p"), PrbBounds.NONE, PrbBounds.NONE, weights, limits, risk, null, false);
	}

	private void requireSameAgain() {
		Decision decision = this.decisions.getLast();
		Decision.PlanForecast made = Objects.requireNonNull(decision.forecast());
		PlanInputs from = this.inputs.getLast();
		int slice = from.slices().indexOf(decision.frame().cell().slice());
		Decision.PlanForecast again = Replay.plan(OnnxWorldModel.load(TestModels.random("a", 1)), SETTINGS, from, slice,
				this.clock);
		assertThat(again.actions()).isEqualTo(made.actions());
		assertThat(again.score()).isEqualTo(made.score());
		assertThat(again.terms()).isEqualTo(made.terms());
	}

	@Test
	void nextDecisionIsInsideNewBoundsAndTheOneAfterThemIsNot() {
		warmUp("");
		assertThat(interval(45, "").getFirst().prbs()).as("more PRBs are better").isEqualTo(51);
		assertThat(this.inputs.getLast().intents()).isEmpty();
		this.intents = (cell) -> bounds(new PrbBounds(null, 20, null), PrbBounds.NONE);
		Decision bounded = interval(45, "").getFirst();
		assertThat(bounded.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(bounded.prbs()).isEqualTo(20);
		assertThat(Objects.requireNonNull(bounded.forecast()).actions()).contains(20).doesNotContain(21, 51);
		assertThat(bounded.intent().policies()).containsExactly("p");
		requireSameAgain();
		this.intents = (cell) -> bounds(new PrbBounds(null, null, 3), PrbBounds.NONE);
		assertThat(interval(20, "").getFirst().prbs()).isEqualTo(23);
		this.intents = Intents.NONE;
		assertThat(interval(20, "").getFirst().prbs()).isEqualTo(51);
		assertThat(this.decisions.getLast().intent()).isSameAs(CellIntent.NONE);
	}

	@Test
	void boundsOfOneCellAreNotThoseOfAnother() {
		this.intents = (cell) -> cell.slice().equals("1") ? bounds(PrbBounds.NONE, new PrbBounds(2, 7, null))
				: CellIntent.NONE;
		warmUp("1", "2");
		List<Decision> together = interval(10, "1", "2");
		assertThat(together).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
		assertThat(together.get(0).prbs()).isBetween(2, 7);
		assertThat(together.get(1).prbs()).as("has most of the carrier").isGreaterThan(25);
		assertThat(this.inputs.getLast().intents()).hasSize(2).last().isSameAs(CellIntent.NONE);
		requireSameAgain();
	}

	@Test
	void slicesShareWhatTheirCellMayHave() {
		warmUp("1", "2");
		this.intents = (cell) -> bounds(new PrbBounds(null, 20, null), PrbBounds.NONE);
		List<Decision> together = interval(10, "1", "2");
		assertThat(together.stream().mapToInt(Decision::prbs).sum()).isBetween(18, 20);
		requireSameAgain();
		this.intents = (cell) -> bounds(new PrbBounds(null, 20, null), new PrbBounds(11, null, null));
		assertThat(interval(10, "1", "2")).extracting(Decision::outcome).containsOnly(Outcome.INFEASIBLE);
	}

	@Test
	void weightsLimitsAndRiskChangeWhatIsAchieved() {
		warmUp("");
		double greedy = score(interval(45, "").getFirst());
		this.intents = (cell) -> weights(Map.of("PRBs", -3.0), List.of(), null);
		assertThat(interval(45, "").getFirst().prbs()).as("fewer PRBs are better now").isEqualTo(1);
		requireSameAgain();
		this.intents = (cell) -> weights(Map.of(), List.of(new KpiLimit("Delay", null, 0.001, 0.01)), null);
		Decision limited = interval(45, "").getFirst();
		double[] terms = Objects.requireNonNull(limited.forecast()).terms();
		int chance = Objective.termNames(TestModels.schema()).indexOf("chance");
		assertThat(terms[chance]).as("a limit that no plan keeps").isNegative();
		requireSameAgain();
		this.intents = (cell) -> weights(Map.of(), List.of(), 50.0);
		assertThat(score(interval(45, "").getFirst())).as("uncertainty costs").isLessThan(greedy - 1);
		requireSameAgain();
		this.intents = (cell) -> weights(Map.of("Jitter", 1.0), List.of(new KpiLimit("Jitter", null, 1.0, 0)), null);
		assertThat(interval(45, "").getFirst().outcome()).as("said when another model served")
			.isEqualTo(Outcome.PLANNED);
	}

	private static double score(Decision decision) {
		return Objects.requireNonNull(decision.forecast()).score();
	}

	@Test
	void shorterBudgetIsKept() {
		warmUp("1", "2");
		this.intents = (cell) -> new CellIntent(List.of("p"), PrbBounds.NONE, PrbBounds.NONE, Map.of(), List.of(), null,
				4_000_000L, false);
		assertThat(interval(10, "1")).as("waits for the other").isEmpty();
		this.clock.advanceNanos(1_900_000);
		work();
		assertThat(this.decisions).isEmpty();
		this.clock.advanceNanos(200_000);
		work();
		assertThat(this.decisions).as("half of 4 ms, not of 10").hasSize(1);
		this.intents = (cell) -> new CellIntent(List.of("p"), PrbBounds.NONE, PrbBounds.NONE, Map.of(), List.of(), null,
				900_000_000L, false);
		interval(10, "1");
		this.clock.advanceNanos(5_100_000);
		work();
		assertThat(this.decisions).as("never longer than configured").hasSize(1);
	}

	@Test
	void advisoryIsNotFollowedUntilItIsActiveAgain() {
		warmUp("");
		this.intents = (cell) -> weights(Map.of("PRBs", -3.0), List.of(), null);
		interval(45, "");
		assertThat(interval(45, "").getFirst().control()).as("sent, and followed").isNotNull();
		this.intents = (cell) -> new CellIntent(List.of("p"), PrbBounds.NONE, PrbBounds.NONE, Map.of("PRBs", -3.0),
				List.of(), null, null, true);
		for (int i = 0; i < 15; i++) {
			Decision shown = interval(45, "").getFirst();
			assertThat(shown.outcome()).as("without effect for longer than is looked for").isEqualTo(Outcome.PLANNED);
			assertThat(shown.intent().advisory()).isTrue();
			assertThat(shown.control()).isNull();
		}
		this.intents = (cell) -> weights(Map.of("PRBs", -3.0), List.of(), null);
		Outcome last = Outcome.PLANNED;
		for (int i = 0; i < 15 && last == Outcome.PLANNED; i++) {
			last = interval(45, "").getFirst().outcome();
		}
		assertThat(last).as("looked for again").isEqualTo(Outcome.DISTRUSTED);
	}

	private static CellIntent modest(boolean advisory) {
		return new CellIntent(List.of("p"), PrbBounds.NONE, PrbBounds.NONE, Map.of("PRBs", -3.0), List.of(), null, null,
				advisory);
	}

	@Test
	void whatAnAdvisorySliceWouldGiveUpIsNotGivenToOthers() {
		this.intents = (cell) -> cell.slice().equals("1") ? bounds(PrbBounds.NONE, new PrbBounds(null, 2, null))
				: CellIntent.NONE;
		warmUp("1", "2");
		interval(25, "1", "2");
		this.intents = (cell) -> cell.slice().equals("1") ? modest(true) : CellIntent.NONE;
		List<Decision> apart = interval(25, "1", "2");
		assertThat(apart).extracting((decision) -> decision.frame().cell().slice()).containsExactly("2", "1");
		assertThat(apart).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
		assertThat(apart.get(0).prbs()).as("what is left beside 25 in force").isBetween(20, 26);
		assertThat(apart.get(1).prbs()).as("shown").isLessThan(10);
		requireSameAgain();
		interval(25, "2");
		this.clock.advanceNanos(5_100_000);
		work();
		assertThat(this.decisions).singleElement()
			.satisfies((decision) -> assertThat(decision.prbs()).as("what the other has, not what was decided")
				.isBetween(20, 26));
		this.intents = (cell) -> modest(true);
		assertThat(interval(25, "1", "2")).as("all are shown, together").hasSize(2);
		assertThat(this.inputs.getLast().slices()).containsExactly("1", "2");
	}

	@Test
	void whatIsOnlyShownNeverHappenedWhereNoPrbsAreReported() {
		warmUp("");
		assertThat(interval(45, "").getFirst().prbs()).isEqualTo(51);
		this.intents = (cell) -> modest(true);
		for (int i = 0; i < 3; i++) {
			assertThat(interval(Float.NaN, "").getFirst().prbs()).isLessThan(10);
			assertThat(this.inputs.getLast().inForce()).containsExactly(51);
		}
		this.intents = Intents.NONE;
		interval(Float.NaN, "");
		assertThat(this.inputs.getLast().inForce()).containsExactly(51);
	}

	@Test
	void fewestOfACellAreNotThoseOfEachOfItsSlices() {
		this.intents = (cell) -> new CellIntent(List.of("p"), new PrbBounds(30, null, null), PrbBounds.NONE,
				Map.of("PRBs", -3.0), List.of(), null, null, false);
		warmUp("1", "2");
		assertThat(interval(20, "1", "2")).hasSize(2).allSatisfy((decision) -> {
			assertThat(decision.outcome()).isEqualTo(Outcome.PLANNED);
			assertThat(decision.prbs()).isLessThan(30);
		});
	}

	@Test
	void fewestOfAWholeCellAreKept() {
		this.intents = (cell) -> new CellIntent(List.of("p"), new PrbBounds(30, null, null), PrbBounds.NONE,
				Map.of("PRBs", -3.0), List.of(), null, null, false);
		warmUp("");
		assertThat(interval(45, "").getFirst().prbs()).isEqualTo(30);
	}

	@Test
	void intentOutlivesAModel() {
		this.intents = (cell) -> bounds(new PrbBounds(null, 20, null), PrbBounds.NONE);
		warmUp("");
		assertThat(interval(45, "").getFirst().prbs()).isEqualTo(20);
		this.registry.serve(OnnxWorldModel.load(TestModels.random("b", 2)));
		Decision other = interval(45, "").getFirst();
		assertThat(other.modelVersion()).isEqualTo("b");
		assertThat(other.prbs()).isLessThanOrEqualTo(20);
	}

}

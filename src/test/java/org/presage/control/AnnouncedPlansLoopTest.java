/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.explain.CellWindow;
import org.presage.explain.Explainer;
import org.presage.explain.Explanation;
import org.presage.explain.NeighbourEffect;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.Neighbours;
import org.presage.testing.TestModels;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/** Cells of a loop are planned with what their neighbours have announced. */
class AnnouncedPlansLoopTest extends NeighbourLoopFixture {

	@Test
	void planOfTheSameIntervalIsUsedAsItIs() {
		this.relation = new Neighbours(Map.of("a", List.of(at("b", -3))));
		intervals(TestModels.WINDOW + 2, "b");
		intervals(TestModels.WINDOW, "b", "a");
		int before = inForce("b");
		intervals(1, "b", "a");
		float[] announced = announcedTo("a");
		assertThat(announced).hasSize(H + 2);
		assertThat(announced[0]).as("in the last interval").isCloseTo((float) standardised(before), offset(1e-6f));
		for (int h = 0; h < H; h++) {
			assertThat(announced[1 + h]).isCloseTo((float) standardised(planOf("b")[h]), offset(1e-6f));
		}
		assertThat(announced[H + 1]).isOne();
		assertThat(Objects.requireNonNull(this.inputs.get("b")).announced()).as("hears nobody").isNull();
	}

	@Test
	void olderPlanIsShiftedToNowAndHeldAtItsEnd() {
		intervals(TestModels.WINDOW + 2, "a", "b");
		int[] plan = planOf("b");
		this.clock.advanceMillis(STEP_MS);
		report("a");
		assertThat(announcedTo("a")[0]).isCloseTo((float) standardised(plan[0]), offset(1e-6f));
		assertThat(announcedTo("a")[1]).isCloseTo((float) standardised(plan[1]), offset(1e-6f));
		assertThat(announcedTo("a")[H]).isCloseTo((float) standardised(plan[H - 1]), offset(1e-6f));
	}

	@Test
	void silentNeighbourIsAbsentNotZero() {
		intervals(TestModels.WINDOW + 2, "b", "a");
		assertThat(announcedTo("a")[H + 1]).isOne();
		double stale = count("stale");
		intervals(3, "a");
		assertThat(announcedTo("a")[H + 1]).as("three frames old").isOne();
		assertThat(count("stale")).isEqualTo(stale);
		intervals(1, "a");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
		assertThat(count("stale")).isEqualTo(stale + 1);
	}

	@Test
	void neighboursCountByTheirCouplingAndAMissingOneNot() {
		intervals(TestModels.WINDOW + 2, "b", "a");
		assertThat(count("absent")).as("c").isPositive();
		assertThat(announcedTo("a")[1]).isCloseTo((float) standardised(planOf("b")[0]), offset(1e-6f));
		intervals(TestModels.WINDOW + 2, "b", "c", "a");
		double b = Math.pow(10, -0.3);
		double c = Math.pow(10, -1.3);
		double mean = (b * planOf("b")[0] + c * planOf("c")[0]) / (b + c);
		assertThat(announcedTo("a")[1]).isCloseTo((float) standardised(mean), offset(1e-5f));
	}

	@ParameterizedTest
	@ValueSource(longs = { -5000, 5000 })
	void clocksThatAreFarApartAreNotUsed(long aheadMs) {
		intervals(TestModels.WINDOW + 2, "a");
		for (int i = 0; i < TestModels.WINDOW + 2; i++) {
			this.clock.advanceMillis(STEP_MS);
			reportOfB(aheadMs);
			report("a");
		}
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
		assertThat(count("stale")).isPositive();
	}

	private void reportOfB(long aheadMs) {
		offer(new KpiFrame(new CellId("gnb", "b"), 1, this.clock.epochMillis() + aheadMs,
				new float[] { 10, 1000, 20, 30 }));
		work();
	}

	/** By its intervals alone it would be used until six after the last report. */
	@Test
	void clockThatIsAheadKeepsNoPlanAlive() {
		intervals(TestModels.WINDOW, "a");
		for (int i = 0; i < TestModels.WINDOW + 2; i++) {
			this.clock.advanceMillis(STEP_MS);
			reportOfB(3 * STEP_MS);
			report("a");
		}
		intervals(4, "a");
		assertThat(announcedTo("a")[H + 1]).isOne();
		intervals(1, "a");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
	}

	@Test
	void timeOfReceiptOfRecordingsSaysNothing() {
		this.mode = ControlMode.SIMULATED;
		long endMs = this.clock.epochMillis();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			endMs += STEP_MS;
			for (String cell : List.of("b", "a")) {
				this.clock.advanceMillis(10 * STEP_MS);
				offer(new KpiFrame(new CellId("gnb", cell), 1, endMs, new float[] { 10, 1000, inForce(cell), 30 }));
				work();
			}
		}
		assertThat(announcedTo("a")[H + 1]).isOne();
	}

	@Test
	void cellThatIsNotControlledAnnouncesWhatItHas() {
		this.mode = ControlMode.ADVISORY;
		intervals(TestModels.WINDOW + 2, "b");
		this.mode = ControlMode.ACTIVE;
		intervals(TestModels.WINDOW, "a");
		for (int i = 0; i < 3; i++) {
			this.clock.advanceMillis(STEP_MS);
			this.mode = ControlMode.ADVISORY;
			offer(new CellId("gnb", "b"), 10, 1000, 17, 30);
			work();
			this.mode = ControlMode.ACTIVE;
			report("a");
		}
		for (int h = 0; h <= H; h++) {
			assertThat(announcedTo("a")[h]).isCloseTo((float) standardised(17), offset(1e-6f));
		}
	}

	@Test
	void relationIsChangedWhileItRuns() {
		intervals(TestModels.WINDOW + 2, "b", "a");
		assertThat(announcedTo("a")).isNotNull();
		this.relation = new Neighbours(Map.of("b", List.of(at("a", -3))));
		intervals(1, "b", "a");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
		assertThat(announcedTo("b")).isNotNull();
	}

	@Test
	void wholeNamesGoBeforeNamesWithoutNode() {
		this.relation = new Neighbours(
				Map.of("gnb/a", List.of(at("gnb/c", -3)), "a", List.of(at("b", -3)), "c", List.of()));
		intervals(TestModels.WINDOW + 2, "b", "a");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
		intervals(TestModels.WINDOW + 2, "c", "a");
		assertThat(announcedTo("a")[1]).isCloseTo((float) standardised(planOf("c")[0]), offset(1e-6f));
	}

	@Test
	void decisionIsMadeAgainBitForBit() {
		intervals(TestModels.WINDOW + 3, "b", "a");
		PlanInputs from = Objects.requireNonNull(this.inputs.get("a"));
		Decision.PlanForecast made = Objects.requireNonNull(Objects.requireNonNull(this.newest.get("a")).forecast());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model)) {
			Decision.PlanForecast again = Replay.plan(loaded, SETTINGS, from, 0, this.clock);
			assertThat(again.actions()).isEqualTo(made.actions());
			assertThat(again.score()).isEqualTo(made.score());
			assertThat(again.mean()).isEqualTo(made.mean());
			PlanInputs silent = new PlanInputs(from.graphs(), from.slices(), from.windows(), from.inForce(),
					from.previous(), from.bounds(), from.budget(), from.iterations(), from.callWindows(),
					from.callPosition(), from.intents(), from.corrections(), null, null);
			assertThat(Replay.plan(loaded, SETTINGS, silent, 0, this.clock).score()).as("alone")
				.isNotEqualTo(made.score());
		}
	}

	/** Of the decision whose regret is to be known, the plan sent has the score sent. */
	@Test
	void recordedPlanIsScoredWithWhatWasAnnounced() {
		intervals(TestModels.WINDOW + 3, "b", "a");
		Decision.PlanForecast made = Objects.requireNonNull(Objects.requireNonNull(this.newest.get("a")).forecast());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model);
				RecordedScorer scorer = new RecordedScorer(loaded, SETTINGS,
						Objects.requireNonNull(this.inputs.get("a")), () -> {
						})) {
			float[] plan = new float[H];
			IntStream.range(0, H).forEach((h) -> plan[h] = made.actions()[h]);
			double[] scores = new double[1];
			scorer.score(1, plan, scores);
			assertThat(scores[0]).isCloseTo(made.score(), offset(1e-4));
		}
	}

	@Test
	void explanationIsOfThePlanWithWhatWasAnnounced() throws Exception {
		intervals(TestModels.WINDOW + 3, "b", "a");
		Future<Optional<CellSnapshot>> asked = this.loop.ask(new CellId("gnb", "a"));
		work();
		CellSnapshot snapshot = asked.get().orElseThrow();
		assertThat(snapshot.announced()).isEqualTo(announcedTo("a"));
		Decision.PlanForecast made = Objects.requireNonNull(Objects.requireNonNull(this.newest.get("a")).forecast());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model);
				Explainer explainer = new Explainer(loaded, SETTINGS)) {
			CellWindow window = new CellWindow(snapshot.frames(), snapshot.inForce(), snapshot.plan(),
					snapshot.intervalScales(), snapshot.correction(), snapshot.announced(), snapshot.neighbours());
			Explanation explained = explainer.explain(window, 1);
			assertThat(explained.plan().mean()[0]).isCloseTo(made.mean()[0], offset(1e-3f));
			CellWindow alone = new CellWindow(snapshot.frames(), snapshot.inForce(), snapshot.plan(),
					snapshot.intervalScales(), snapshot.correction(), null, List.of());
			float expected = explained.plan().mean()[0] - explainer.explain(alone, 1).plan().mean()[0];
			assertThat(explained.neighbours()).extracting((one) -> one.neighbour().cell())
				.containsExactly("gnb/b", "gnb/c");
			NeighbourEffect of = explained.neighbours().getFirst();
			assertThat(of.neighbour().share()).isOne();
			assertThat(of.neighbour().age()).isZero();
			assertThat(of.effect()[0]).as("the only one that is there").isCloseTo(expected, offset(1e-3f)).isNotZero();
			assertThat(explained.neighbours().getLast().neighbour().standing()).isEqualTo(NeighbourStanding.ABSENT);
			assertThat(explained.neighbours().getLast().effect()).isEmpty();
		}
	}

	/** What is not used is not worked out, however far ahead a clock is. */
	@Test
	void clockYearsAheadCostsASnapshotNothing() throws Exception {
		intervals(TestModels.WINDOW + 2, "a");
		offer(new KpiFrame(new CellId("gnb", "b"), 1, this.clock.epochMillis() + 300_000_000_000L,
				new float[] { 10, 1000, 20, 30 }));
		work();
		Future<Optional<CellSnapshot>> asked = this.loop.ask(new CellId("gnb", "a"));
		work();
		ReceivedPlan b = asked.get().orElseThrow().neighbours().getFirst();
		assertThat(b.standing()).isEqualTo(NeighbourStanding.STALE);
		assertThat(b.prbs()).isEmpty();
	}

	private double announcedErrors(String step) {
		return this.meters.get("wm.announced.error.prbs").tag("step", step).summary().totalAmount();
	}

	@Test
	void whatWasDoneIsComparedWithEachPlanThatAnnouncedIt() {
		intervals(TestModels.WINDOW + 2, "b", "a");
		int[] first = planOf("b");
		intervals(1, "b", "a");
		assertThat(announcedErrors("1")).as("all was done as announced").isZero();
		int second = planOf("b")[0];
		double before = announcedErrors("2");
		this.clock.advanceMillis(STEP_MS);
		offer(new CellId("gnb", "b"), 10, 1000, second + 4, 30);
		work();
		assertThat(announcedErrors("1")).isEqualTo(4);
		assertThat(announcedErrors("2") - before).isCloseTo(Math.abs(second + 4 - first[1]), offset(1e-6));
		assertThat(this.meters.find("wm.announced.error.prbs").tag("step", "3").summary()).as("powers of two only")
			.isNull();
	}

	/** That something is held says nothing of later intervals. */
	@Test
	void heldCellIsComparedAtItsNextIntervalOnly() {
		this.mode = ControlMode.ADVISORY;
		for (int i = 0; i < TestModels.WINDOW + 5; i++) {
			this.clock.advanceMillis(STEP_MS);
			offer(new CellId("gnb", "b"), 10, 1000, 17, 30);
			work();
		}
		assertThat(announcedErrors("1")).isZero();
		assertThat(this.meters.find("wm.announced.error.prbs").tag("step", "2").summary()).isNull();
	}

	@Test
	void modelThatReadsNothingOfItPlansAsBefore() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("b", 1)));
		intervals(TestModels.WINDOW + 2, "b", "a");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
		assertThat(count("used")).isZero();
	}

	/** Without a relation nothing is kept of anybody. */
	@Test
	void nothingIsAnnouncedToNobody() {
		this.relation = Neighbours.NONE;
		intervals(TestModels.WINDOW + 2, "b", "a");
		this.relation = new Neighbours(Map.of("a", List.of(at("b", -3))));
		this.clock.advanceMillis(STEP_MS);
		report("a");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).announced()).isNull();
	}

}

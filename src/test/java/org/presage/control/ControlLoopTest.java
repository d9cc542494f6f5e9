/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Map;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.server.model.ModelFiles;
import org.presage.testing.TestModels;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** The loop with real models and a clock that the test owns. */
class ControlLoopTest extends LoopFixture {

	private static final CellId CELL = new CellId("node", "cell");

	private final List<InvalidInputException> rejections = new ArrayList<>();

	ControlLoopTest() {
		super(settings(0));
	}

	private static ControlSettings settings(double surpriseLimit) {
		return new ControlSettings(10_000_000, surpriseLimit, true,
				new CellLimits(2, 64, 3, 60_000_000_000L, 10_000, 64, 1 << 28, new SettingNames("presage.loop.")),
				new ActionSpace(1, 275, 0),
				new SearchSettings(new CemSettings(8, 2, 1, 0.3, true, true, 0.3, 0.02, false, 1), 2, 0, 1),
				new Objective(Map.of(), Map.of(), 0.05, 0, List.of(), 0, 0.1), true, Map.of(), GuardSettings.DEFAULT,
				EvidenceSettings.DEFAULT, CorrectionSettings.DEFAULT);
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		this.rejections.add(reason);
	}

	private Decision next(float... values) {
		this.clock.advanceMillis(100);
		return answer(CELL, this.clock.epochMillis(), values);
	}

	private Decision answer(CellId cell, long endMs, float... values) {
		int before = this.decisions.size();
		offer(new KpiFrame(cell, before, endMs, values));
		work();
		assertThat(this.decisions).as("each frame is answered exactly once").hasSize(before + 1);
		return this.decisions.getLast();
	}

	private Decision warmedUp() {
		for (int i = 1; i < TestModels.WINDOW; i++) {
			assertThat(next(10, 1000, 20, 30).outcome()).isEqualTo(Outcome.WARMING_UP);
		}
		return next(10, 1000, 20, 30);
	}

	private double count(String name, String tag, String value) {
		return this.meters.counter(name, tag, value).count();
	}

	@Test
	void withoutAModelItHolds() {
		Decision decision = next(10, 1000, 17, 30);
		assertThat(decision.outcome()).isEqualTo(Outcome.NO_MODEL);
		assertThat(decision.prbs()).isEqualTo(17);
		assertThat(decision.modelVersion()).isEmpty();
	}

	@Test
	void plansOnceTheWindowIsFull() {
		serve();
		Decision decision = warmedUp();
		assertThat(decision.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(decision.prbs()).isBetween(1, 51);
		assertThat(decision.modelVersion()).isEqualTo("a");
		Decision.PlanForecast forecast = java.util.Objects.requireNonNull(decision.forecast());
		assertThat(forecast.actions()).hasSize(TestModels.HORIZON).startsWith(decision.prbs());
		assertThat(forecast.score()).isGreaterThanOrEqualTo(forecast.holdScore());
		for (int i = 0; i < forecast.mean().length; i++) {
			assertThat(forecast.mean()[i]).isBetween(forecast.low()[i], forecast.high()[i]);
		}
		assertThat(count(Metric.DECISIONS.id(), "outcome", "planned")).isEqualTo(1);
		assertThat(count(Metric.FRAMES.id(), "result", "accepted")).isEqualTo(TestModels.WINDOW);
	}

	@Test
	void sameFramesGiveTheSameDecisions() {
		serve();
		Decision first = warmedUp();
		restart(settings(0));
		Decision again = warmedUp();
		assertThat(java.util.Objects.requireNonNull(again.forecast()).actions())
			.isEqualTo(java.util.Objects.requireNonNull(first.forecast()).actions());
	}

	@Test
	void oldFramesAreAnsweredAndDoNotPoisonTheWindow() {
		serve();
		int decided = warmedUp().prbs();
		long newest = this.clock.epochMillis();
		Decision repeated = answer(CELL, newest, 1, 1, 1, 1);
		assertThat(repeated.outcome()).isEqualTo(Outcome.STALE);
		assertThat(repeated.prbs()).as("what was decided since is newer").isEqualTo(decided);
		assertThat(answer(CELL, newest - 100, 1, 1, 1, 1).outcome()).isEqualTo(Outcome.STALE);
		assertThat(answer(CELL, newest - 60_000, 1, 1, 1, 1).detail()).contains("presage.loop.max-age");
		assertThat(next(10, 1000, 20, 30).outcome()).as("the window is as it was").isEqualTo(Outcome.PLANNED);
		assertThat(count(Metric.FRAMES.id(), "result", "repeated")).isEqualTo(1);
		assertThat(count(Metric.FRAMES.id(), "result", "late")).isEqualTo(1);
		assertThat(count(Metric.FRAMES.id(), "result", "old")).isEqualTo(1);
	}

	@Test
	void gapRestartsTheWindow() {
		serve();
		warmedUp();
		this.clock.advanceMillis(900);
		assertThat(next(10, 1000, 20, 30).outcome()).isEqualTo(Outcome.WARMING_UP);
		assertThat(count(Metric.FRAMES.id(), "result", "gap")).isEqualTo(1);
	}

	@Test
	void frameThatWaitedTooLongIsHeldAndCounted() {
		serve();
		warmedUp();
		this.clock.advanceMillis(100);
		offer(CELL, 10, 1000, 20, 30);
		this.clock.advanceNanos(10_000_001);
		work();
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.DEADLINE);
		assertThat(this.decisions.getLast().detail())
			.matches("waited .* of .* ms(, and a plan takes about .* ms)?: no plan "
					+ "was begun|the plan was ready after .* of .* ms");
		assertThat(this.decisions.getLast().prbs()).isEqualTo(20);
		assertThat(this.meters.counter(Metric.DEADLINE_MISSED.id()).count()).isEqualTo(1);
	}

	@Test
	void modelThatImaginesNothingFiniteIsAFailure() {
		this.registry.serve(OnnxWorldModel.load(TestModels.diverged("nan")));
		Decision decision = warmedUp();
		assertThat(decision.outcome()).isEqualTo(Outcome.MODEL_FAILED);
		assertThat(decision.prbs()).isEqualTo(20);
		assertThat(decision.detail()).contains("8 of 8 scores are not finite");
		assertThat(this.meters.counter(Metric.PLAN_NONFINITE.id()).count()).isEqualTo(8);
	}

	@Test
	void surprisedCellIsHeldAndRecovers() {
		serve();
		restart(settings(20));
		int prbs = warmedUp().prbs();
		Outcome outcome = Outcome.PLANNED;
		for (int i = 0; i < 30 && outcome != Outcome.SURPRISED; i++) {
			outcome = next((i % 2 == 0) ? 60 : -30, (i % 2 == 0) ? 0 : 1e9f, prbs, (i % 2 == 0) ? 60_000 : 0).outcome();
		}
		assertThat(outcome).as("a cell that jumps from end to end surprises").isEqualTo(Outcome.SURPRISED);
	}

	@Test
	void newModelServesTheNextDecisionAndTheWindowStays() {
		serve();
		warmedUp();
		this.registry.serve(OnnxWorldModel.load(TestModels.random("b", 2)));
		Decision decision = next(10, 1000, 20, 30);
		assertThat(decision.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(decision.modelVersion()).isEqualTo("b");
	}

	@Test
	void firstModelBringsItsOwnFrames() {
		assertThat(next(10, 1000, 17, 30).outcome()).isEqualTo(Outcome.NO_MODEL);
		this.registry.serve(OnnxWorldModel.load(ModelFiles.read(null)));
		assertThat(next(10, 1000, 17, 30).detail()).contains("schema changed");
	}

	@Test
	void cellsBeyondTheLimitAreRefusedByName() {
		answer(new CellId("n", "1"), this.clock.epochMillis(), 1, 1, 1, 1);
		answer(new CellId("n", "2"), this.clock.epochMillis(), 1, 1, 1, 1);
		offer(new CellId("n", "3"), new float[4]);
		work();
		assertThat(this.rejections).singleElement()
			.satisfies(
					(reason) -> assertThat(reason.getMessage()).contains("at most 2 cells (presage.loop.max-cells)"));
	}

	@Test
	void unknownAllocationIsHeldAsUnknown() {
		assertThat(next(10, 1000, Float.NaN, 30).prbs()).isEqualTo(Decision.UNKNOWN);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.planner.Imagined;
import org.presage.planner.Reward;
import org.presage.planner.SurrogateSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A cell that is always as the model does not expect it: the loop corrects its forecasts
 * by their errors, and everything that must not see that does not.
 */
class CorrectionLoopTest extends LoopFixture implements DecisionRecorder {

	private static final CellId CELL = new CellId("node", "cell");

	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(SearchSettings.DEFAULT.withBatch(1));

	private static final float[] CALM = { 24, 3000, 20, 25 };

	private final List<PlanInputs> inputs = new ArrayList<>();

	CorrectionLoopTest() {
		super(SETTINGS);
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

	private void start(CorrectionSettings.Mode mode) {
		start(SETTINGS, mode);
	}

	private void start(ControlSettings base, CorrectionSettings.Mode mode) {
		this.loop.close();
		this.meters.clear();
		this.decisions.clear();
		this.inputs.clear();
		ControlSettings settings = base.withCorrection(CorrectionSettings.DEFAULT.with(mode));
		this.loop = loop(settings, new LoopResources(10, this));
		serve();
	}

	private void reports(int count, float... values) {
		for (int i = 0; i < count; i++) {
			this.clock.advanceMillis(100);
			offer(CELL, values);
			work();
		}
	}

	private Decision.PlanForecast forecast() {
		return Objects.requireNonNull(this.decisions.getLast().forecast(), () -> this.decisions.getLast().toString());
	}

	private double error(String forecast) {
		return this.meters.get(Metric.FORECAST_ERROR.id()).tag("forecast", forecast).gauge().value();
	}

	private double frozen() {
		return Metric.CORRECTION_FROZEN.counter(this.meters).count();
	}

	@Test
	void forecastsComeNearToWhatComesAndBothAreReported() {
		start(CorrectionSettings.Mode.AUTO);
		reports(TestModels.WINDOW, CALM);
		assertThat(forecast().uncorrected()).as("no forecast has been judged").isEqualTo(forecast().mean());
		reports(300, CALM);
		Decision.PlanForecast now = forecast();
		double raw = Math.abs(now.uncorrected()[0] - CALM[0]);
		assertThat(raw).as("the model is wrong").isGreaterThan(1);
		assertThat((double) Math.abs(now.mean()[0] - CALM[0])).isLessThan(0.2 * raw);
		assertThat(error("raw")).isGreaterThan(2 * error("corrected"));
	}

	@Test
	void allPlansAreShiftedAlike() {
		start(CorrectionSettings.Mode.AUTO);
		reports(100, CALM);
		PlanInputs made = this.inputs.getLast();
		float[] shift = Objects.requireNonNull(made.corrections());
		assertThat(shift).hasSize(TestModels.HORIZON * TestModels.schema().targets());
		try (WorldModel model = OnnxWorldModel.load(TestModels.random("a", 1));
				PlanEvaluator evaluator = new PlanEvaluator(model, 1, 2)) {
			evaluator.window(0, made.windows(), 0);
			evaluator.encode(1);
			evaluator.plans(0, 2, new float[] { 20, 20, 20, 1, 50, 9 }, 0);
			evaluator.predict(1, 2);
			float[] before = evaluator.prediction().mean().clone();
			Imagined shifted = evaluator.shifted(0, 2, shift, 0);
			assertThat(evaluator.prediction().mean()).as("the prediction stays the network's").isEqualTo(before);
			double[] scores = new double[2];
			double[] terms = new double[TestModels.schema().targets() + 5];
			double[] steps = new double[1 + 2 * TestModels.HORIZON];
			Reward reward = SETTINGS.reward(TestModels.schema(), model.manifest().scaler());
			evaluator.score(reward, shifted, 0, 2, 20, scores, steps, 1);
			for (int p = 0; p < 2; p++) {
				int first = 1 + p * TestModels.HORIZON;
				assertThat(Arrays.stream(steps, first, first + TestModels.HORIZON).sum()).isCloseTo(scores[p],
						within(1e-9));
				evaluator.terms(reward, shifted, p, 20, terms);
				assertThat(Arrays.stream(terms).sum()).isCloseTo(scores[p], within(1e-9));
			}
		}
	}

	@Test
	void decisionIsMadeAgainBitForBit() {
		start(CorrectionSettings.Mode.AUTO);
		reports(60, CALM);
		try (WorldModel model = OnnxWorldModel.load(TestModels.random("a", 1))) {
			Decision.PlanForecast again = Replay.plan(model, SETTINGS, this.inputs.getLast(), 0, Clock.SYSTEM);
			assertThat(again.actions()).isEqualTo(forecast().actions());
			assertThat(again.score()).isEqualTo(forecast().score());
			assertThat(again.terms()).isEqualTo(forecast().terms());
			assertThat(again.mean()).isEqualTo(forecast().mean());
			assertThat(again.uncorrected()).isEqualTo(forecast().uncorrected()).isNotEqualTo(again.mean());
		}
	}

	@Test
	void surrogateSearchPlansWithCorrectedStepsAgainBitForBit() {
		ControlSettings surrogate = SETTINGS
			.withSearch(new SearchSettings(SurrogateSettings.quick(1), TestModels.HORIZON, 0, 1));
		start(surrogate, CorrectionSettings.Mode.AUTO);
		reports(60, CALM);
		assertThat(this.inputs.getLast().iterations()).isEqualTo(2);
		try (WorldModel model = OnnxWorldModel.load(TestModels.random("a", 1))) {
			Decision.PlanForecast again = Replay.plan(model, surrogate, this.inputs.getLast(), 0, Clock.SYSTEM);
			assertThat(again.actions()).isEqualTo(forecast().actions());
			assertThat(again.score()).isEqualTo(forecast().score());
			assertThat(again.terms()).isEqualTo(forecast().terms());
		}
	}

	@Test
	void observingOrTurnedOffDecidesAsWithoutCorrection() {
		List<List<Object>> decided = new ArrayList<>();
		for (CorrectionSettings.Mode mode : new CorrectionSettings.Mode[] { CorrectionSettings.Mode.OFF,
				CorrectionSettings.Mode.OBSERVE }) {
			start(mode);
			reports(40, CALM);
			assertThat(this.inputs.getLast().corrections()).isNull();
			assertThat(forecast().uncorrected()).isSameAs(forecast().mean());
			decided.add(List.of(forecast().score(), this.decisions.getLast().prbs(), forecast().mean()[4]));
		}
		assertThat(decided.get(1)).isEqualTo(decided.get(0));
		assertThat(error("corrected")).as("and yet judged").isLessThan(error("raw"));
	}

	@Test
	void surpriseIsThatOfTheNetwork() throws Exception {
		List<Double> surprise = new ArrayList<>();
		for (CorrectionSettings.Mode mode : new CorrectionSettings.Mode[] { CorrectionSettings.Mode.OFF,
				CorrectionSettings.Mode.AUTO }) {
			start(mode);
			reports(100, CALM);
			surprise.add(snapshot().status().surprise());
		}
		assertThat(surprise.get(0)).isPositive();
		assertThat(surprise.get(1)).isCloseTo(surprise.get(0), within(1e-3));
	}

	private CellSnapshot snapshot() throws Exception {
		var asked = this.loop.ask(CELL);
		this.loop.doWork(0);
		return asked.get().orElseThrow();
	}

	@Test
	void surprisedOrBlindCellsTeachNothing() throws Exception {
		start(CorrectionSettings.Mode.AUTO);
		reports(100, CALM);
		float[] learnt = Objects.requireNonNull(snapshot().correction());
		assertThat(frozen()).isZero();
		reports(30, -25, 5e8f, 20, 50_000);
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.SURPRISED);
		assertThat(frozen()).isGreaterThan(15);
		double before = frozen();
		reports(10, Float.NaN, Float.NaN, 20, Float.NaN);
		assertThat(this.decisions.getLast().outcome()).isIn(Outcome.BLIND, Outcome.SURPRISED);
		assertThat(frozen()).isEqualTo(before + 10);
		assertThat(learnt).isNotNull();
	}

	@Test
	void gapAndNewModelStartAgain() throws Exception {
		start(CorrectionSettings.Mode.AUTO);
		reports(50, CALM);
		assertThat(snapshot().correction()).isNotNull().isNotEqualTo(new float[9]);
		this.clock.advanceMillis(5_000);
		reports(TestModels.WINDOW, CALM);
		assertThat(forecast().uncorrected()).isEqualTo(forecast().mean());
		reports(50, CALM);
		this.registry.serve(OnnxWorldModel.load(TestModels.random("b", 2)));
		reports(1, CALM);
		assertThat(this.decisions.getLast().modelVersion()).isEqualTo("b");
		assertThat(forecast().uncorrected()).isEqualTo(forecast().mean());
	}

	@Test
	void reportThatMayBeFalseTeachesNothing() {
		this.loop.close();
		PlausibilitySettings counted = new PlausibilitySettings(PlausibilitySettings.Mode.COUNT, 20, 10, 10, 6, 20);
		this.loop = loop(SETTINGS, new LoopResources(10, DecisionRecorder.NONE, DecisionTracer.NONE, () -> Intents.NONE,
				new ReportCheck(counted, this.meters, this.clock)));
		serve();
		for (int i = 0; i < 15; i++) {
			reports(1, 12 + i % 3, 3000 + 7 * i, 20, 25 + i % 2);
		}
		assertThat(frozen()).isZero();
		this.clock.advanceMillis(100);
		offer(new KpiFrame(CELL, 1, this.clock.epochMillis(), new float[] { 12, 3000, 20, 26 }, FalseData.VALUE_COUNT,
				null));
		work();
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(frozen()).isEqualTo(1);
	}

}

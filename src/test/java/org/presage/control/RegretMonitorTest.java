/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.DistributionSummary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.planner.PatternSettings;
import org.presage.planner.RandomSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The regret of plans that were sent, as {@code bench scale} and the metric have it. */
class RegretMonitorTest extends LoopFixture implements DecisionRecorder {

	private static final int SAMPLES = 64;

	private static final ControlSettings GOOD = ControlSettings.defaults()
		.withSearch(new SearchSettings(PatternSettings.efficient(1), 64, 13, 0));

	/** Four plans at random. */
	private static final ControlSettings POOR = ControlSettings.defaults()
		.withSearch(new SearchSettings(new RandomSettings(4, 1, 7), 64, 0, 0));

	private final List<SentPlan> sent = new ArrayList<>();

	private ControlSettings settings = GOOD;

	private RegretMonitor monitor = monitor();

	RegretMonitorTest() {
		super(GOOD);
	}

	private RegretMonitor monitor() {
		return new RegretMonitor(this.registry, this.settings, SAMPLES, this.meters, Clock.SYSTEM);
	}

	@Override
	public boolean wantsInputs() {
		return true;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
		if (inputs != null) {
			this.sent.add(new SentPlan(Objects.requireNonNull(decision.forecast()), inputs));
		}
	}

	/**
	 * Plans cells, each as {@code cell} or {@code cell/slice}, of other models than
	 * before.
	 */
	private void plan(ControlSettings with, int intervals, String... cells) {
		this.settings = with;
		this.loop.close();
		this.monitor = monitor();
		this.loop = loop(with, new LoopResources(10, DecisionRecorder.all(List.of(this, this.monitor)),
				DecisionTracer.NONE, () -> Intents.NONE));
		for (int i = 0; i < TestModels.WINDOW + intervals; i++) {
			this.clock.advanceMillis(100);
			float sinr = 5;
			for (String cell : cells) {
				String[] names = cell.split("/");
				sinr += 3;
				offer(new CellId("node", names[0], (names.length > 1) ? names[1] : ""), sinr, 1000 + 100 * (i % 5), 20,
						30);
			}
			work();
		}
		assertThat(this.sent).as(this.decisions.toString()).isNotEmpty();
	}

	private double mean() {
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("a", 1))) {
			return this.sent.stream().mapToDouble((plan) -> plan.regret(model, this.settings, SAMPLES, 1, () -> {
			})).average().orElseThrow();
		}
	}

	private DistributionSummary metric() {
		return this.meters.get("wm.plan.regret").summary();
	}

	@ParameterizedTest
	@CsvSource({ "a,OFF", "a/1 a/2,OFF", "a,MIXTURE", "a/1 a/2,MIXTURE" })
	void deeperSearchesHaveLessRegret(String cells, CorrectionSettings.Mode mode) {
		serve();
		CorrectionSettings like = CorrectionSettings.DEFAULT;
		CorrectionSettings correction = new CorrectionSettings(mode, like.rate(), like.share(), like.gate(),
				like.slowest());
		plan(POOR.withCorrection(correction), 12, cells.split(" "));
		double poor = mean();
		this.sent.clear();
		plan(GOOD.withCorrection(correction), 12, cells.split(" "));
		assertThat(mean()).isNotNegative().isLessThan(poor);
	}

	/** With slices and corrections: what is judged is what was decided. */
	@ParameterizedTest
	@CsvSource({ "a,OFF", "a/1 a/2,OFF", "a,MIXTURE", "a/1 a/2,MIXTURE" })
	void scoresPlansAsTheLoopDid(String cells, CorrectionSettings.Mode mode) {
		serve();
		CorrectionSettings like = CorrectionSettings.DEFAULT;
		int slices = cells.split(" ").length;
		plan(GOOD.withCorrection(new CorrectionSettings(mode, like.rate(), like.share(), like.gate(), like.slowest())),
				12, cells.split(" "));
		List<SentPlan> last = this.sent.subList(this.sent.size() - slices, this.sent.size());
		float[] actions = new float[slices * TestModels.HORIZON];
		for (int i = 0; i < actions.length; i++) {
			actions[i] = last.get(i / TestModels.HORIZON).forecast().actions()[i % TestModels.HORIZON];
		}
		double[] score = new double[1];
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("a", 1));
				RecordedScorer scorer = new RecordedScorer(model, this.settings, last.getFirst().inputs(), () -> {
				})) {
			scorer.score(1, actions, score);
		}
		assertThat(last.getFirst().inputs().corrections() != null).isEqualTo(mode != CorrectionSettings.Mode.OFF);
		assertThat(score[0]).isCloseTo(last.getFirst().forecast().score(), within(1e-4));
	}

	@Test
	void otherModelIsRefused() {
		serve();
		plan(GOOD, 1, "a");
		try (OnnxWorldModel other = OnnxWorldModel.load(TestModels.random("b", 2))) {
			assertThatThrownBy(() -> this.sent.getFirst().regret(other, GOOD, SAMPLES, 1, () -> {
			})).isInstanceOf(InvalidInputException.class).hasMessageContaining("the one that planned");
		}
	}

	@Test
	void estimatesOneOfThePlansSinceTheLastEstimate() {
		serve();
		plan(POOR, 5, "a", "b");
		assertThat(metric().count()).isZero();
		this.monitor.estimate();
		assertThat(metric().count()).isEqualTo(1);
		assertThat(metric().mean()).isBetween(0.0, 10.0);
		this.monitor.estimate();
		assertThat(metric().count()).as("nothing was planned since").isEqualTo(1);
	}

	@Test
	void planOfEarlierModelIsNotEstimated() {
		serve();
		plan(GOOD, 1, "a");
		this.registry.serve(OnnxWorldModel.load(TestModels.random("b", 2)));
		this.monitor.estimate();
		assertThat(metric().count()).isZero();
		this.registry.close();
		this.monitor.estimate();
		assertThat(metric().count()).isZero();
	}

	@Test
	void drawsNothingIfSwitchedOff() {
		RegretMonitor off = new RegretMonitor(this.registry, GOOD, 0, this.meters, Clock.SYSTEM);
		assertThat(off.wantsInputs()).isFalse();
	}

	/** Of six plans in one period, all are drawn about as often. */
	@Test
	void drawsWithoutPreference() {
		serve();
		plan(GOOD, 1, "a");
		SentPlan any = this.sent.getFirst();
		int[] drawn = new int[6];
		for (int period = 0; period < 600; period++) {
			int last = -1;
			RegretMonitor fresh = monitor();
			for (int i = 0; i < drawn.length; i++) {
				Decision decision = this.decisions.getLast();
				Decision next = new Decision(6 * period + i + 1, decision.frame(), decision.outcome(), decision.prbs(),
						any.forecast(), "", 0, 1, "", null, CellIntent.NONE);
				SentPlan before = fresh.drawn();
				fresh.decided(next, any.inputs(), 0);
				last = (fresh.drawn() != before) ? i : last;
			}
			drawn[last]++;
		}
		assertThat(Arrays.stream(drawn)).allMatch((count) -> count > 70 && count < 130);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.api.RolloutMessages;
import org.presage.api.v1.About;
import org.presage.api.v1.RolloutEnd;
import org.presage.api.v1.RolloutResponse;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.Objective;
import org.presage.control.PlanPredictions;
import org.presage.control.SearchSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.planner.Reward;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Explanations of a small real model, against what can be computed without them. */
class ExplainerTest {

	private static final int H = TestModels.HORIZON;

	/** Width and latent of {@link TestModels#spec}. */
	private static final int WIDTH = 7;

	private static final int LATENT = 2;

	private static final int FRAMES = TestModels.WINDOW + 4;

	private final KpiSchema schema = TestModels.schema();

	private final OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 1));

	private final ControlSettings settings = settings(0);

	private final Explainer explainer = new Explainer(this.model, this.settings);

	private static ControlSettings settings(int maxStep) {
		return ControlSettings.defaults()
			.withActions(new ActionSpace(1, 275, maxStep))
			.withSearch(new SearchSettings(new CemSettings(8, 2, 1, 0.3, true, true, 0.3, 0.02, false, 1), 2, 0, 1))
			.withObjective(Objective.DEFAULT.withSlaPenalty(5));
	}

	@AfterEach
	void close() {
		this.explainer.close();
		this.model.close();
	}

	private static CellWindow window(float @org.jspecify.annotations.Nullable [] plan) {
		Random random = new Random(3);
		float[] frames = new float[FRAMES * 4];
		for (int n = 0; n < FRAMES; n++) {
			frames[n * 4] = (float) (10 + 5 * random.nextGaussian());
			frames[n * 4 + 1] = (n == 2) ? Float.NaN : 1000 + 500 * random.nextFloat();
			frames[n * 4 + 2] = 20 + n;
			frames[n * 4 + 3] = 20 + 150 * random.nextFloat();
		}
		return new CellWindow(frames, 20 + FRAMES - 1, plan, null, null, null, List.of());
	}

	private double[] bruteForceScores(float[] plans) {
		Standardizer scaler = this.model.manifest().scaler();
		int count = plans.length / H;
		CellWindow cell = window(null);
		float[] window = new float[TestModels.WINDOW * 4];
		scaler.standardize(cell.frames(), (FRAMES - TestModels.WINDOW) * 4, window, 0, TestModels.WINDOW);
		float[] context = new float[this.model.contextSize()];
		float[] actions = new float[plans.length];
		for (int i = 0; i < plans.length; i++) {
			actions[i] = scaler.standardize(2, plans[i]);
		}
		Prediction forecast = new Prediction(count, H, 3);
		double[] scores = new double[count];
		try (Imaginer imaginer = this.model.imaginer(1, count)) {
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, count, actions, forecast);
		}
		Reward reward = this.settings.reward(this.schema, scaler);
		reward.score(0, count, H, actions, scaler.standardize(2, cell.inForce()), PlanPredictions.view(forecast),
				scores);
		return scores;
	}

	@Test
	void sensitivityIsThatOfRescoredPlans() {
		float[] plan = { 30, 25.5f, 40 };
		Explanation explanation = this.explainer.explain(window(plan), 2);
		double[] scores = bruteForceScores(new float[] { 28, 25.5f, 40, 32, 25.5f, 40, 30, 23.5f, 40, 30, 27.5f, 40, 30,
				25.5f, 38, 30, 25.5f, 42, 30, 25.5f, 40 });
		PlanSensitivity sensitivity = explanation.sensitivity();
		for (int h = 0; h < H; h++) {
			assertThat(sensitivity.low()[h]).isEqualTo(plan[h] - 2);
			assertThat(sensitivity.high()[h]).isEqualTo(plan[h] + 2);
			assertThat(sensitivity.terms()[h]).hasSize(3 + 5);
			assertThat(sensitivity.derivative(h)).isNotZero()
				.isCloseTo((scores[2 * h + 1] - scores[2 * h]) / 4, within(1e-5));
		}
		assertThat(explanation.plan().score()).isCloseTo(scores[2 * H], within(1e-5));
		assertThat(Arrays.stream(explanation.plan().terms()).sum()).isCloseTo(explanation.plan().score(), within(1e-9));
		assertThat(Objective.termNames(this.schema)).containsExactly("SINR", "Buffer", "Delay", "sla", "allocation",
				"change", "chance", "terminal");
	}

	@Test
	void rolloutIsWhatTheExplanationShowsStepByStep() {
		float[] plan = { 30, 25, 40 };
		PlanPrediction shown = this.explainer.explain(window(plan), 1).plan();
		PlanRollout rollout = this.explainer.rollout(window(plan), null);
		assertThat(rollout.origin()).isEqualTo(PlanRollout.Origin.DECIDED);
		assertThat(rollout.prbs()).containsExactly(plan);
		assertThat(rollout.mean()).containsExactly(shown.mean());
		assertThat(rollout.sla()).containsExactly(shown.sla());
		assertThat(Arrays.stream(rollout.rewards()).sum()).isCloseTo(shown.score(), within(1e-9));
		assertThat(rollout.probabilities()).containsExactly(0.025, 0.05, 0.1, 0.25, 0.75, 0.9, 0.95, 0.975);
		assertThat(rollout.quantiles()[1]).as("the 90 %% interval").containsExactly(shown.low());
		assertThat(rollout.quantiles()[6]).containsExactly(shown.high());
		assertThat(rollout.outage()).as("the schema has none").isNull();
		assertThat(rollout.steps(0.5)).isEqualTo(H);
		PlanRollout given = this.explainer.rollout(window(null), new Alternative.Absolute(plan));
		assertThat(given.origin()).isEqualTo(PlanRollout.Origin.GIVEN);
		assertThat(given.mean()).as("whatever was planned").containsExactly(rollout.mean());
		assertThat(this.explainer.rollout(window(null), null).origin()).isEqualTo(PlanRollout.Origin.PLANNED_NOW);
	}

	/** Levels adapt each by itself, and a lower one may have become wider. */
	@Test
	void quantilesDoNotCross() {
		double[][] scales = new double[4][H * 3];
		Arrays.fill(scales[0], 9);
		for (int level = 1; level < scales.length; level++) {
			Arrays.fill(scales[level], 1);
		}
		CellWindow plain = window(new float[] { 30, 25, 40 });
		PlanRollout rollout = this.explainer.rollout(
				new CellWindow(plain.frames(), plain.inForce(), plain.plan(), scales, null, null, List.of()), null);
		for (int q = 1; q < rollout.quantiles().length; q++) {
			for (int i = 0; i < H * 3; i++) {
				assertThat(rollout.quantiles()[q][i]).isGreaterThanOrEqualTo(rollout.quantiles()[q - 1][i]);
			}
		}
	}

	@Test
	void trajectoryEndsWithTheFirstLikelyOutage() {
		PlanRollout rollout = new PlanRollout(PlanRollout.Origin.GIVEN, new float[] { 1, 2, 3 }, new double[0],
				new float[9], new float[0][], new double[3], null, new float[] { 0.1f, 0.6f, 0.9f });
		assertThat(rollout.steps(0.5)).isEqualTo(2);
		assertThat(rollout.steps(0.05)).isEqualTo(1);
		assertThat(rollout.steps(1)).isEqualTo(3);
		List<RolloutResponse> sent = RolloutMessages.steps(About.newBuilder(), this.schema, rollout, 0.5);
		assertThat(sent).extracting(RolloutResponse::getEnd)
			.containsExactly(RolloutEnd.ROLLOUT_END_UNSPECIFIED, RolloutEnd.ROLLOUT_END_OUTAGE);
		assertThat(RolloutMessages.steps(About.newBuilder(), this.schema, rollout, 1).getLast().getEnd())
			.isEqualTo(RolloutEnd.ROLLOUT_END_HORIZON);
	}

	@Test
	void termsOfTheScoreAreEachTheirOwn() {
		double perPrb = 1 / this.model.manifest().scaler().std()[2];
		double[] terms = this.explainer.explain(window(new float[] { 30, 30, 40 }), 1).sensitivity().terms()[1];
		assertThat(terms[1]).as("Buffer has no weight").isZero();
		assertThat(terms[3]).as("the agreement").isNotZero();
		assertThat(terms[4]).as("weight of the allocation").isCloseTo(-0.2 * perPrb, within(1e-6));
		assertThat(terms[5]).as("between 30 and 40 the mean of no change and of one less")
			.isCloseTo(0.05 * perPrb, within(1e-6));
		double[] last = this.explainer.explain(window(new float[] { 30, 30, 40 }), 1).sensitivity().terms()[2];
		assertThat(last[5]).as("away from the step before").isCloseTo(-0.05 * perPrb, within(1e-6));
	}

	@Test
	void differencesStayInsideTheBounds() {
		PlanSensitivity sensitivity = this.explainer.explain(window(new float[] { 1, 20, 51 }), 3).sensitivity();
		assertThat(sensitivity.low()).containsExactly(1, 17, 48);
		assertThat(sensitivity.high()).containsExactly(4, 23, 51);
		double[] scores = bruteForceScores(new float[] { 1, 20, 51, 4, 20, 51 });
		assertThat(sensitivity.derivative(0)).isCloseTo((scores[1] - scores[0]) / 3, within(1e-5));
	}

	@Test
	void latentsAreThePriorsOfEveryWindow() {
		EncodedWindows track = this.explainer.explain(window(null), 1).latents();
		assertThat(track.contexts()).hasNumberOfRows(FRAMES - TestModels.WINDOW + 1);
		float[] newest = track.contexts()[track.contexts().length - 1];
		Network network = Architectures.build(TestModels.spec());
		float[] prior = TorchRunner.run(network.parameters(), TestModels.randomParameters(network, 1),
				new TorchRunner.Expression() {
					@Override
					public <T> T apply(Ops<T> ops, List<T> inputs) {
						T hidden = ops.linear(ops.slice(inputs.getFirst(), 1, 0, WIDTH), "prior.hidden");
						return ops.linear(ops.gelu(hidden), "prior.out");
					}
				}, List.of(new TorchRunner.Tensor(newest, 1, newest.length)));
		int last = track.contexts().length - 1;
		for (int z = 0; z < LATENT; z++) {
			assertThat(Objects.requireNonNull(track.priorMean())[last][z]).isCloseTo(prior[z], within(1e-5f));
			assertThat(Objects.requireNonNull(track.priorLogDeviation())[last][z]).isCloseTo(prior[LATENT + z],
					within(1e-5f));
		}
		assertThat(track.plane().coordinates()).hasNumberOfRows(last + 1);
		assertThat(Arrays.stream(track.plane().explained()).sum()).as("two latents span a plane")
			.isCloseTo(1, within(1e-9));
	}

	@Test
	void alternativeEqualToThePlanIsExpectedTheSame() {
		float[] plan = { 30, 25, 40 };
		WhatIf answer = this.explainer.whatIf(window(plan), new Alternative.Absolute(plan));
		assertThat(answer.decided()).isTrue();
		assertThat(answer.projected()).isEmpty();
		assertThat(answer.alternative()).usingRecursiveComparison().isEqualTo(answer.present());
		assertThat(answer.present()).usingRecursiveComparison()
			.isEqualTo(this.explainer.explain(window(plan), 1).plan());
		assertThat(Objects.requireNonNull(answer.hold()).prbs()).containsExactly(28, 28, 28);
		assertThat(answer.present().mean()).doesNotContain(answer.hold().mean());
	}

	@Test
	void withoutAPlanOneIsMade() {
		WhatIf answer = this.explainer.whatIf(window(null), new Alternative.Relative(0, 1));
		assertThat(answer.decided()).isFalse();
		assertThat(answer.alternative()).usingRecursiveComparison().isEqualTo(answer.present());
		assertThat(answer.present().score())
			.isGreaterThanOrEqualTo(Objects.requireNonNull(answer.hold()).score() - 1e-5);
	}

	@Test
	void relativeChangeTakesItsShareOfTheFirstSteps() {
		WhatIf answer = this.explainer.whatIf(window(new float[] { 30, 25, 40 }), new Alternative.Relative(-20, 2));
		assertThat(answer.alternative().prbs()).containsExactly(24, 20, 40);
		assertThat(answer.projected()).isEmpty();
		assertThat(answer.alternative().score()).isCloseTo(bruteForceScores(new float[] { 24, 20, 40 })[0],
				within(1e-5));
	}

	@Test
	void projectionIsTold() {
		WhatIf answer = this.explainer.whatIf(window(new float[] { 30, 25, 40 }), new Alternative.Relative(50, 3));
		assertThat(answer.alternative().prbs()).containsExactly(45, 38, 51);
		assertThat(answer.projected()).containsExactly(new WhatIf.Projection(1, 37.5f, 38, "whole PRBs"),
				new WhatIf.Projection(2, 60, 51, "bounds 1 to 51"));
		try (Explainer stepwise = new Explainer(this.model, settings(4))) {
			WhatIf slow = stepwise.whatIf(window(new float[] { 28, 28, 28 }),
					new Alternative.Absolute(new float[] { 40, 34, 34 }));
			assertThat(slow.alternative().prbs()).containsExactly(32, 34, 34);
			assertThat(slow.projected()).containsExactly(new WhatIf.Projection(0, 40, 32, "at most 4 a step"));
		}
	}

	@Test
	void unknownAllocationCannotBeHeld() {
		CellWindow known = window(null);
		CellWindow unknown = new CellWindow(known.frames(), Float.NaN, new float[] { 30, 25, 40 }, null, null, null,
				List.of());
		WhatIf answer = this.explainer.whatIf(unknown, new Alternative.Relative(10, 1));
		assertThat(answer.hold()).isNull();
		assertThat(answer.present().score()).isFinite();
	}

	@Test
	void badQuestionsAreNamed() {
		CellWindow cell = window(new float[] { 30, 25, 40 });
		assertThatThrownBy(() -> this.explainer.whatIf(cell, new Alternative.Absolute(new float[] { 1, 2 })))
			.isInstanceOf(InvalidInputException.class)
			.hasMessage("plan: expected 3 values, one a step, found 2");
		assertThatThrownBy(() -> this.explainer.whatIf(cell, new Alternative.Absolute(new float[] { 1, Float.NaN, 3 })))
			.hasMessage("plan[1]: expected 0.0 to 51.0 count, found NaN");
		assertThatThrownBy(() -> this.explainer.whatIf(cell, new Alternative.Absolute(new float[] { 1, 2, 52 })))
			.hasMessage("plan[2]: expected 0.0 to 51.0 count, found 52.0");
		assertThatThrownBy(() -> this.explainer.whatIf(cell, new Alternative.Relative(Double.NaN, 1)))
			.hasMessage("change.percent: expected -100 to 1000, found NaN");
		assertThatThrownBy(() -> this.explainer.whatIf(cell, new Alternative.Relative(-20, 4)))
			.hasMessage("change.steps: expected 1 to 3, the horizon, found 4");
		assertThatThrownBy(() -> this.explainer.explain(cell, 0)).hasMessageContaining("difference_prbs");
		CellWindow few = CellWindow.recorded(Arrays.copyOf(cell.frames(), 4 * 4), 20);
		assertThatThrownBy(() -> this.explainer.explain(few, 1)).hasMessageContaining("found 4");
		try (OnnxWorldModel diverged = OnnxWorldModel.load(TestModels.diverged("nan"));
				Explainer lost = new Explainer(diverged, this.settings)) {
			assertThatThrownBy(() -> lost.whatIf(window(null), new Alternative.Relative(1, 1)))
				.isInstanceOf(ModelException.class)
				.hasMessageContaining("not finite");
		}
	}

	@Test
	void windowThatShowsNothingIsRefusedWithWhatIsMissing() {
		float[] frames = new float[4 * TestModels.WINDOW];
		Arrays.fill(frames, Float.NaN);
		for (int t = 0; t < TestModels.WINDOW; t++) {
			frames[4 * t + 1] = 0;
			frames[4 * t + 2] = 20;
		}
		CellWindow blind = CellWindow.recorded(frames, 20);
		assertThatThrownBy(() -> this.explainer.whatIf(blind, new Alternative.Relative(-20, 1)))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageStartingWith("frames: expected enough measured KPIs for a plan, found ")
			.hasMessageContaining("SINR in 0 of 5 reports, Delay in 0 of 5 reports");
		assertThatThrownBy(() -> this.explainer.explain(blind, 1)).hasMessageContaining("Delay in 0 of 5 reports");
	}

}

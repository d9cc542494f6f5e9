/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.base.SettingNames;
import org.presage.planner.ActionSpace;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A model that cannot plan is refused before it serves. */
class ModelTrialTest {

	private static void run(ModelPackage source, ControlSettings settings) {
		try (OnnxWorldModel model = OnnxWorldModel.load(source)) {
			ModelTrial.run(model, settings, SettingNames.PLAIN, new ManualClock());
		}
	}

	private static String refused(ModelPackage source, ControlSettings settings) {
		return String.valueOf(assertThatExceptionOfType(ModelException.class).isThrownBy(() -> run(source, settings))
			.actual()
			.getMessage());
	}

	private static String scaled(double mean, double std) {
		return refused(
				TestModels.random("a", 1,
						TestModels.scaler(new double[] { mean, 8, 25, 3 }, new double[] { std, 2, 12, 1 })),
				ControlSettings.defaults());
	}

	@Test
	void modelThatPlansIsTaken() {
		assertThatCode(() -> run(TestModels.random("a", 1), ControlSettings.defaults())).doesNotThrowAnyException();
	}

	@Test
	void modelWhosePlansAreNotFiniteIsRefused() {
		assertThat(refused(TestModels.diverged("a"), ControlSettings.defaults())).contains("finite numbers");
		assertThat(scaled(1e300, 5)).contains("finite");
		assertThat(scaled(10.1, 1e-300)).contains("finite");
	}

	private static void slowly(long callNs, ModelPackage source) {
		Clock slow = new Clock() {

			private long ns;

			@Override
			public long nanoTime() {
				this.ns += callNs;
				return this.ns;
			}

			@Override
			public long epochMillis() {
				return 0;
			}

		};
		try (OnnxWorldModel model = OnnxWorldModel.load(source)) {
			ModelTrial.run(model, ControlSettings.defaults(), SettingNames.PLAIN, slow);
		}
	}

	@Test
	void modelThatIsTooSlowForTheBudgetIsRefused() {
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> slowly(23_000_000_000L, TestModels.random("a", 1)))
			.withMessage("time of one plan: expected at most 10 budgets of 10 ms (loop.budget), found 46000 ms");
		assertThatCode(() -> slowly(45_000_000, TestModels.random("a", 1))).as("late, but not by far")
			.doesNotThrowAnyException();
	}

	@Test
	void timeOfTheProposalsCounts() {
		ModelPackage proposing = TestModels.proposing(TestModels.random("a", 1), 3, 5);
		assertThatExceptionOfType(ModelException.class).isThrownBy(() -> slowly(45_000_000, proposing))
			.withMessageContaining("found 135 ms");
	}

	@Test
	void modelThatFindsTooLittleInEveryCellIsRefused() {
		assertThat(refused(TestModels.observing(false, false, true, false), ControlSettings.defaults()))
			.isEqualTo("observed: expected KPIs that a cell can be judged by, found [false, false, true, false]");
	}

	@Test
	void weightThatIsTooLargeIsRefused() {
		assertThat(refused(TestModels.random("a", 1),
				ControlSettings.defaults().withObjective(Objective.DEFAULT.withWeights(Map.of("SINR", 1e308)))))
			.isEqualTo("reward.weights.SINR: expected a number, at most 1000000.0 in size, found 1.0E308");
	}

	@Test
	void modelThatTheConfigurationHasNoRoomForIsRefusedByKey() {
		CellLimits limits = new CellLimits(10, TestModels.WINDOW - 1, 3, 60_000_000_000L, 10_000);
		ControlSettings settings = new ControlSettings(10_000_000, 9, true, limits, new ActionSpace(1, 275, 0),
				SearchSettings.DEFAULT, Objective.DEFAULT, true, Map.of(), GuardSettings.DEFAULT,
				EvidenceSettings.DEFAULT, CorrectionSettings.DEFAULT);
		assertThat(refused(TestModels.random("a", 1), settings))
			.isEqualTo("network.window: expected at most 4 frames (loop.window-capacity), found 5");
	}

	@Test
	void boundsThatTheModelWasNotTrainedOnAreRefused() {
		ModelPackage model = TestModels.random("a", 1);
		assertThat(refused(model, ControlSettings.defaults().withActions(new ActionSpace(52, 275, 0))))
			.isEqualTo("action.min-prbs: expected at most 51 PRBs, the most that the model was trained on, found 52");
		assertThat(refused(model,
				ControlSettings.defaults()
					.withSlices(true, Map.of("1", new SlicePolicy(new ActionSpace(60, 70, 0), List.of())))))
			.startsWith("slices.policies.1: expected at most 51 PRBs");
		assertThatCode(() -> run(model, ControlSettings.defaults().withActions(new ActionSpace(51, 275, 0))))
			.doesNotThrowAnyException();
	}

	@Test
	void weightsOfKpisThatTheModelDoesNotHaveAreRefused() {
		assertThat(refused(TestModels.random("a", 1),
				ControlSettings.defaults().withObjective(Objective.DEFAULT.withWeights(Map.of("SINRR", 1.0)))))
			.isEqualTo("reward.weights.SINRR: expected one of the model's KPIs [SINR, Buffer, PRBs, Delay], found SINRR"
					+ ". Did you mean SINR?");
	}

}

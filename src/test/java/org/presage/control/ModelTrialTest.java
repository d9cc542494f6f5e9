/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.planner.ActionSpace;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A model that cannot plan is refused before it serves. */
class ModelTrialTest {

	private static void run(ModelPackage source, ControlSettings settings) {
		try (OnnxWorldModel model = OnnxWorldModel.load(source)) {
			ModelTrial.run(model, settings, new ManualClock());
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

	@Test
	void modelThatTheConfigurationHasNoRoomForIsRefusedByKey() {
		CellLimits limits = new CellLimits(10, TestModels.WINDOW - 1, 3, 60_000_000_000L, 10_000);
		ControlSettings settings = new ControlSettings(10_000_000, 9, true, limits, new ActionSpace(1, 275, 0),
				SearchSettings.DEFAULT, Objective.DEFAULT, true, Map.of(), GuardSettings.DEFAULT,
				EvidenceSettings.DEFAULT);
		assertThat(refused(TestModels.random("a", 1), settings))
			.isEqualTo("network.window: expected at most 4 frames (window-capacity), found 5");
	}

}

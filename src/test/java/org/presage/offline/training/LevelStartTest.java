/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * With varied levels a linear path starts as if windows had levels of their own. The VARX
 * that a package carries is the baseline either way.
 */
class LevelStartTest {

	private static final int FEATURES = TestModels.schema().size();

	private static final int TARGETS = TestModels.schema().targets();

	private final Dataset data = new Dataset(TrainingTest.world(TestModels.schema(), 3, 900, 1), TestModels.WINDOW,
			TestModels.HORIZON);

	private ModelPackage trained(double levels) {
		NetworkSpec spec = TestModels.spec("varx");
		TrainingSettings settings = TrainingSettings.defaults(1, 1).withAugmentation(new Augmentation(0, 0, levels));
		return new TrainingRun(this.data, spec, settings, TorchDevice.CPU, TrainingListener.NONE)
			.run("v", "2026", null, false)
			.model();
	}

	private static float[] window(int kpi, float level) {
		float[] window = new float[TestModels.WINDOW * FEATURES];
		for (int i = 0; i < window.length; i++) {
			window[i] = 0.1f * (i * 7 % 11 - 5) + ((i % FEATURES == kpi) ? level : 0);
		}
		return window;
	}

	private static float[] forecast(ModelPackage model, float[] window, float[] plan) {
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Imaginer imaginer = loaded.imaginer(1, 1)) {
			float[] context = new float[loaded.contextSize()];
			Prediction prediction = new Prediction(1, TestModels.HORIZON, TARGETS);
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, 1, plan, prediction);
			return Arrays.copyOf(prediction.mean(), TestModels.HORIZON * TARGETS);
		}
	}

	/** How far the last step of a target moves with the level of a KPI of the window. */
	private static double follows(ModelPackage model, int kpi, int target) {
		float[] plan = { 0.5f, -0.5f, 1 };
		int at = (TestModels.HORIZON - 1) * TARGETS + target;
		return (forecast(model, window(kpi, 2), plan)[at] - forecast(model, window(kpi, 0), plan)[at]) / 2;
	}

	@Test
	void linearForecastsFollowTheLevelOfTheWindow() {
		ModelPackage varied = trained(1);
		for (int y = 0; y < TARGETS; y++) {
			for (int other = 0; other < TARGETS; other++) {
				assertThat(follows(varied, this.data.schema().frameIndex(other), y)).as("%s with %s", y, other)
					.isCloseTo((y == other) ? 1 : 0, within(0.2));
			}
		}
	}

	@Test
	void packageCarriesTheBaseline() {
		assertThat(trained(1).varx()).isEqualTo(Baselines.of(this.data).varx().linear());
	}

	@Test
	void linearForecastsKnowTheLevelsOfTrainingOtherwise() {
		ModelPackage plain = trained(0);
		assertThat(follows(plain, 0, 0)).as("SINR returns to its mean").isLessThan(0.8);
		assertThat(follows(plain, 3, 2)).as("Delay follows the action").isLessThan(0.5);
	}

}

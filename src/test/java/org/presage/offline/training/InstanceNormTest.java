/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.NormalEquations;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a model does that normalises each window by its own mean and spread. */
class InstanceNormTest {

	private static final int FEATURES = TestModels.schema().size();

	private static final int TARGETS = TestModels.schema().targets();

	private static final int ACTION = TestModels.schema().actionIndex();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static NetworkSpec spec(String architecture) {
		return TestModels.spec(architecture).withInstanceNorm(true);
	}

	/** A window in which some KPI has another level. */
	private static float[] window(int kpi, float level) {
		float[] window = new float[TestModels.WINDOW * FEATURES];
		Random random = new Random(8);
		for (int i = 0; i < window.length; i++) {
			window[i] = (float) random.nextGaussian() + ((i % FEATURES == kpi) ? level : 0);
		}
		return window;
	}

	private static Prediction forecast(ModelPackage model, float[] window) {
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Imaginer imaginer = loaded.imaginer(1, 1)) {
			float[] context = new float[loaded.contextSize()];
			Prediction prediction = new Prediction(1, TestModels.HORIZON, TARGETS);
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, 1, new float[] { 0.5f, -0.5f, 1 }, prediction);
			return prediction;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ms3m", "transformer", "lstm", "mlp", "rssm", "vae", "wm-ms3m", "nlinear", "varx" })
	void forecastsMoveWithTheLevelOfTheWindow(String architecture) {
		ModelPackage model = TestModels.random("m", 3, spec(architecture));
		float level = 7;
		for (int moved = 0; moved < TARGETS; moved++) {
			int kpi = TestModels.schema().frameIndex(moved);
			Prediction here = forecast(model, window(kpi, 0));
			Prediction elsewhere = forecast(model, window(kpi, level));
			for (int i = 0; i < here.mean().length; i++) {
				assertThat(elsewhere.mean()[i] - here.mean()[i]).isCloseTo((i % TARGETS == moved) ? level : 0,
						within(1e-4f));
				assertThat(elsewhere.aleatoric()[i]).isCloseTo(here.aleatoric()[i], within(1e-4f));
			}
		}
	}

	@Test
	void actionKeepsItsUnits() {
		ModelPackage model = TestModels.random("m", 3, spec("ms3m"));
		assertThat(forecast(model, window(ACTION, 2)).mean()).isNotEqualTo(forecast(model, window(ACTION, 0)).mean());
	}

	@Test
	void probabilityOfTheSlaKnowsTheLevel() {
		ModelPackage model = TestModels.random("m", 3, spec("ms3m"));
		assertThat(forecast(model, window(3, 4)).sla()).isNotEqualTo(forecast(model, window(3, 0)).sla());
	}

	@Test
	void livelyWindowsHaveWiderPredictions() {
		ModelPackage model = TestModels.random("m", 3, spec("persistence"));
		float[] calm = new float[TestModels.WINDOW * FEATURES];
		float[] lively = window(0, 0);
		assertThat(forecast(model, calm).aleatoric()[0]).isLessThan(0.5f * forecast(model, lively).aleatoric()[0]);
	}

	@Test
	void predictsWithoutAKpi() {
		float[] window = window(0, 0);
		for (int i = 0; i < window.length; i += FEATURES) {
			window[i] = Float.NaN;
		}
		for (float mean : forecast(TestModels.random("m", 3, spec("ms3m")), window).mean()) {
			assertThat(mean).isFinite();
		}
	}

	@Test
	void fittedForecastIsTheRegressionOfNormalisedWindows() {
		Dataset data = new Dataset(TrainingTest.world(TestModels.schema(), 3, 900, 1), TestModels.WINDOW,
				TestModels.HORIZON);
		ModelPackage varx = new TrainingRun(data, spec("varx"), TrainingSettings.defaults(1, 1), TorchDevice.CPU,
				TrainingListener.NONE)
			.run("v", "2026", null, false)
			.model();
		// All steps at once see all actions; the last step of both sees the same.
		double[] solved = new NormalEquations(data, true).solve(Baselines.of(data).varx().ridge()).getData();
		float[] window = window(1, 3);
		double[] normal = new double[window.length];
		double[] level = new double[FEATURES];
		double[] spread = new double[FEATURES];
		Arrays.fill(spread, 1);
		for (int i = 0; i < window.length; i++) {
			level[i % FEATURES] += (i % FEATURES == ACTION) ? 0 : window[i] / TestModels.WINDOW;
		}
		double[] squares = new double[FEATURES];
		for (int i = 0; i < window.length; i++) {
			squares[i % FEATURES] += Math.pow(window[i] - level[i % FEATURES], 2) / TestModels.WINDOW;
		}
		for (int f = 0; f < FEATURES; f++) {
			spread[f] = (f == ACTION) ? 1 : Math.sqrt(squares[f] + 0.1);
		}
		for (int i = 0; i < window.length; i++) {
			normal[i] = (window[i] - level[i % FEATURES]) / spread[i % FEATURES];
		}
		double[] known = Arrays.copyOf(normal, normal.length + TestModels.HORIZON + 1);
		System.arraycopy(new double[] { 0.5, -0.5, 1, 1 }, 0, known, normal.length, TestModels.HORIZON + 1);
		int outputs = TestModels.HORIZON * TARGETS;
		for (int y = 0; y < TARGETS; y++) {
			int at = outputs - TARGETS + y;
			double expected = 0;
			for (int i = 0; i < known.length; i++) {
				expected += known[i] * solved[i * outputs + at];
			}
			int kpi = data.schema().frameIndex(y);
			assertThat((double) forecast(varx, window).mean()[at]).isCloseTo(level[kpi] + spread[kpi] * expected,
					within(2e-3));
		}
	}

	@Test
	void packageSaysWhetherWindowsAreNormalised() {
		Path file = this.folder.resolve("m.presage");
		TestModels.random("m", 3, spec("mlp")).write(file);
		assertThat(ModelPackage.read(file).manifest().network().normalised()).isTrue();
		TestModels.random("m", 3, TestModels.spec("mlp")).write(file);
		assertThat(ModelPackage.read(file).manifest().network().normalised()).isFalse();
	}

}

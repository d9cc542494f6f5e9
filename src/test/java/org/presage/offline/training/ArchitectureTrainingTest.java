/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.evaluation.Scores;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Every architecture learns, from data to a package that imagines. The world is a queue:
 * of what arrives, more is served the more PRBs there are.
 */
class ArchitectureTrainingTest {

	static Stream<NetworkSpec> specs() {
		NetworkSize size = new NetworkSize(16, 1, 1, 2, 2, 1, 4, 2);
		List<NetworkSpec> specs = new ArrayList<>();
		Architectures.names().forEach((name) -> specs.add(TestModels.spec(name).withSize(size)));
		specs.add(TestModels.spec("mlp").withSize(size.withMembers(2)));
		specs.add(TestModels.spec("ms3m").withSize(size).withInstanceNorm(true));
		return specs.stream();
	}

	/** Buffer follows the allocation within the same frame; SINR and Delay follow it. */
	static Trace world() {
		Random random = new Random(3);
		List<Series> series = new ArrayList<>();
		for (int s = 0; s < 3; s++) {
			int rows = 700;
			float[] values = new float[rows * 4];
			long[] times = new long[rows];
			double queue = 8;
			int prbs = 25;
			for (int t = 0; t < rows; t++) {
				times[t] = 100L * t;
				prbs = (random.nextInt(6) == 0) ? 1 + random.nextInt(51) : prbs;
				queue = Math.clamp(0.8 * queue + 2.5 - 0.08 * prbs + 0.2 * random.nextGaussian(), 0, 14);
				values[4 * t] = (float) (10 + 0.2 * prbs + random.nextGaussian());
				values[4 * t + 1] = (float) Math.expm1(queue);
				values[4 * t + 2] = prbs;
				values[4 * t + 3] = (float) Math.expm1(0.5 * queue + 0.05 * random.nextGaussian());
			}
			series.add(new Series("cell-" + s, times, values));
		}
		return new Trace(TestModels.schema(), series, "test", List.of());
	}

	private static TrainingRun.TrainingResult train(NetworkSpec spec, TrainingLoss.Fit fit, int epochs) {
		Dataset data = new Dataset(world(), TestModels.WINDOW, TestModels.HORIZON);
		TrainingSettings settings = new TrainingSettings(epochs, 4, 16, Curriculum.ONE_CYCLE, 1e-2, 1e-3, 1, 0.9,
				Augmentation.NONE, fit, 1, 0.01, 20, 42);
		return new TrainingRun(data, spec, settings, TorchDevice.CPU, TrainingListener.NONE).run("v", "2026", null,
				false);
	}

	private static double rmse(TrainingRun.TrainingResult outcome, String name) {
		Scores scores = outcome.scores().get(name);
		return (scores != null) ? scores.rmse() : Double.NaN;
	}

	@ParameterizedTest
	@MethodSource("specs")
	void learnsAndImagines(NetworkSpec spec) {
		TrainingRun.TrainingResult outcome = train(spec, TrainingLoss.Fit.BETA_NLL, 8);
		double persistence = rmse(outcome, "persistence");
		double found = rmse(outcome, spec.architecture());
		switch (spec.architecture()) {
			case "mean" -> assertThat(found).isLessThan(1.1);
			case "persistence" -> assertThat(found).isCloseTo(persistence, within(1e-4));
			case "varx" -> assertThat(found).isLessThan(0.8 * persistence);
			default -> assertThat(found).as("beats persistence, %s", persistence).isLessThan(0.97 * persistence);
		}
		moreAllocationMeansShorterQueues(outcome, spec);
	}

	private static void moreAllocationMeansShorterQueues(TrainingRun.TrainingResult outcome, NetworkSpec spec) {
		if (List.of("persistence", "mean", "ridge-ar").contains(spec.architecture())) {
			return;
		}
		float[] window = new float[spec.window() * spec.features()];
		float[] plans = new float[2 * spec.horizon()];
		Arrays.fill(plans, 0, spec.horizon(), -1.5f);
		Arrays.fill(plans, spec.horizon(), plans.length, 1.5f);
		Prediction forecast = new Prediction(2, spec.horizon(), spec.targets());
		try (OnnxWorldModel model = OnnxWorldModel.load(outcome.model()); Imaginer imaginer = model.imaginer(1, 2)) {
			float[] context = new float[model.contextSize()];
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, 2, plans, forecast);
		}
		int last = spec.horizon() - 1;
		assertThat(forecast.mean()[forecast.index(1, last, 1)]).isLessThan(forecast.mean()[forecast.index(0, last, 1)]);
		assertThat(forecast.sla()[2 * spec.horizon() - 1]).isGreaterThan(forecast.sla()[last]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ms3m", "mlp" })
	void learnsFromTheCrpsToo(String architecture) {
		NetworkSpec spec = TestModels.spec(architecture).withSize(new NetworkSize(16, 1, 1, 2, 2, 1, 4, 2));
		TrainingRun.TrainingResult outcome = train(spec, TrainingLoss.Fit.CRPS, 8);
		assertThat(rmse(outcome, architecture)).isLessThan(0.97 * rmse(outcome, "persistence"));
	}

}

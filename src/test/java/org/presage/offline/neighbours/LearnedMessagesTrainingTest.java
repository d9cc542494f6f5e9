/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells learn to say what only they see and others need. */
class LearnedMessagesTrainingTest {

	private static final Neighbours RELATION = new Neighbours(
			Map.of("s0", List.of(new Neighbours.Neighbour("s1")), "s1", List.of(new Neighbours.Neighbour("s0")), "s2",
					List.of(new Neighbours.Neighbour("s3")), "s3", List.of(new Neighbours.Neighbour("s2"))));

	/** Each series is related to one that has nothing to do with it. */
	private static final Neighbours LIES = new Neighbours(
			Map.of("s0", List.of(new Neighbours.Neighbour("s2")), "s1", List.of(new Neighbours.Neighbour("s3")), "s2",
					List.of(new Neighbours.Neighbour("s0")), "s3", List.of(new Neighbours.Neighbour("s1"))));

	/**
	 * The SINR of a series is what the other one of its pair had as {@code Other} one
	 * interval before, which moves slowly, and noise.
	 */
	private static Dataset pairs(int rows) {
		SplittableRandom random = new SplittableRandom(9);
		float[][] values = new float[4][rows * 3];
		double[] other = new double[4];
		for (int t = 0; t < rows; t++) {
			double[] before = other.clone();
			for (int s = 0; s < 4; s++) {
				other[s] = 0.9 * other[s] + random.nextGaussian();
				values[s][3 * t] = (float) (before[s ^ 1] + random.nextGaussian());
				values[s][3 * t + 1] = 1 + random.nextInt(51);
				values[s][3 * t + 2] = (float) other[s];
			}
		}
		List<Series> series = new ArrayList<>();
		for (int s = 0; s < 4; s++) {
			series.add(new Series("s" + s, LongStream.range(0, rows).map((t) -> 1000 + 100 * t).toArray(), values[s]));
		}
		return new Dataset(new Trace(CoupledTrace.SCHEMA, series, "pairs", List.of()), 6, 2);
	}

	private static ModelPackage trained(Dataset data, MessageMode mode) {
		NetworkSpec spec = NetworkSpec.of("mlp", CoupledTrace.SCHEMA, data.window(), data.horizon())
			.withSize(TestModels.spec("mlp").size())
			.withMessages(mode);
		return new TrainingRun(data, spec, TrainingSettings.defaults(8, 3), TorchDevice.CPU, TrainingListener.NONE)
			.run("m", "2026", null, false)
			.model();
	}

	private static Dataset related(Neighbours relation) {
		Dataset data = pairs(3000);
		data.relate(relation);
		return data;
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.INCLUDE, names = { "CONTINUOUS", "SYMBOLS" })
	void cellThatReceivesMessagesForecastsBetter(MessageMode mode) {
		Dataset data = related(RELATION);
		ModelPackage plans = trained(data, MessageMode.PLANS);
		ModelPackage messages = trained(data, mode);
		double without = CoupledTrace.sinrError(plans, data);
		assertThat(CoupledTrace.sinrError(messages, data)).as("with messages").isLessThan(0.94 * without);
		double silent = CoupledTrace.sinrError(plans, pairs(3000));
		assertThat(CoupledTrace.sinrError(messages, pairs(3000))).as("silent").isLessThan(1.03 * silent);
		assertThat(CoupledTrace.sinrError(messages, related(LIES))).as("messages of unrelated cells")
			.isGreaterThan(without);
	}

	@Test
	void sameSeedTrainsTheSameWords() {
		Dataset data = pairs(600);
		data.relate(RELATION);
		assertThat(trained(data, MessageMode.SYMBOLS).receive())
			.isEqualTo(trained(data, MessageMode.SYMBOLS).receive());
	}

}

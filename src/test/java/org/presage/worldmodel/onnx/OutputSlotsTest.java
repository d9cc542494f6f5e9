/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.OutputSlots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What is trained of a network while the rest of it stays as it is. */
class OutputSlotsTest {

	static Stream<NetworkSpec> specs() {
		NetworkSize two = TestModels.spec().size().withMembers(2);
		return Stream.concat(Architectures.names().stream().map(TestModels::spec),
				Stream.of(TestModels.spec().withSize(two), TestModels.spec().withInstanceNorm(true),
						TestModels.spec("mlp").withAnnouncedPlans(true)));
	}

	private static Prediction forecast(ModelPackage model, float[] plans) {
		NetworkSpec spec = model.manifest().network();
		Random random = new Random(5);
		float[] window = new float[spec.window() * spec.features()];
		for (int i = 0; i < window.length; i++) {
			window[i] = (float) random.nextGaussian();
		}
		int count = plans.length / spec.horizon();
		Prediction forecast = new Prediction(count, spec.horizon(), spec.targets());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Imaginer imaginer = loaded.imaginer(1, count)) {
			float[] context = new float[loaded.contextSize()];
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, count, plans, forecast);
		}
		return forecast;
	}

	@ParameterizedTest
	@MethodSource("specs")
	void levelsKeepTheDifferenceBetweenPlans(NetworkSpec spec) {
		Network network = Architectures.build(spec);
		requireSameDifferences(network, OutputSlots.levels(network));
	}

	@ParameterizedTest
	@MethodSource("specs")
	void windowKeepsTheDifferenceBetweenPlans(NetworkSpec spec) {
		Network network = Architectures.build(spec);
		requireSameDifferences(network, OutputSlots.window(network, 0.5));
	}

	private static void requireSameDifferences(Network network, boolean[] levels) {
		NetworkSpec spec = network.spec();
		float[] before = TestModels.randomParameters(network, 1);
		float[] after = before.clone();
		Random random = new Random(2);
		for (int i = 0; i < after.length; i++) {
			after[i] += levels[i] ? (float) random.nextGaussian() : 0;
		}
		ModelManifest manifest = TestModels.random("m", 1, spec).manifest();
		float[] plans = new float[2 * spec.horizon()];
		for (int i = 0; i < plans.length; i++) {
			plans[i] = (float) random.nextGaussian();
		}
		Prediction old = forecast(OnnxExporter.export(network, before, manifest), plans);
		Prediction changed = forecast(OnnxExporter.export(network, after, manifest), plans);
		double moved = 0;
		for (int h = 0; h < spec.horizon(); h++) {
			for (int y = 0; y < spec.targets(); y++) {
				int one = old.index(0, h, y);
				int other = old.index(1, h, y);
				assertThat(changed.mean()[one] - changed.mean()[other]).isCloseTo(old.mean()[one] - old.mean()[other],
						within(1e-5f));
				moved += Math.abs(changed.deviation(one) - old.deviation(one));
			}
		}
		assertThat(moved).isGreaterThan(0.1);
	}

	static Stream<NetworkSpec> defaults() {
		return Architectures.names().stream().map((name) -> NetworkSpec.of(name, TestModels.schema(), 32, 8));
	}

	@ParameterizedTest
	@MethodSource("defaults")
	void headsAreAtMostATwentiethOfTheWeightsOrLevels(NetworkSpec spec) {
		Network network = Architectures.build(spec);
		boolean[] heads = OutputSlots.heads(network, 0.05);
		assertThat(OutputSlots.count(heads)).isPositive();
		if (OutputSlots.count(heads) > 0.05 * heads.length) {
			// Hardly more than biases: nothing smaller can be trained.
			assertThat(spec.architecture()).isEqualTo("nlinear");
			assertThat(heads).isEqualTo(OutputSlots.levels(network));
		}
	}

	@Test
	void windowOfDefaultNetworkIsAtMostATwentiethAndMoreThanLevels() {
		Network network = Architectures.build(NetworkSpec.of("ms3m", TestModels.schema(), 32, 8));
		int count = OutputSlots.count(OutputSlots.window(network, 0.05));
		assertThat(count).isGreaterThan(4 * OutputSlots.count(OutputSlots.levels(network)))
			.isLessThanOrEqualTo((int) (0.05 * network.parameters().size()));
		Network two = Architectures.build(network.spec().withSize(network.spec().size().withMembers(2)));
		assertThat(OutputSlots.count(OutputSlots.window(two, 0.05)))
			.isLessThanOrEqualTo((int) (0.05 * two.parameters().size()));
	}

	@Test
	void headsOfDefaultNetworkAreLastLayer() {
		Network network = Architectures.build(NetworkSpec.of("ms3m", TestModels.schema(), 32, 8));
		// Four heads of 16 hidden channels, for three means, three spreads and two flags.
		assertThat(OutputSlots.count(OutputSlots.heads(network, 0.05))).isEqualTo(4 * 17 * 8);
		assertThat(OutputSlots.count(OutputSlots.levels(network))).isEqualTo(4 * 8);
	}

}

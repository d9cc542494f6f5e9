/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.testing.TestModels;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchRunner;
import org.presage.worldmodel.torch.TorchRunner.Expression;
import org.presage.worldmodel.torch.TorchRunner.Tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/**
 * What every architecture must do: the exported graphs compute what was trained, and what
 * the contract says.
 */
class NetworkParityTest {

	private static final float TOLERANCE = 1e-5f;

	private static final int PLANS = 6;

	private final Random random = new Random(5);

	/**
	 * Every architecture, and an ensemble of the smallest that has all heads; each as it
	 * is, with normalised windows, and with room for what neighbours announce and say.
	 */
	static Stream<NetworkSpec> specs() {
		NetworkSpec ensemble = TestModels.spec("mlp");
		Stream<NetworkSpec> plain = Stream.concat(Architectures.names().stream().map(TestModels::spec),
				Stream.of(ensemble.withSize(ensemble.size().withMembers(2))));
		return plain.flatMap((spec) -> modes(spec.architecture())
			.flatMap((mode) -> Stream.of(spec.withMessages(mode), spec.withInstanceNorm(true).withMessages(mode))));
	}

	private static Stream<MessageMode> modes(String architecture) {
		return switch (architecture) {
			case "wm-ms3m" -> Stream.of(MessageMode.NONE);
			case "ms3m", "transformer", "rssm", "mlp" -> Stream.of(MessageMode.values());
			default -> Stream.of(MessageMode.NONE, MessageMode.PLANS);
		};
	}

	/** One network with random weights. */
	private record Subject(NetworkSpec spec, Network network, float[] parameters) {

		static Subject of(NetworkSpec spec) {
			Network network = Architectures.build(spec);
			return new Subject(spec, network, TestModels.randomParameters(network, 11));
		}

		int frameSize() {
			return this.spec.window() * this.spec.features();
		}

		float[] contexts(float[] frames, int sequences, int steps) {
			float[] mask = new float[frames.length];
			Arrays.fill(mask, 1);
			Network net = this.network;
			return TorchRunner.run(net.parameters(), this.parameters, new Expression() {
				@Override
				public <T> T apply(Ops<T> ops, List<T> inputs) {
					return net.encode(ops, inputs.get(0), inputs.get(1), steps);
				}
			}, List.of(new Tensor(frames, sequences, steps, this.spec.features()),
					new Tensor(mask, sequences, steps, this.spec.features())));
		}

		float[] mean(float[] contexts, int cells, int planCount, float[] plans) {
			Network net = this.network;
			return TorchRunner.run(net.parameters(), this.parameters, new Expression() {
				@Override
				public <T> T apply(Ops<T> ops, List<T> inputs) {
					return net.imagine(ops, inputs.get(0), inputs.get(1)).mixtureMean(ops);
				}
			}, List.of(new Tensor(contexts, cells, net.contextSize()),
					new Tensor(plans, cells, planCount, this.spec.horizon())));
		}

	}

	private float[] gaussian(int size) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) this.random.nextGaussian();
		}
		return values;
	}

	@ParameterizedTest
	@MethodSource("specs")
	void onnxEqualsTorch(NetworkSpec spec) {
		Subject subject = Subject.of(spec);
		int cells = 2;
		float[] windows = gaussian(cells * subject.frameSize());
		float[] plans = gaussian(cells * PLANS * spec.horizon());
		float[] torchContexts = subject.contexts(windows, cells, spec.window());
		float[] torchMean = subject.mean(torchContexts, cells, PLANS, plans);
		Prediction forecast = new Prediction(cells * PLANS, spec.horizon(), spec.targets());
		float[] contexts = new float[cells * subject.network().contextSize()];
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 11, spec));
				Imaginer imaginer = model.imaginer(cells, PLANS)) {
			assertThat(model.contextSize()).isEqualTo(subject.network().contextSize());
			imaginer.encode(cells, windows, contexts);
			imaginer.imagine(cells, contexts, PLANS, plans, forecast);
		}
		assertThat(contexts).containsExactly(torchContexts, within(TOLERANCE));
		assertThat(forecast.mean()).containsExactly(torchMean, within(TOLERANCE));
		for (int i = 0; i < forecast.mean().length; i++) {
			assertThat(forecast.aleatoric()[i]).isPositive();
			assertThat(forecast.epistemic()[i]).isNotNegative();
		}
		for (int i = 0; i < forecast.sla().length; i++) {
			assertThat(forecast.sla()[i]).isBetween(0f, 1f);
			assertThat(forecast.outage()[i]).isBetween(0f, 1f);
		}
	}

	@ParameterizedTest
	@MethodSource("specs")
	void windowInsideALongerSequenceHasTheSameEncoding(NetworkSpec spec) {
		Subject subject = Subject.of(spec);
		int features = spec.features();
		int steps = spec.window() + 4;
		float[] sequence = gaussian(steps * features);
		float[] all = subject.contexts(sequence, 1, steps);
		int k = subject.network().contextSize();
		for (int position = 0; position <= 4; position++) {
			float[] window = Arrays.copyOfRange(sequence, position * features, (position + spec.window()) * features);
			float[] alone = subject.contexts(window, 1, spec.window());
			assertThat(Arrays.copyOfRange(all, position * k, (position + 1) * k)).containsExactly(alone,
					within(TOLERANCE));
		}
	}

	@ParameterizedTest
	@MethodSource("specs")
	void actionShapesItsOwnFrameAndTheLaterOnesOnly(NetworkSpec spec) {
		int targets = spec.targets();
		int horizon = spec.horizon();
		float[] mean = oneActionChanged(spec);
		for (int changed = 0; changed < horizon; changed++) {
			for (int h = 0; h <= changed; h++) {
				for (int y = 0; y < targets; y++) {
					float base = mean[h * targets + y];
					float with = mean[((changed + 1) * horizon + h) * targets + y];
					if (h < changed) {
						assertThat(with).as("step %d, action changed at %d", h, changed)
							.isCloseTo(base, within(TOLERANCE));
					}
					else {
						assertThat(with).as("the action of a frame shapes that frame")
							.isNotCloseTo(base, within(TOLERANCE));
					}
				}
			}
		}
	}

	@Test
	void publishedTimingLetsNoActionShapeItsOwnFrame() {
		NetworkSpec spec = TestModels.spec("wm-ms3m").withPublishedTiming(true);
		float[] mean = oneActionChanged(spec);
		int targets = spec.targets();
		for (int changed = 0; changed < spec.horizon(); changed++) {
			int at = ((changed + 1) * spec.horizon() + changed) * targets;
			assertThat(Arrays.copyOfRange(mean, at, at + targets))
				.containsExactly(Arrays.copyOfRange(mean, changed * targets, (changed + 1) * targets), within(1e-6f));
		}
	}

	/** Means of a plan of zeros, then of H plans in which one action is 1. */
	private float[] oneActionChanged(NetworkSpec spec) {
		Subject subject = Subject.of(spec);
		int horizon = spec.horizon();
		float[] context = subject.contexts(gaussian(subject.frameSize()), 1, spec.window());
		float[] plans = new float[(horizon + 1) * horizon];
		for (int h = 0; h < horizon; h++) {
			plans[(h + 1) * horizon + h] = 1;
		}
		return subject.mean(context, 1, horizon + 1, plans);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ms3m", "mlp", "lstm", "transformer", "vae", "nlinear", "varx", "persistence" })
	void networkOfZerosPredictsPersistence(String architecture) {
		NetworkSpec spec = TestModels.spec(architecture);
		Network network = Architectures.build(spec);
		Subject zeros = new Subject(spec, network, new float[network.parameters().size()]);
		float[] window = gaussian(zeros.frameSize());
		float[] mean = zeros.mean(zeros.contexts(window, 1, spec.window()), 1, 1, gaussian(spec.horizon()));
		int last = (spec.window() - 1) * spec.features();
		for (int h = 0; h < spec.horizon(); h++) {
			assertThat(Arrays.copyOfRange(mean, h * 3, h * 3 + 3))
				.containsExactly(new float[] { window[last], window[last + 1], window[last + 3] }, within(TOLERANCE));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ms3m", "mlp", "lstm", "transformer", "vae", "rssm" })
	void absentValuesAreNotZeros(String architecture) {
		NetworkSpec spec = TestModels.spec(architecture);
		Subject subject = Subject.of(spec);
		float[] zeroed = gaussian(subject.frameSize());
		float[] absent = zeroed.clone();
		for (int t = 0; t < spec.window(); t++) {
			zeroed[t * spec.features()] = 0;
			absent[t * spec.features()] = Float.NaN;
		}
		float[] fromZeros = new float[subject.network().contextSize()];
		float[] fromAbsent = new float[subject.network().contextSize()];
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 11, spec));
				Imaginer imaginer = model.imaginer(1, 1)) {
			imaginer.encode(1, zeroed, fromZeros);
			imaginer.encode(1, absent, fromAbsent);
		}
		assertThat(fromAbsent).isNotEqualTo(fromZeros);
		for (float value : fromAbsent) {
			assertThat(value).isFinite();
		}
	}

	@Test
	void membersOfAnEnsembleDiffer() {
		NetworkSpec spec = TestModels.spec("lstm");
		spec = spec.withSize(spec.size().withMembers(3).withHeads(1));
		Prediction forecast = new Prediction(1, spec.horizon(), spec.targets());
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 11, spec));
				Imaginer imaginer = model.imaginer(1, 1)) {
			float[] context = new float[model.contextSize()];
			imaginer.encode(1, gaussian(spec.window() * spec.features()), context);
			imaginer.imagine(1, context, 1, new float[spec.horizon()], forecast);
		}
		for (int i = 0; i < forecast.epistemic().length; i++) {
			assertThat(forecast.epistemic()[i]).isPositive();
		}
	}

	@Test
	void unknownArchitectureIsNamed() {
		assertThatThrownBy(() -> Architectures.build(TestModels.spec("perceptron"))).hasMessage(
				"architecture: expected one of [dlinear, lstm, mean, mlp, ms3m, nlinear, persistence, ridge-ar, rssm, "
						+ "transformer, vae, varx, wm-ms3m], found perceptron");
	}

}

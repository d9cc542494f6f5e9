/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Neighbours;
import org.presage.testing.TestModels;
import org.presage.worldmodel.net.AnnouncedPlans;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.LearnedMessages;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/** What neighbours said reaches the forecast, whoever said it first, and only then. */
class LearnedMessagesTest {

	private static final float TOLERANCE = 1e-5f;

	private static final int CELLS = 2;

	private static final int PLANS = 3;

	private static final int HORIZON = TestModels.HORIZON;

	private static final int ROW = MessageRow.size(HORIZON);

	private final Random random = new Random(17);

	private final float[] windows = gaussian(CELLS * TestModels.WINDOW * TestModels.schema().size());

	private final float[] plans = gaussian(CELLS * PLANS * HORIZON);

	private OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 4, spec("mlp", MessageMode.SYMBOLS)));

	@AfterEach
	void close() {
		this.model.close();
	}

	private static NetworkSpec spec(String architecture, MessageMode mode) {
		return TestModels.spec(architecture).withMessages(mode);
	}

	static Stream<NetworkSpec> specs() {
		return Stream.of("ms3m", "transformer", "rssm", "mlp")
			.flatMap((name) -> Stream.of(spec(name, MessageMode.CONTINUOUS), spec(name, MessageMode.SYMBOLS)));
	}

	private float[] gaussian(int size) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) this.random.nextGaussian();
		}
		return values;
	}

	/** Rows of so many neighbours for each cell, the others unknown. */
	private float[] received(int neighbours) {
		float[] received = new float[CELLS * MessageRow.ROWS * ROW];
		for (int c = 0; c < CELLS; c++) {
			for (int n = 0; n < neighbours; n++) {
				int at = (c * MessageRow.ROWS + n) * ROW;
				System.arraycopy(gaussian(ROW), 0, received, at, ROW);
				assertThat(MessageRow.complete(received, at, ROW, 0.1 + 0.1 * n, n % 4)).isTrue();
			}
		}
		return received;
	}

	private float[] contexts(Imaginer imaginer) {
		float[] contexts = new float[CELLS * this.model.contextSize()];
		imaginer.encode(CELLS, this.windows, contexts);
		return contexts;
	}

	/** Announces plans, as whoever sends a message does. */
	private void announce(float[] contexts) {
		int size = AnnouncedPlans.size(HORIZON);
		for (int c = 1; c <= CELLS; c++) {
			Arrays.fill(contexts, c * this.model.contextSize() - size, c * this.model.contextSize(), 1);
		}
	}

	/** Means of the plans, of cells that know plans and received rows. */
	private float[] means(float[] received) {
		try (Imaginer imaginer = this.model.imaginer(CELLS, PLANS)) {
			float[] contexts = contexts(imaginer);
			announce(contexts);
			imaginer.receive(CELLS, contexts, received);
			Prediction prediction = new Prediction(CELLS * PLANS, HORIZON, TestModels.schema().targets());
			imaginer.imagine(CELLS, contexts, PLANS, this.plans, prediction);
			return prediction.mean().clone();
		}
	}

	private void load(NetworkSpec spec) {
		this.model.close();
		this.model = OnnxWorldModel.load(TestModels.random("m", 4, spec));
	}

	@ParameterizedTest
	@MethodSource("specs")
	void graphReadsMessagesAsTrainingDoes(NetworkSpec spec) {
		load(spec);
		Network network = Architectures.build(spec);
		float[] received = received(4);
		try (Imaginer imaginer = this.model.imaginer(CELLS, PLANS)) {
			float[] contexts = contexts(imaginer);
			float[] torch = TorchRunner.run(network.parameters(), TestModels.randomParameters(network, 4),
					new TorchRunner.Expression() {
						@Override
						public <T> T apply(Ops<T> ops, List<T> inputs) {
							return network.receive(ops, inputs.get(0), inputs.get(1));
						}
					}, List.of(new TorchRunner.Tensor(contexts, CELLS, network.contextSize()),
							new TorchRunner.Tensor(received, CELLS, MessageRow.ROWS, ROW)));
			float[] before = contexts.clone();
			imaginer.receive(CELLS, contexts, received);
			assertThat(contexts).containsExactly(torch, within(TOLERANCE)).isNotEqualTo(before);
		}
	}

	@ParameterizedTest
	@MethodSource("specs")
	void lonelyCellForecastsAsTheInnerNetwork(NetworkSpec spec) {
		load(spec);
		Network inner = Architectures.build(spec.withMessages(MessageMode.NONE));
		Network around = Architectures.build(spec);
		float[] parameters = Arrays.copyOf(TestModels.randomParameters(around, 4), inner.parameters().size());
		float[] mask = new float[this.windows.length];
		Arrays.fill(mask, 1);
		float[] expected = TorchRunner.run(inner.parameters(), parameters, new TorchRunner.Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T contexts = inner.encode(ops, inputs.get(0), inputs.get(1), TestModels.WINDOW);
				return inner.imagine(ops, contexts, inputs.get(2)).mixtureMean(ops);
			}
		}, List.of(new TorchRunner.Tensor(this.windows, CELLS, TestModels.WINDOW, TestModels.schema().size()),
				new TorchRunner.Tensor(mask, CELLS, TestModels.WINDOW, TestModels.schema().size()),
				new TorchRunner.Tensor(this.plans, CELLS, PLANS, HORIZON)));
		try (Imaginer imaginer = this.model.imaginer(CELLS, PLANS)) {
			float[] contexts = contexts(imaginer);
			float[] before = contexts.clone();
			imaginer.receive(CELLS, contexts, new float[CELLS * MessageRow.ROWS * ROW]);
			assertThat(contexts).containsExactly(before);
			Prediction prediction = new Prediction(CELLS * PLANS, HORIZON, TestModels.schema().targets());
			imaginer.imagine(CELLS, contexts, PLANS, this.plans, prediction);
			assertThat(prediction.mean()).containsExactly(expected, within(TOLERANCE));
		}
	}

	@Test
	void orderOfNeighboursIsOfNoImportance() {
		float[] received = received(5);
		float[] turned = new float[received.length];
		for (int c = 0; c < CELLS; c++) {
			for (int n = 0; n < MessageRow.ROWS; n++) {
				System.arraycopy(received, (c * MessageRow.ROWS + n) * ROW, turned,
						(c * MessageRow.ROWS + (n + 4) % MessageRow.ROWS) * ROW, ROW);
			}
		}
		assertThat(means(turned)).containsExactly(means(received), within(TOLERANCE));
	}

	@Test
	void whatStandsInTheRowOfAnUnknownNeighbourIsOfNoImportance() {
		float[] received = received(3);
		float[] known = means(received);
		for (int c = 0; c < CELLS; c++) {
			int at = (c * MessageRow.ROWS + 4) * ROW;
			System.arraycopy(gaussian(ROW), 0, received, at, ROW);
			received[at + ROW - 3] = 0.5f;
			received[at + ROW - 1] = 0;
		}
		assertThat(means(received)).containsExactly(known, within(TOLERANCE));
	}

	@Test
	void messagePlanShareAndAgeOfANeighbourCount() {
		float[] received = received(2);
		float[] before = means(received);
		for (int part : new int[] { 0, LearnedMessages.SIZE, ROW - 3, ROW - 2 }) {
			float[] changed = received.clone();
			changed[part] = 0.9f;
			assertThat(means(changed)).as("number %d", part).isNotEqualTo(before);
		}
	}

	@Test
	void messageWithoutAKnownPlanMovesNothing() {
		try (Imaginer imaginer = this.model.imaginer(CELLS, PLANS)) {
			Prediction prediction = new Prediction(CELLS * PLANS, HORIZON, TestModels.schema().targets());
			float[] contexts = contexts(imaginer);
			imaginer.imagine(CELLS, contexts, PLANS, this.plans, prediction);
			float[] alone = prediction.mean().clone();
			imaginer.receive(CELLS, contexts, received(3));
			imaginer.imagine(CELLS, contexts, PLANS, this.plans, prediction);
			assertThat(prediction.mean()).containsExactly(alone);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Neighbours.MOST_AGE + 1, Integer.MAX_VALUE })
	void messageThatIsTooOldIsUnknown(int age) {
		float[] row = gaussian(ROW);
		assertThat(MessageRow.complete(row, 0, ROW, 0.5, age)).isFalse();
		assertThat(row).containsOnly(0);
	}

	@Test
	void neighbourWithoutAShareIsUnknown() {
		float[] row = gaussian(ROW);
		assertThat(MessageRow.complete(row, 0, ROW, 0, 0)).isFalse();
		assertThat(row).containsOnly(0);
	}

	@Test
	void ownMessageStandsInTheContextAndIsOfSymbols() {
		try (Imaginer imaginer = this.model.imaginer(CELLS, PLANS)) {
			float[] contexts = contexts(imaginer);
			int at = LearnedMessages.offset(this.model.contextSize(), HORIZON);
			for (int i = 0; i < LearnedMessages.SIZE; i++) {
				float value = contexts[at + i] * ((i % 4 == 0) ? 4 : 2);
				assertThat(value).isEqualTo(Math.round(value)).isBetween(-4f, 4f);
			}
			assertThat(Arrays.copyOfRange(contexts, at, at + LearnedMessages.SIZE))
				.isNotEqualTo(new float[LearnedMessages.SIZE]);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lstm", "vae", "nlinear", "dlinear", "varx", "persistence" })
	void architecturesThatSendNothingAreRefused(String architecture) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> Architectures.build(spec(architecture, MessageMode.SYMBOLS)))
			.withMessage("messages: expected none or plans with " + architecture
					+ ", or one of [mlp, ms3m, rssm, transformer], found symbols");
	}

	@Test
	void modelWithoutMessagesReceivesNone() {
		load(spec("mlp", MessageMode.PLANS));
		try (Imaginer imaginer = this.model.imaginer(CELLS, PLANS)) {
			float[] contexts = contexts(imaginer);
			assertThatIllegalStateException().isThrownBy(() -> imaginer.receive(CELLS, contexts, received(1)));
		}
	}

	@Test
	void callsOfFixedShapesReceiveTheSame() {
		float[] received = received(4);
		try (Imaginer plain = this.model.imaginer(CELLS, PLANS);
				Imaginer fixed = new FixedShapeImaginer(this.model.manifest(), this.model.contextSize(), CELLS, PLANS,
						(cells) -> this.model.imaginer(cells, PLANS))) {
			float[] contexts = contexts(plain);
			float[] same = contexts.clone();
			plain.receive(CELLS, contexts, received);
			fixed.receive(CELLS, same, received);
			assertThat(same).containsExactly(contexts, within(TOLERANCE));
		}
	}

}

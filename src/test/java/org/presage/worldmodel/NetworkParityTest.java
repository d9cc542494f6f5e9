package org.presage.worldmodel;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.presage.testing.TestModels;
import org.presage.worldmodel.net.Architectures;
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

/** The exported graphs compute what was trained, and what the contract says. */
class NetworkParityTest {

	private static final float TOLERANCE = 1e-5f;

	private static final int PLANS = 6;

	private final NetworkSpec spec = TestModels.spec();

	private final Network network = Architectures.build(this.spec);

	private final float[] parameters = TestModels.randomParameters(this.network, 11);

	private final Random random = new Random(5);

	private float[] gaussian(int size) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) this.random.nextGaussian();
		}
		return values;
	}

	private float[] torchContexts(float[] frames, int sequences, int steps) {
		float[] mask = new float[frames.length];
		java.util.Arrays.fill(mask, 1);
		Network net = this.network;
		return TorchRunner.run(net.parameters(), this.parameters, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return net.encode(ops, inputs.get(0), inputs.get(1), steps);
			}
		}, List.of(new Tensor(frames, sequences, steps, this.spec.features()),
				new Tensor(mask, sequences, steps, this.spec.features())));
	}

	private float[] torchMean(float[] contexts, int cells, float[] plans) {
		Network net = this.network;
		return TorchRunner.run(net.parameters(), this.parameters, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return net.imagine(ops, inputs.get(0), inputs.get(1)).mixtureMean(ops);
			}
		}, List.of(new Tensor(contexts, cells, net.contextSize()),
				new Tensor(plans, cells, PLANS, this.spec.horizon())));
	}

	@Test
	void onnxEqualsTorch() {
		int cells = 2;
		float[] windows = gaussian(cells * this.spec.window() * this.spec.features());
		float[] plans = gaussian(cells * PLANS * this.spec.horizon());
		float[] torchContexts = torchContexts(windows, cells, this.spec.window());
		float[] torchMean = torchMean(torchContexts, cells, plans);
		Forecast forecast = new Forecast(cells * PLANS, this.spec.horizon(), this.spec.targets());
		float[] contexts = new float[cells * this.network.contextSize()];
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 11));
				Imaginer imaginer = model.imaginer(cells, PLANS)) {
			assertThat(model.contextSize()).isEqualTo(this.network.contextSize());
			imaginer.encode(cells, windows, contexts);
			imaginer.imagine(cells, contexts, PLANS, plans, forecast);
		}
		assertThat(contexts).containsExactly(torchContexts, within(TOLERANCE));
		assertThat(forecast.mean()).containsExactly(torchMean, within(TOLERANCE));
		for (int i = 0; i < forecast.mean().length; i++) {
			assertThat(forecast.aleatoric()[i]).isPositive();
			assertThat(forecast.epistemic()[i]).isPositive();
		}
		for (float probability : forecast.sla()) {
			assertThat(probability).isBetween(0f, 1f);
		}
	}

	@Test
	void windowInsideALongerSequenceHasTheSameEncoding() {
		int steps = this.spec.window() + 4;
		int features = this.spec.features();
		float[] sequence = gaussian(steps * features);
		float[] all = torchContexts(sequence, 1, steps);
		int k = this.network.contextSize();
		for (int position = 0; position <= 4; position++) {
			float[] window = java.util.Arrays.copyOfRange(sequence, position * features,
					(position + this.spec.window()) * features);
			float[] alone = torchContexts(window, 1, this.spec.window());
			assertThat(java.util.Arrays.copyOfRange(all, position * k, (position + 1) * k)).containsExactly(alone,
					within(TOLERANCE));
		}
	}

	@Test
	void actionShapesItsOwnFrameAndTheLaterOnesOnly() {
		float[] context = torchContexts(gaussian(this.spec.window() * this.spec.features()), 1, this.spec.window());
		float[] plans = new float[PLANS * this.spec.horizon()];
		for (int h = 0; h < this.spec.horizon(); h++) {
			plans[(h + 1) * this.spec.horizon() + h] = 1;
		}
		float[] mean = torchMean(context, 1, plans);
		int targets = this.spec.targets();
		for (int changed = 0; changed < this.spec.horizon(); changed++) {
			for (int h = 0; h < this.spec.horizon(); h++) {
				for (int y = 0; y < targets; y++) {
					float base = mean[h * targets + y];
					float with = mean[((changed + 1) * this.spec.horizon() + h) * targets + y];
					if (h < changed) {
						assertThat(with).as("step %d, action changed at %d", h, changed)
							.isCloseTo(base, within(TOLERANCE));
					}
					else if (h == changed) {
						assertThat(with).as("the action of a frame shapes that frame")
							.isNotCloseTo(base, within(TOLERANCE));
					}
				}
			}
		}
	}

	@Test
	void networkOfZerosPredictsPersistence() {
		float[] window = gaussian(this.spec.window() * this.spec.features());
		float[] zeros = new float[this.parameters.length];
		Network net = this.network;
		float[] mask = new float[window.length];
		java.util.Arrays.fill(mask, 1);
		float[] mean = TorchRunner.run(net.parameters(), zeros, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T context = net.encode(ops, inputs.get(0), inputs.get(1), TestModels.WINDOW);
				return net.imagine(ops, context, inputs.get(2)).mixtureMean(ops);
			}
		}, List.of(new Tensor(window, 1, this.spec.window(), this.spec.features()),
				new Tensor(mask, 1, this.spec.window(), this.spec.features()),
				new Tensor(gaussian(this.spec.horizon()), 1, 1, this.spec.horizon())));
		int last = (this.spec.window() - 1) * this.spec.features();
		for (int h = 0; h < this.spec.horizon(); h++) {
			assertThat(java.util.Arrays.copyOfRange(mean, h * 3, h * 3 + 3))
				.containsExactly(new float[] { window[last], window[last + 1], window[last + 3] }, within(TOLERANCE));
		}
	}

	@Test
	void absentValuesAreNotZeros() {
		float[] present = gaussian(this.spec.window() * this.spec.features());
		float[] zeroed = present.clone();
		float[] absent = present.clone();
		for (int t = 0; t < this.spec.window(); t++) {
			zeroed[t * this.spec.features()] = 0;
			absent[t * this.spec.features()] = Float.NaN;
		}
		float[] fromZeros = new float[this.network.contextSize()];
		float[] fromAbsent = new float[this.network.contextSize()];
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 11));
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
	void unknownArchitectureIsNamed() {
		assertThatThrownBy(() -> Architectures.build(new NetworkSpec("perceptron", 4, 2, 5, 3, 7, 1, 1, 1, 1)))
			.hasMessage("architecture: expected one of [ms3m], found perceptron");
	}

}

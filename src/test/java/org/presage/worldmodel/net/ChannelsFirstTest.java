/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.presage.testing.TestModels;
import org.presage.worldmodel.torch.TorchRunner;
import org.presage.worldmodel.torch.TorchRunner.Expression;
import org.presage.worldmodel.torch.TorchRunner.Tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Channels first or last: the layers are the same. */
class ChannelsFirstTest {

	private static final float TOLERANCE = 1e-5f;

	private static final int CHANNELS = 7;

	private final Random random = new Random(4);

	@Test
	void normIsLayerNormalisation() {
		Parameters declared = new Parameters().norm("norm", CHANNELS);
		assertSame(declared, tensor(5, CHANNELS), new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return ops.norm(inputs.getFirst(), "norm");
			}
		}, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T x = ChannelsFirst.of(ops, inputs.getFirst(), CHANNELS);
				return ops.transpose(ChannelsFirst.norm(ops, x, "norm", CHANNELS), 1, 0);
			}
		});
	}

	@Test
	void linearTakesTheNormIntoItsWeights() {
		Parameters declared = new Parameters().norm("norm", CHANNELS).linear("layer", CHANNELS, 3);
		assertSame(declared, tensor(5, CHANNELS), new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return ops.linear(ops.norm(inputs.getFirst(), "norm"), "layer");
			}
		}, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T x = ChannelsFirst.of(ops, inputs.getFirst(), CHANNELS);
				return ops.transpose(ChannelsFirst.linearOfNorm(ops, x, "norm", "layer", CHANNELS), 1, 0);
			}
		});
	}

	@Test
	void planLayerIsLinearInActionAndChange() {
		NetworkSpec spec = TestModels.spec();
		Parameters declared = new Parameters();
		PlanLayer layer = new PlanLayer(spec, declared);
		int width = spec.size().width();
		int cells = 2;
		assertSame(declared, tensor(cells, 5, spec.horizon()), new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T tokens = new Frames(spec).tokens(ops, inputs.getFirst(), last(ops));
				T x = ops.add(ops.linear(tokens, "action"), ops.parameter("step"));
				return ops.reshape(x, -1, width);
			}
		}, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T action = new Frames(spec).action(ops, last(ops), 1);
				return ops.transpose(layer.tokens(ops, inputs.getFirst(), action), 1, 0);
			}
		});
	}

	/** Last frames of two cells, the action third. */
	private static <T> T last(Ops<T> ops) {
		return ops.constant(new float[] { 9, 9, 0.7f, 9, 9, 9, -1.3f, 9 }, 2, 4);
	}

	private void assertSame(Parameters declared, Tensor x, Expression expected, Expression found) {
		float[] values = new float[declared.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = (float) this.random.nextGaussian();
		}
		assertThat(TorchRunner.run(declared, values, found, List.of(x)))
			.containsExactly(TorchRunner.run(declared, values, expected, List.of(x)), within(TOLERANCE));
	}

	private Tensor tensor(int... shape) {
		int size = 1;
		for (int axis : shape) {
			size *= axis;
		}
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) (3 + this.random.nextGaussian());
		}
		return new Tensor(values, shape);
	}

}

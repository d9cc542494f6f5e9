/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.net.Parameters;
import org.presage.worldmodel.onnx.OnnxRunner;
import org.presage.worldmodel.torch.TorchRunner;
import org.presage.worldmodel.torch.TorchRunner.Expression;
import org.presage.worldmodel.torch.TorchRunner.Tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Every operation gives the same numbers in PyTorch and in ONNX Runtime. */
class OpsConformanceTest {

	private static final float TOLERANCE = 1e-5f;

	private final Random random = new Random(7);

	/** One input, one result. */
	private interface Unary {

		<T> T apply(Ops<T> ops, T x);

	}

	/** Two inputs, one result. */
	private interface Binary {

		<T> T apply(Ops<T> ops, T a, T b);

	}

	@TestFactory
	Stream<DynamicTest> torchEqualsOnnx() {
		Map<String, Runnable> cases = new TreeMap<>();
		Tensor x = tensor(-2, 2, 3, 5, 7);
		Tensor positive = tensor(0.1f, 3, 3, 5, 7);
		cases.put("sigmoid", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.sigmoid(in);
			}
		}));
		cases.put("tanh", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.tanh(in);
			}
		}));
		cases.put("relu", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.relu(in);
			}
		}));
		cases.put("gelu", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.gelu(in);
			}
		}));
		cases.put("softplus", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.softplus(in);
			}
		}));
		Tensor extremes = new Tensor(new float[] { -1000, -90, -20, -17.5f, 0, 17.5f, 20, 90, 1000 }, 9);
		cases.put("softplus far from 0", () -> check(extremes, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.softplus(in);
			}
		}));
		cases.put("exp", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.exp(in);
			}
		}));
		cases.put("log", () -> check(positive, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.log(in);
			}
		}));
		cases.put("sqrt", () -> check(positive, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.sqrt(in);
			}
		}));
		cases.put("softmax", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.softmax(in);
			}
		}));
		Tensor halves = new Tensor(new float[] { -2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.4f }, 2, 3);
		cases.put("round", () -> check(halves, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.round(in);
			}
		}));
		cases.put("clip", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.clip(in, -0.5f, 1);
			}
		}));
		cases.put("scale and shift", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.shift(ops.scale(in, -1.5f), 0.25f);
			}
		}));
		cases.put("mean", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.mean(in, 1);
			}
		}));
		cases.put("sum", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.sum(in, 2);
			}
		}));
		cases.put("transpose", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.transpose(in, 2, 0, 1);
			}
		}));
		cases.put("reshape", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.transpose(ops.reshape(in, 0, -1, 1), 1, 0, 2);
			}
		}));
		cases.put("slice", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.slice(in, 1, 1, 4);
			}
		}));
		cases.put("layerNorm", () -> check(x, new Unary() {
			@Override
			public <T> T apply(Ops<T> ops, T in) {
				return ops.layerNorm(in, ops.constant(new float[] { 1, 2, 3, 4, 5, 6, 7 }, 7),
						ops.constant(new float[] { 0, 1, 0, -1, 0, 2, 0 }, 7));
			}
		}));
		Tensor row = tensor(0.5f, 2, 5, 1);
		cases.put("add", () -> check(x, row, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.add(a, b);
			}
		}));
		cases.put("subtract", () -> check(x, row, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.subtract(a, b);
			}
		}));
		cases.put("multiply", () -> check(x, row, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.multiply(a, b);
			}
		}));
		cases.put("divide", () -> check(x, row, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.divide(a, b);
			}
		}));
		Tensor batched = tensor(-1, 1, 3, 7, 4);
		cases.put("matMul", () -> check(x, batched, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.matMul(a, b);
			}
		}));
		Tensor matrix = tensor(-1, 1, 7, 4);
		cases.put("matMul broadcast", () -> check(x, matrix, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.matMul(a, b);
			}
		}));
		cases.put("concat", () -> check(x, x, new Binary() {
			@Override
			public <T> T apply(Ops<T> ops, T a, T b) {
				return ops.concat(1, a, b);
			}
		}));
		Parameters declared = new Parameters().linear("layer", 7, 4).norm("norm", 4);
		float[] values = declared.initialise(new Random(3));
		cases.put("linear and norm with parameters", () -> check(declared, values, List.of(x), new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return ops.norm(ops.linear(inputs.getFirst(), "layer"), "norm");
			}
		}));
		return cases.entrySet().stream().map((entry) -> DynamicTest.dynamicTest(entry.getKey(), entry.getValue()::run));
	}

	/** A diverged network must show as NaN, whatever an operation is made of. */
	@Test
	void softplusOfNoNumberIsNone() throws OrtException {
		float[] result = OnnxRunner.run(new Parameters().constant("unused", 1, 1), new float[] { 1 }, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return ops.softplus(inputs.getFirst());
			}
		}, List.of(new Tensor(new float[] { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY }, 3)));
		assertThat(result).containsExactly(Float.NaN, Float.POSITIVE_INFINITY, 0);
	}

	private static void check(Tensor x, Unary operation) {
		check(new Parameters().constant("unused", 1, 1), new float[] { 1 }, List.of(x), new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return operation.apply(ops, inputs.getFirst());
			}
		});
	}

	private static void check(Tensor a, Tensor b, Binary operation) {
		check(new Parameters().constant("unused", 1, 1), new float[] { 1 }, List.of(a, b), new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return operation.apply(ops, inputs.get(0), inputs.get(1));
			}
		});
	}

	private static void check(Parameters declared, float[] parameters, List<Tensor> inputs, Expression expression) {
		float[] torch = TorchRunner.run(declared, parameters, expression, inputs);
		float[] onnx;
		try {
			onnx = OnnxRunner.run(declared, parameters, expression, inputs);
		}
		catch (OrtException ex) {
			throw new AssertionError(ex);
		}
		assertThat(onnx).hasSameSizeAs(torch).containsExactly(torch, within(TOLERANCE));
		assertThat(torch).as("a test that sees only zeros sees nothing").isNotEqualTo(new float[torch.length]);
	}

	private Tensor tensor(float from, float to, int... shape) {
		int size = 1;
		for (int axis : shape) {
			size *= axis;
		}
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = from + (to - from) * this.random.nextFloat();
		}
		return new Tensor(values, shape);
	}

}

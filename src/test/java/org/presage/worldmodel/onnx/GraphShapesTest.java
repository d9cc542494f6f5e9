/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.server.model.ModelFiles;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.NetworkSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a graph may declare is known before ONNX Runtime reserves it. */
class GraphShapesTest {

	private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

	/** ONNX Runtime infers the same, of both built-in models. */
	@ParameterizedTest
	@ValueSource(strings = { "builtin:default", "builtin:slices" })
	void agreesWithOnnxRuntime(String name) throws OrtException {
		ModelPackage source = ModelFiles.read(Path.of(name));
		NetworkSpec spec = source.manifest().network();
		long[] frames = { 1, spec.window(), spec.features() };
		GraphShapes encode = GraphShapes.requireUsable(source.encode(), Map.of("frames", frames, "mask", frames));
		GraphShapes imagine = GraphShapes.requireUsable(source.imagine(),
				Map.of("context", encode.of("context"), "plans", new long[] { 1, 7, spec.horizon() }));
		try (OrtSession session = OnnxWorldModel.session(source.encode(), Device.CPU)) {
			NodeInfo context = Objects.requireNonNull(session.getOutputInfo().get("context"));
			assertThat(encode.of("context")[1]).isEqualTo(((TensorInfo) context.getInfo()).getShape()[1]);
		}
		assertThat(imagine.of("mean")).containsExactly(7, spec.horizon(), spec.targets());
		assertThat(imagine.of("sla")).containsExactly(7, spec.horizon());
	}

	private static byte[] changed(Consumer<GraphProto.Builder> change) {
		try {
			ModelProto.Builder model = ModelProto.parseFrom(TestModels.random("a", 1).encode()).toBuilder();
			change.accept(model.getGraphBuilder());
			return model.build().toByteArray();
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static TensorProto zeros(String name, long... shape) {
		TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
		long elements = 1;
		for (long axis : shape) {
			tensor.addDims(axis);
			elements *= axis;
		}
		return tensor.setRawData(ByteString.copyFrom(new byte[(int) elements * Float.BYTES])).build();
	}

	private static NodeProto node(String operator, String output, String... inputs) {
		return NodeProto.newBuilder()
			.setOpType(operator)
			.setName(output)
			.addAllInput(List.of(inputs))
			.addOutput(output)
			.build();
	}

	/** A hostile graph, and the refusal. */
	enum Hostile {

		/** 120 kB of zeros that become 3.6 GB while ONNX Runtime loads. */
		OUTER_PRODUCT((graph) -> graph.addInitializer(zeros("a", 30_000, 1))
			.addInitializer(zeros("b", 1, 30_000))
			.addNode(node("MatMul", "huge", "a", "b")), "shape of huge: expected at most 67108864 elements"),

		BROADCAST((graph) -> graph.addInitializer(zeros("a", 30_000, 1))
			.addInitializer(zeros("b", 1, 30_000))
			.addNode(node("Add", "huge", "a", "b")), "shape of huge: expected at most 67108864 elements"),

		/** 6 MB of zeros, each product within the limits, that take minutes. */
		LONG_PRODUCTS((graph) -> {
			graph.addInitializer(zeros("a", 700, 1000)).addInitializer(zeros("b", 1000, 700));
			IntStream.range(0, 10).forEach((i) -> graph.addNode(node("MatMul", "long" + i, "a", "b")));
		}, "graph: expected at most 8589934592 operations of one run, found more"),

		DECLARED(
				(graph) -> graph
					.addInitializer(TensorProto.newBuilder().setName("huge").setDataType(FLOAT).addDims(1L << 40)),
				"shape of huge: expected at most 67108864 elements"),

		OVERFLOW((graph) -> graph.addInitializer(
				TensorProto.newBuilder().setName("huge").setDataType(FLOAT).addDims(1L << 32).addDims(1L << 32)),
				"shape of huge: expected at most 67108864 elements"),

		NEGATIVE(
				(graph) -> graph.addInitializer(TensorProto.newBuilder().setName("odd").setDataType(FLOAT).addDims(-5)),
				"shape of odd"),

		MISSING_DATA(
				(graph) -> graph
					.addInitializer(TensorProto.newBuilder().setName("empty").setDataType(FLOAT).addDims(1000)),
				"initialiser empty: expected 4000 bytes for its shape, in the package, found 0"),

		EXTERNAL_DATA(
				(graph) -> graph.addInitializer(zeros("far", 1).toBuilder()
					.addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"))),
				"initialiser far: expected 4 bytes for its shape, in the package"),

		LOOP((graph) -> graph.addNode(node("Loop", "endless", "frames")),
				"node endless: expected an operator that Presage writes, found Loop"),

		FILL((graph) -> graph.addNode(node("ConstantOfShape", "filled", "frames")),
				"expected an operator that Presage writes, found ConstantOfShape"),

		TWICE((graph) -> graph.addInitializer(zeros("frames", 1)), "expected each value once, found frames twice"),

		UNKNOWN_VALUE((graph) -> graph.addNode(node("Relu", "x", "nowhere")), "expected a value nowhere, found none");

		private final Consumer<GraphProto.Builder> change;

		private final String message;

		Hostile(Consumer<GraphProto.Builder> change, String message) {
			this.change = change;
			this.message = message;
		}

	}

	@ParameterizedTest
	@EnumSource
	void refusesBeforeOnnxRuntimeSeesIt(Hostile hostile) {
		ModelPackage model = TestModels.random("a", 1);
		ModelPackage bomb = ModelPackage.of(model.manifest(), changed(hostile.change), model.imagine());
		assertThatThrownBy(() -> OnnxWorldModel.load(bomb)).isInstanceOf(ModelException.class)
			.hasMessageContaining(hostile.message);
	}

	@Test
	void namesAreNotEchoedWhole() {
		ModelPackage model = TestModels.random("a", 1);
		String name = "x".repeat(1_000_000);
		ModelPackage bomb = ModelPackage.of(model.manifest(),
				changed((graph) -> graph.addNode(node("Loop", name, "frames"))), model.imagine());
		assertThatThrownBy(() -> OnnxWorldModel.load(bomb)).message().hasSizeLessThan(1000);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.net.Parameters;

/**
 * Writes a network into an ONNX graph, operation by operation. Parameters and constants
 * become initialisers.
 */
final class OnnxOps implements Ops<OnnxRef> {

	/** Gelu is an operator since 20. */
	private static final int OPSET = 20;

	private static final int IR_VERSION = 9;

	private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

	private static final float LAYER_NORM_EPSILON = 1e-5f;

	private final GraphProto.Builder graph;

	private final Parameters declared;

	private final float[] values;

	private final Map<String, OnnxRef> written;

	private final String prefix;

	/**
	 * @param values of the declared parameters, flat
	 */
	OnnxOps(String name, Parameters declared, float[] values) {
		this(GraphProto.newBuilder().setName(name), declared, values, new HashMap<>(), "");
	}

	private OnnxOps(GraphProto.Builder graph, Parameters declared, float[] values, Map<String, OnnxRef> written,
			String prefix) {
		this.graph = graph;
		this.declared = declared;
		this.values = values;
		this.written = written;
		this.prefix = prefix;
	}

	/** Nodes and initialisers only grow in number, so no two values get the same. */
	private int next() {
		return this.graph.getNodeCount() + this.graph.getInitializerCount();
	}

	/**
	 * Declares an input of the graph.
	 * @param shape lengths, or names for those that are given at run time
	 */
	OnnxRef input(String name, Object... shape) {
		this.graph.addInput(info(name, shape));
		return new OnnxRef(name);
	}

	/** Declares {@code value} as an output of the graph under {@code name}. */
	void output(String name, OnnxRef value, Object @Nullable ... shape) {
		this.graph
			.addNode(NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value.name()).addOutput(name));
		this.graph.addOutput(info(name, shape));
	}

	/** A tensor whose shape ONNX Runtime infers. */
	static TypeProto floats() {
		return TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT)).build();
	}

	/** Without a shape, ONNX Runtime infers it. */
	private static ValueInfoProto info(String name, Object @Nullable ... shape) {
		TypeProto.Builder type = floats().toBuilder();
		if (shape != null) {
			TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
			for (Object axis : shape) {
				TensorShapeProto.Dimension.Builder dimension = axes.addDimBuilder();
				if (axis instanceof Integer length) {
					dimension.setDimValue(length);
				}
				else {
					dimension.setDimParam(axis.toString());
				}
			}
			type.getTensorTypeBuilder().setShape(axes);
		}
		return ValueInfoProto.newBuilder().setName(name).setType(type).build();
	}

	byte[] model() {
		return ModelProto.newBuilder()
			.setIrVersion(IR_VERSION)
			.setProducerName("presage")
			.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
			.setGraph(this.graph)
			.build()
			.toByteArray();
	}

	private OnnxRef node(String operator, List<AttributeProto> attributes, OnnxRef... inputs) {
		String name = operator + "_" + next();
		NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(name).addOutput(name);
		for (OnnxRef input : inputs) {
			node.addInput(input.name());
		}
		node.addAllAttribute(attributes);
		this.graph.addNode(node);
		return new OnnxRef(name);
	}

	private OnnxRef node(String operator, OnnxRef... inputs) {
		return node(operator, List.of(), inputs);
	}

	private static AttributeProto attribute(String name, long value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
	}

	private OnnxRef floats(String name, float[] from, int offset, int length, int... shape) {
		ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(from, offset, length);
		TensorProto.Builder tensor = TensorProto.newBuilder()
			.setName(name)
			.setDataType(FLOAT)
			.setRawData(ByteString.copyFrom(bytes));
		for (int axis : shape) {
			tensor.addDims(axis);
		}
		this.graph.addInitializer(tensor);
		return new OnnxRef(name);
	}

	private OnnxRef longs(int... values) {
		String name = "shape_" + next();
		TensorProto.Builder tensor = TensorProto.newBuilder()
			.setName(name)
			.setDataType(TensorProto.DataType.INT64.getNumber())
			.addDims(values.length);
		IntStream.of(values).forEach(tensor::addInt64Data);
		this.graph.addInitializer(tensor);
		return new OnnxRef(name);
	}

	@Override
	public OnnxRef parameter(String name) {
		return this.written.computeIfAbsent(this.prefix + name, (whole) -> {
			Parameters.Slot slot = this.declared.slot(whole);
			return floats(whole, this.values, slot.offset(), slot.size(), slot.shape());
		});
	}

	@Override
	public OnnxRef constant(float[] constant, int... shape) {
		return floats("constant_" + next(), constant, 0, constant.length, shape);
	}

	@Override
	public OnnxRef matMul(OnnxRef a, OnnxRef b) {
		return node("MatMul", a, b);
	}

	@Override
	public OnnxRef add(OnnxRef a, OnnxRef b) {
		return node("Add", a, b);
	}

	@Override
	public OnnxRef subtract(OnnxRef a, OnnxRef b) {
		return node("Sub", a, b);
	}

	@Override
	public OnnxRef multiply(OnnxRef a, OnnxRef b) {
		return node("Mul", a, b);
	}

	@Override
	public OnnxRef divide(OnnxRef a, OnnxRef b) {
		return node("Div", a, b);
	}

	@Override
	public OnnxRef sigmoid(OnnxRef x) {
		return node("Sigmoid", x);
	}

	@Override
	public OnnxRef tanh(OnnxRef x) {
		return node("Tanh", x);
	}

	@Override
	public OnnxRef relu(OnnxRef x) {
		return node("Relu", x);
	}

	@Override
	public OnnxRef gelu(OnnxRef x) {
		return node("Gelu", x);
	}

	@Override
	public OnnxRef softplus(OnnxRef x) {
		// ln(1 + eˣ) = max(x, 0) − ln σ(|x|), since ONNX Runtime's own is a scalar loop.
		return subtract(relu(x), log(sigmoid(node("Abs", x))));
	}

	@Override
	public OnnxRef exp(OnnxRef x) {
		return node("Exp", x);
	}

	@Override
	public OnnxRef log(OnnxRef x) {
		return node("Log", x);
	}

	@Override
	public OnnxRef sqrt(OnnxRef x) {
		return node("Sqrt", x);
	}

	@Override
	public OnnxRef clip(OnnxRef x, float min, float max) {
		return node("Clip", x, constant(new float[] { min }), constant(new float[] { max }));
	}

	@Override
	public OnnxRef round(OnnxRef x) {
		return node("Round", x);
	}

	@Override
	public OnnxRef softmax(OnnxRef x) {
		return node("Softmax", List.of(attribute("axis", -1)), x);
	}

	@Override
	public OnnxRef layerNorm(OnnxRef x, OnnxRef gain, OnnxRef bias) {
		AttributeProto epsilon = AttributeProto.newBuilder()
			.setName("epsilon")
			.setType(AttributeProto.AttributeType.FLOAT)
			.setF(LAYER_NORM_EPSILON)
			.build();
		return node("LayerNormalization", List.of(attribute("axis", -1), epsilon), x, gain, bias);
	}

	@Override
	public OnnxRef mean(OnnxRef x, int axis) {
		return node("ReduceMean", List.of(attribute("keepdims", 1)), x, longs(axis));
	}

	@Override
	public OnnxRef sum(OnnxRef x, int axis) {
		return node("ReduceSum", List.of(attribute("keepdims", 1)), x, longs(axis));
	}

	@Override
	public OnnxRef transpose(OnnxRef x, int... permutation) {
		AttributeProto.Builder perm = AttributeProto.newBuilder()
			.setName("perm")
			.setType(AttributeProto.AttributeType.INTS);
		IntStream.of(permutation).forEach(perm::addInts);
		return node("Transpose", List.of(perm.build()), x);
	}

	@Override
	public OnnxRef reshape(OnnxRef x, int... shape) {
		return node("Reshape", x, longs(shape));
	}

	@Override
	public OnnxRef slice(OnnxRef x, int axis, int from, int to) {
		return node("Slice", x, longs(from), longs(to), longs(axis));
	}

	@Override
	public OnnxRef concat(int axis, List<OnnxRef> parts) {
		return node("Concat", List.of(attribute("axis", axis)), parts.toArray(OnnxRef[]::new));
	}

	@Override
	public OnnxRef detach(OnnxRef x) {
		return x;
	}

	@Override
	public Ops<OnnxRef> within(String part) {
		return new OnnxOps(this.graph, this.declared, this.values, this.written, this.prefix + part);
	}

}

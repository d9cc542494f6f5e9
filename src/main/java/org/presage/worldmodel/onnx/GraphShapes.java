/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;

import org.presage.worldmodel.ModelException;

/**
 * Shape of every value of a graph, from the shapes of its inputs, without running it. It
 * knows the operators that {@link OnnxOps} writes, or wrote in earlier versions, and
 * refuses others, and values that are larger and products that are longer than those of a
 * model of Presage: a small file may declare what no memory holds and what takes minutes,
 * and ONNX Runtime computes constants while it loads. Rules: ONNX operator set 20.
 */
final class GraphShapes {

	/** Elements of one value, for one cell: 256 MiB as floats. */
	private static final long MOST_ELEMENTS = 1L << 26;

	/** Of all values together. */
	private static final long MOST_TOTAL = 1L << 28;

	private static final long UNLIMITED = 1L << 60;

	/**
	 * Floating-point operations of the matrix products, for one cell and a few plans:
	 * 3,000 times those of the built-in model, and more than a core does in any budget.
	 */
	private static final long MOST_WORK = 1L << 33;

	private static final int MOST_NODES = 50_000;

	private final Map<String, long[]> shapes = new HashMap<>();

	private final Map<String, TensorProto> constants = new HashMap<>();

	private final ModelProto model;

	private final long mostElements;

	private final long mostTotal;

	private final long mostWork;

	private long total;

	private long work;

	private GraphShapes(byte[] bytes, long mostElements, long mostTotal, long mostWork) {
		this.mostElements = mostElements;
		this.mostTotal = mostTotal;
		this.mostWork = mostWork;
		try {
			this.model = ModelProto.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new ModelException("graph", "an ONNX model", "damaged bytes: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Of a graph that is known to be usable, for any number of cells and plans.
	 * @param bytes of the graph
	 * @param inputs shape of each input, by name
	 * @throws ModelException as {@link #requireUsable}
	 */
	static GraphShapes infer(byte[] bytes, Map<String, long[]> inputs) {
		return new GraphShapes(bytes, UNLIMITED, UNLIMITED, UNLIMITED).run(inputs);
	}

	/**
	 * @param bytes of the graph
	 * @param inputs shape of each input for one cell, by name
	 * @throws ModelException naming what is not an ONNX model, an unknown operator,
	 * shapes that do not fit together, a value that is too large, or too much work
	 */
	static GraphShapes requireUsable(byte[] bytes, Map<String, long[]> inputs) {
		return new GraphShapes(bytes, MOST_ELEMENTS, MOST_TOTAL, MOST_WORK).run(inputs);
	}

	/**
	 * Length of an axis of an input, as the graph declares it.
	 * @return 0 if it declares none
	 * @throws ModelException if there is no such input
	 */
	static long declared(byte[] bytes, String input, int axis) {
		List<ValueInfoProto> inputs = new GraphShapes(bytes, UNLIMITED, UNLIMITED, UNLIMITED).graph().getInputList();
		for (ValueInfoProto each : inputs) {
			if (each.getName().equals(input)) {
				TensorShapeProto shape = each.getType().getTensorType().getShape();
				return (axis < shape.getDimCount()) ? shape.getDim(axis).getDimValue() : 0;
			}
		}
		throw new ModelException("graph", "a tensor " + input,
				inputs.stream().map(ValueInfoProto::getName).toList().toString());
	}

	GraphProto graph() {
		return this.model.getGraph();
	}

	/** Names of the initialisers. */
	Set<String> initialisers() {
		return this.constants.keySet();
	}

	/** Shape of a value. */
	long[] of(String name) {
		long[] shape = this.shapes.get(name);
		if (shape == null) {
			throw new ModelException("graph", "a value " + name, "none");
		}
		return shape;
	}

	private GraphShapes run(Map<String, long[]> inputs) {
		GraphProto graph = graph();
		if (this.model.getFunctionsCount() > 0 || graph.getSparseInitializerCount() > 0) {
			throw new ModelException("graph", "operators of ONNX and dense initialisers", this.model.getFunctionsCount()
					+ " functions and " + graph.getSparseInitializerCount() + " sparse initialisers");
		}
		if (graph.getNodeCount() > MOST_NODES || graph.getInitializerCount() > MOST_NODES) {
			throw new ModelException("graph", "at most " + MOST_NODES + " nodes and initialisers",
					graph.getNodeCount() + " and " + graph.getInitializerCount());
		}
		List<String> declared = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
		for (Map.Entry<String, long[]> input : inputs.entrySet()) {
			if (!declared.contains(input.getKey())) {
				throw new ModelException("graph", "a tensor " + input.getKey(), declared.toString());
			}
			add(input.getKey(), input.getValue());
		}
		graph.getInitializerList().forEach(this::constant);
		for (NodeProto node : graph.getNodeList()) {
			if (!node.getDomain().isEmpty() || node.getOutputCount() != 1 || node.getInputCount() < 1) {
				throw new ModelException("graph: node " + node.getName(), "an operator of ONNX with one output",
						node.getDomain() + ' ' + node.getOpType());
			}
			long elements = add(node.getOutput(0), shape(node));
			if (node.getOpType().equals("MatMul")) {
				work(of(node.getInput(0)), elements);
			}
		}
		return this;
	}

	private void work(long[] left, long elements) {
		this.work += 2 * left[left.length - 1] * elements;
		if (this.work > this.mostWork) {
			throw new ModelException("graph", "at most " + this.mostWork + " operations of one run", "more");
		}
	}

	private void constant(TensorProto tensor) {
		String field = "graph: initialiser " + tensor.getName();
		long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
		long elements = add(tensor.getName(), shape);
		long bytes = switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
			case FLOAT -> elements * Float.BYTES;
			case INT64 -> elements * Long.BYTES;
			case null, default ->
				throw new ModelException(field, "FLOAT or INT64", "data type " + tensor.getDataType());
		};
		long found = tensor.getRawData().size() + (long) tensor.getFloatDataCount() * Float.BYTES
				+ (long) tensor.getInt64DataCount() * Long.BYTES;
		if (found != bytes || tensor.getExternalDataCount() > 0) {
			throw new ModelException(field, bytes + " bytes for its shape, in the package", found);
		}
		this.constants.put(tensor.getName(), tensor);
	}

	/** Returns how many elements it has. */
	private long add(String name, long[] shape) {
		long elements = 1;
		for (long length : shape) {
			if (length < 0 || (elements = product(elements, length)) > this.mostElements) {
				throw new ModelException("graph: shape of " + name, "at most " + this.mostElements + " elements",
						Arrays.toString(shape));
			}
		}
		this.total += elements;
		if (this.total > this.mostTotal) {
			throw new ModelException("graph", "at most " + this.mostTotal + " elements in all values", "more");
		}
		if (this.shapes.put(name, shape) != null) {
			throw new ModelException("graph", "each value once", name + " twice");
		}
		return elements;
	}

	private long[] shape(NodeProto node) {
		long[] first = of(node.getInput(0));
		return switch (node.getOpType()) {
			case "Identity", "Sigmoid", "Tanh", "Relu", "Gelu", "Abs", "Exp", "Log", "Sqrt", "Clip", "Round", "Softmax",
					"Softplus", "LayerNormalization" ->
				first;
			case "Add", "Sub", "Mul", "Div" -> broadcast(node, first, second(node));
			case "MatMul" -> product(node, first, second(node));
			case "Transpose" -> transposed(node, first);
			case "Reshape" -> reshaped(node, first, longs(node, 1));
			case "Slice" -> sliced(node, first);
			case "Concat" -> joined(node, first);
			case "ReduceMean", "ReduceSum" -> reduced(node, first);
			default -> throw new ModelException("graph: node " + node.getName(), "an operator that Presage writes",
					node.getOpType());
		};
	}

	/** Number of elements of a shape. */
	static long elements(long[] shape) {
		long elements = 1;
		for (long length : shape) {
			elements *= length;
		}
		return elements;
	}

	/** At most {@link Long#MAX_VALUE}; both from 0 on. */
	private static long product(long a, long b) {
		return (Math.multiplyHigh(a, b) != 0 || a * b < 0) ? Long.MAX_VALUE : a * b;
	}

	private long[] second(NodeProto node) {
		if (node.getInputCount() != 2) {
			throw misfit(node, "two inputs", node.getInputCount());
		}
		return of(node.getInput(1));
	}

	private static long[] broadcast(NodeProto node, long[] a, long[] b) {
		long[] shape = new long[Math.max(a.length, b.length)];
		for (int i = 1; i <= shape.length; i++) {
			long left = (i <= a.length) ? a[a.length - i] : 1;
			long right = (i <= b.length) ? b[b.length - i] : 1;
			if (left != right && left != 1 && right != 1) {
				throw misfit(node, "shapes that broadcast", Arrays.toString(a) + " and " + Arrays.toString(b));
			}
			shape[shape.length - i] = (left == 1) ? right : left;
		}
		return shape;
	}

	private static long[] product(NodeProto node, long[] a, long[] b) {
		if (a.length < 2 || b.length < 2 || a[a.length - 1] != b[b.length - 2]) {
			throw misfit(node, "[.., m, k] and [.., k, n]", Arrays.toString(a) + " and " + Arrays.toString(b));
		}
		long[] batch = broadcast(node, Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
		long[] shape = Arrays.copyOf(batch, batch.length + 2);
		shape[batch.length] = a[a.length - 2];
		shape[batch.length + 1] = b[b.length - 1];
		return shape;
	}

	private static long[] transposed(NodeProto node, long[] from) {
		long[] order = attribute(node, "perm").getIntsList().stream().mapToLong(Long::longValue).toArray();
		long[] sorted = order.clone();
		Arrays.sort(sorted);
		long[] shape = new long[from.length];
		for (int i = 0; i < shape.length; i++) {
			if (order.length != from.length || sorted[i] != i) {
				throw misfit(node, "a permutation of " + from.length + " axes", Arrays.toString(order));
			}
			shape[i] = from[(int) order[i]];
		}
		return shape;
	}

	/** 0 keeps an axis; -1, once, is what remains. */
	private static long[] reshaped(NodeProto node, long[] from, long[] to) {
		long elements = elements(from);
		long[] shape = to.clone();
		long known = 1;
		int open = -1;
		for (int i = 0; i < shape.length; i++) {
			if (shape[i] == 0 && i < from.length) {
				shape[i] = from[i];
			}
			if (shape[i] == -1 && open < 0) {
				open = i;
			}
			else if (shape[i] < 1 || (known = product(known, shape[i])) > elements) {
				throw misfit(node, "a shape", Arrays.toString(to));
			}
		}
		if (open >= 0) {
			shape[open] = elements / known;
			known *= shape[open];
		}
		if (known != elements) {
			throw misfit(node, elements + " elements", Arrays.toString(to));
		}
		return shape;
	}

	private long[] sliced(NodeProto node, long[] from) {
		if (node.getInputCount() != 4) {
			throw misfit(node, "data, starts, ends and axes", node.getInputCount() + " inputs");
		}
		long[] starts = longs(node, 1);
		long[] ends = longs(node, 2);
		long[] axes = longs(node, 3);
		long[] shape = from.clone();
		for (int i = 0; i < axes.length; i++) {
			int axis = axis(node, axes[i], from.length);
			if (starts.length != axes.length || ends.length != axes.length || starts[i] < 0 || ends[i] > from[axis]
					|| starts[i] > ends[i]) {
				throw misfit(node, "a part of " + Arrays.toString(from),
						Arrays.toString(starts) + " to " + Arrays.toString(ends));
			}
			shape[axis] = ends[i] - starts[i];
		}
		return shape;
	}

	private long[] joined(NodeProto node, long[] first) {
		int axis = axis(node, attribute(node, "axis").getI(), first.length);
		long[] shape = first.clone();
		for (String name : node.getInputList().subList(1, node.getInputCount())) {
			long[] next = of(name).clone();
			if (next.length == shape.length) {
				shape[axis] += next[axis];
				next[axis] = shape[axis];
			}
			if (!Arrays.equals(next, shape)) {
				throw misfit(node, "shapes that differ in axis " + axis + " only", Arrays.toString(of(name)));
			}
		}
		return shape;
	}

	private long[] reduced(NodeProto node, long[] from) {
		if (attribute(node, "keepdims").getI() != 1) {
			throw misfit(node, "keepdims = 1", "another");
		}
		long[] shape = from.clone();
		for (long axis : longs(node, 1)) {
			shape[axis(node, axis, from.length)] = 1;
		}
		return shape;
	}

	private static int axis(NodeProto node, long axis, int rank) {
		long found = (axis < 0) ? axis + rank : axis;
		if (found < 0 || found >= rank) {
			throw misfit(node, "an axis of " + rank, axis);
		}
		return (int) found;
	}

	private static AttributeProto attribute(NodeProto node, String name) {
		return node.getAttributeList()
			.stream()
			.filter((attribute) -> attribute.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> misfit(node, "an attribute " + name, "none"));
	}

	/** Values of an input that must be constant. */
	private long[] longs(NodeProto node, int input) {
		TensorProto tensor = (input < node.getInputCount()) ? this.constants.get(node.getInput(input)) : null;
		if (tensor == null || tensor.getDataType() != TensorProto.DataType.INT64.getNumber()
				|| tensor.getDimsCount() != 1) {
			throw misfit(node, "constant integers as input " + input, "none");
		}
		if (tensor.getInt64DataCount() > 0) {
			return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
		}
		LongBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
		long[] values = new long[raw.remaining()];
		raw.get(values);
		return values;
	}

	private static ModelException misfit(NodeProto node, String expected, Object found) {
		return new ModelException("graph: node " + node.getName(), expected, String.valueOf(found));
	}

}

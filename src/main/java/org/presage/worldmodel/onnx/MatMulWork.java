package org.presage.worldmodel.onnx;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Floating-point operations of the matrix products of one run, 2·m·n·k each, counted from
 * the graph with the shapes of the call. What is computed from constants alone is done at
 * load time and does not count, nor does work element by element.
 */
public final class MatMulWork {

	private static final String PRODUCT = "MatMul";

	private final GraphProto graph;

	private final ModelProto model;

	/** The inputs of the run. */
	private final Map<String, long[]> shapes;

	private MatMulWork(byte[] graph, Map<String, long[]> shapes) {
		try {
			this.model = ModelProto.parseFrom(graph);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new ModelException("graph", "an ONNX model", "damaged bytes: " + ex.getMessage(), ex);
		}
		this.graph = this.model.getGraph();
		this.shapes = new HashMap<>(shapes);
	}

	/** Of encoding one window for each of some cells. */
	public static long encode(ModelPackage source, int cells) {
		NetworkSpec spec = source.manifest().network();
		long[] frames = { cells, spec.window(), spec.features() };
		return new MatMulWork(source.encode(), Map.of(OnnxExporter.FRAMES, frames, OnnxExporter.MASK, frames)).count();
	}

	/**
	 * Of imagining the plans of some cells.
	 * @param contextSize K
	 */
	public static long imagine(ModelPackage source, int contextSize, int cells, int plans) {
		NetworkSpec spec = source.manifest().network();
		return new MatMulWork(source.imagine(), Map.of(OnnxExporter.CONTEXT, new long[] { cells, contextSize },
				OnnxExporter.PLANS, new long[] { cells, plans, spec.horizon() }))
			.count();
	}

	private long count() {
		Set<String> asked = new LinkedHashSet<>();
		Set<String> constants = new HashSet<>();
		for (TensorProto tensor : this.graph.getInitializerList()) {
			constants.add(tensor.getName());
			this.shapes.put(tensor.getName(), tensor.getDimsList().stream().mapToLong(Long::longValue).toArray());
		}
		for (NodeProto node : this.graph.getNodeList()) {
			if (constants.containsAll(node.getInputList())) {
				constants.addAll(node.getOutputList());
			}
			else if (node.getOpType().equals(PRODUCT)) {
				asked.add(node.getInput(0));
				asked.add(node.getOutput(0));
			}
		}
		run(asked);
		long work = 0;
		for (NodeProto node : this.graph.getNodeList()) {
			if (node.getOpType().equals(PRODUCT) && !constants.contains(node.getOutput(0))) {
				long[] left = shape(node.getInput(0));
				work += 2 * left[left.length - 1] * elements(shape(node.getOutput(0)));
			}
		}
		return work;
	}

	/** Runs the graph once to learn the shapes of values inside it. */
	private void run(Set<String> asked) {
		asked.removeAll(this.shapes.keySet());
		GraphProto.Builder open = this.graph.toBuilder();
		asked.forEach((name) -> open.addOutput(ValueInfoProto.newBuilder().setName(name).setType(OnnxOps.floats())));
		OrtEnvironment environment = OrtEnvironment.getEnvironment();
		Map<String, OnnxTensor> inputs = new HashMap<>();
		try (OrtSession session = environment
			.createSession(this.model.toBuilder().setGraph(open).build().toByteArray())) {
			for (String name : session.getInputNames()) {
				long[] shape = shape(name);
				inputs.put(name, OnnxTensor.createTensor(environment,
						FloatBuffer.allocate(Math.toIntExact(elements(shape))), shape));
			}
			try (OrtSession.Result result = session.run(inputs, asked)) {
				result.forEach((value) -> this.shapes.put(value.getKey(),
						((OnnxTensor) value.getValue()).getInfo().getShape()));
			}
		}
		catch (OrtException ex) {
			throw new ModelException("graph: ONNX Runtime refuses it: " + ex.getMessage(), ex);
		}
		finally {
			inputs.values().forEach(OnnxTensor::close);
		}
	}

	private long[] shape(String name) {
		long[] shape = this.shapes.get(name);
		if (shape == null) {
			throw new ModelException("graph", "a value " + name, "none");
		}
		return shape;
	}

	private static long elements(long[] shape) {
		long elements = 1;
		for (long axis : shape) {
			elements *= axis;
		}
		return elements;
	}

}

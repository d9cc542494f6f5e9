/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.NodeProto;

import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Floating-point operations of the matrix products of one run, 2·m·n·k each, counted from
 * the graph with the shapes of the call. What is computed from constants alone is done at
 * load time and does not count, nor does work element by element.
 */
public final class MatMulWork {

	private static final String PRODUCT = "MatMul";

	private MatMulWork() {
	}

	/** Of encoding one window for each of some cells. */
	public static long encode(ModelPackage source, int cells) {
		NetworkSpec spec = source.manifest().network();
		long[] frames = { cells, spec.window(), spec.features() };
		return count(
				GraphShapes.infer(source.encode(), Map.of(OnnxExporter.FRAMES, frames, OnnxExporter.MASK, frames)));
	}

	/**
	 * Of imagining the plans of some cells.
	 * @param contextSize K
	 */
	public static long imagine(ModelPackage source, int contextSize, int cells, int plans) {
		NetworkSpec spec = source.manifest().network();
		return count(GraphShapes.infer(source.imagine(), Map.of(OnnxExporter.CONTEXT, new long[] { cells, contextSize },
				OnnxExporter.PLANS, new long[] { cells, plans, spec.horizon() })));
	}

	private static long count(GraphShapes shapes) {
		Set<String> constants = new HashSet<>(shapes.initialisers());
		long work = 0;
		for (NodeProto node : shapes.graph().getNodeList()) {
			if (constants.containsAll(node.getInputList())) {
				constants.addAll(node.getOutputList());
			}
			else if (node.getOpType().equals(PRODUCT)) {
				long[] left = shapes.of(node.getInput(0));
				work += 2 * left[left.length - 1] * GraphShapes.elements(shapes.of(node.getOutput(0)));
			}
		}
		return work;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.presage.worldmodel.net.Parameters;
import org.presage.worldmodel.torch.TorchRunner.Expression;
import org.presage.worldmodel.torch.TorchRunner.Tensor;

/**
 * Runs an expression in ONNX Runtime, with dimensions that are only known at run time.
 */
public final class OnnxRunner {

	private OnnxRunner() {
	}

	public static float[] run(Parameters declared, float[] parameters, Expression expression, List<Tensor> inputs)
			throws OrtException {
		OnnxOps ops = new OnnxOps("test", declared, parameters);
		List<OnnxRef> refs = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++) {
			Object[] shape = new Object[inputs.get(i).shape().length];
			for (int axis = 0; axis < shape.length; axis++) {
				shape[axis] = (axis == 0) ? "N" + i : (Object) inputs.get(i).shape()[axis];
			}
			refs.add(ops.input("input" + i, shape));
		}
		OnnxRef result = expression.apply(ops, refs);
		ops.output("result", result, (Object[]) null);
		byte[] model = ops.model();
		OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try (OrtSession session = environment.createSession(model)) {
			Map<String, OnnxTensor> feeds = new HashMap<>();
			for (int i = 0; i < inputs.size(); i++) {
				feeds.put("input" + i, OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs.get(i).values()),
						inputs.get(i).longShape()));
			}
			try (OrtSession.Result outputs = session.run(feeds)) {
				FloatBuffer buffer = ((OnnxTensor) outputs.get(0)).getFloatBuffer();
				float[] values = new float[buffer.remaining()];
				buffer.get(values);
				return values;
			}
			finally {
				feeds.values().forEach(OnnxTensor::close);
			}
		}
	}

}

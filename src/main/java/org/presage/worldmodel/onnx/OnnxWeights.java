/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.ByteOrder;
import java.util.Arrays;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.Parameters;

/** Reads the weights of a network back from the graphs of its package. */
public final class OnnxWeights {

	private OnnxWeights() {
	}

	/**
	 * The weights of a package, flat, as its network declares them. NaN for those that
	 * are in no graph because only training uses them.
	 * @throws ModelException if a graph is damaged or a weight has another shape than the
	 * network declares
	 */
	public static float[] of(ModelPackage model) {
		Parameters declared = network(model.manifest()).parameters();
		float[] parameters = new float[declared.size()];
		// What only training uses is in no graph. If more is missing, the forecasts show
		// it.
		Arrays.fill(parameters, Float.NaN);
		read(model.encode(), declared, parameters);
		read(model.imagine(), declared, parameters);
		byte[] receive = model.receive();
		if (receive != null) {
			read(receive, declared, parameters);
		}
		return parameters;
	}

	/**
	 * The network of a package.
	 * @throws ModelException if it cannot be built
	 */
	public static Network network(ModelManifest manifest) {
		try {
			return Architectures.build(manifest.network());
		}
		catch (IllegalArgumentException ex) {
			throw new ModelException("model " + manifest.version() + ": " + ex.getMessage(), ex);
		}
	}

	private static void read(byte[] graph, Parameters declared, float[] parameters) {
		try {
			for (TensorProto tensor : ModelProto.parseFrom(graph).getGraph().getInitializerList()) {
				Parameters.Slot slot = declared.slots().get(tensor.getName());
				if (slot != null) {
					int size = tensor.getRawData().size() / Float.BYTES;
					if (size != slot.size()) {
						throw new ModelException("values of " + tensor.getName(), slot.size(), size);
					}
					tensor.getRawData()
						.asReadOnlyByteBuffer()
						.order(ByteOrder.LITTLE_ENDIAN)
						.asFloatBuffer()
						.get(parameters, slot.offset(), size);
				}
			}
		}
		catch (InvalidProtocolBufferException ex) {
			throw new ModelException("graph", "an ONNX model", "damaged bytes: " + ex.getMessage(), ex);
		}
	}

}

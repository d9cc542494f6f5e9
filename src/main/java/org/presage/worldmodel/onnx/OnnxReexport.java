/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;

import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.Parameters;

/**
 * Writes the graphs of a package again, as this version of the program writes them, with
 * the weights that the old graphs carry: a model trained by an older version becomes as
 * fast as one trained now.
 */
public final class OnnxReexport {

	private static final int CELLS = 2;

	private static final int PLANS = 32;

	private OnnxReexport() {
	}

	/**
	 * The same model with new graphs.
	 * @throws ModelException if a graph is damaged or a weight has another shape than the
	 * network declares
	 */
	public static ModelPackage of(ModelPackage old) {
		Network network;
		try {
			network = Architectures.build(old.manifest().network());
		}
		catch (IllegalArgumentException ex) {
			throw new ModelException("model " + old.manifest().version() + ": " + ex.getMessage(), ex);
		}
		float[] parameters = new float[network.parameters().size()];
		// What only training uses is in no graph. If more is missing, the forecasts show
		// it.
		Arrays.fill(parameters, Float.NaN);
		read(old.encode(), network.parameters(), parameters);
		read(old.imagine(), network.parameters(), parameters);
		byte[] receive = old.receive();
		if (receive != null) {
			read(receive, network.parameters(), parameters);
		}
		// The context is the same, so what reads it stays as it is.
		return OnnxExporter.export(network, parameters, old.manifest())
			.with(old.varx())
			.withProposals(old.manifest().proposals(), old.propose());
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

	/**
	 * Largest difference between what two packages of the same network forecast for the
	 * same random windows, messages and plans; in standard deviations and probabilities.
	 * NaN if either forecasts NaN.
	 */
	public static double difference(ModelPackage one, ModelPackage other, RandomGenerator random) {
		NetworkSpec spec = one.manifest().network();
		float[] windows = gaussian(CELLS * spec.window() * spec.features(), random);
		float[] plans = gaussian(CELLS * PLANS * spec.horizon(), random);
		float[] received = gaussian(CELLS * MessageRow.ROWS * MessageRow.size(spec.horizon()), random);
		Prediction first = forecast(one, windows, received, plans);
		Prediction second = forecast(other, windows, received, plans);
		double largest = difference(first.mean(), second.mean());
		largest = Math.max(largest, difference(first.aleatoric(), second.aleatoric()));
		largest = Math.max(largest, difference(first.epistemic(), second.epistemic()));
		largest = Math.max(largest, difference(first.sla(), second.sla()));
		return Math.max(largest, difference(first.outage(), second.outage()));
	}

	private static Prediction forecast(ModelPackage source, float[] windows, float[] received, float[] plans) {
		NetworkSpec spec = source.manifest().network();
		Prediction forecast = new Prediction(CELLS * PLANS, spec.horizon(), spec.targets());
		try (OnnxWorldModel model = OnnxWorldModel.load(source); Imaginer imaginer = model.imaginer(CELLS, PLANS)) {
			float[] contexts = new float[CELLS * model.contextSize()];
			imaginer.encode(CELLS, windows, contexts);
			if (spec.sendsMessages()) {
				imaginer.receive(CELLS, contexts, received);
			}
			imaginer.imagine(CELLS, contexts, PLANS, plans, forecast);
		}
		return forecast;
	}

	private static double difference(float[] one, float[] other) {
		double largest = 0;
		for (int i = 0; i < one.length; i++) {
			largest = Math.max(largest, Math.abs((double) one[i] - other[i]));
		}
		return largest;
	}

	private static float[] gaussian(int size, RandomGenerator random) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) random.nextGaussian();
		}
		return values;
	}

}

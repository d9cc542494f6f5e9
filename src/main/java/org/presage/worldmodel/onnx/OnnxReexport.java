/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.util.random.RandomGenerator;

import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;

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
		Network network = OnnxWeights.network(old.manifest());
		float[] parameters = OnnxWeights.of(old);
		// The context is the same, so what reads it stays as it is.
		return OnnxExporter.export(network, parameters, old.manifest())
			.with(old.varx())
			.withProposals(old.manifest().proposals(), old.propose());
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

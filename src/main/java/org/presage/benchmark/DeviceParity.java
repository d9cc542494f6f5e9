/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.presage.base.JsonResult;
import org.presage.worldmodel.FixedShapeImaginer;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.TrainingProvenance;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * Whether a device computes what the processor does: each cell alone on the processor,
 * beside calls of fixed shapes on the device.
 */
public final class DeviceParity {

	private static final int CELLS = 37;

	private static final int PLANS = 5;

	/** Share of the values that are absent. */
	private static final double ABSENT = 0.05;

	private final Device device;

	private final long seed;

	/**
	 * @param seed of weights, windows and plans
	 */
	public DeviceParity(Device device, long seed) {
		this.device = device;
		this.seed = seed;
	}

	/**
	 * One model.
	 *
	 * @param architecture of it
	 * @param device that it ran on
	 * @param maxDifference largest difference of a prediction or proposal, as a share of
	 * its size, or of 1 where that is smaller
	 */
	@JsonResult
	public record Parity(String architecture, String device, double maxDifference) {
	}

	/**
	 * Compares a model, and each architecture with random weights and the same frames.
	 * @throws org.presage.worldmodel.ModelException if one cannot be run
	 */
	public List<Parity> run(ModelPackage source) {
		List<Parity> all = new ArrayList<>();
		all.add(compare(source.manifest().version(), source));
		for (String name : Architectures.names()) {
			all.add(compare(name, random(name, source.manifest())));
		}
		return all;
	}

	private ModelPackage random(String architecture, ModelManifest like) {
		NetworkSpec spec = NetworkSpec.of(architecture, like.schema(), like.network().window(),
				like.network().horizon());
		Network network = Architectures.build(spec);
		ModelManifest label = new ModelManifest(ModelManifest.FORMAT, "random-weights", like.created(), spec,
				like.schema(), like.scaler(), like.actionMin(), like.actionMax(), like.observed(), like.calibration(),
				TrainingProvenance.NONE, Map.of(), Map.of());
		return OnnxExporter.export(network, network.parameters().initialise(new SplittableRandom(this.seed)), label);
	}

	private Parity compare(String name, ModelPackage source) {
		try (OnnxWorldModel processor = OnnxWorldModel.load(source);
				OnnxWorldModel other = OnnxWorldModel.load(source, this.device);
				Imaginer alone = processor.imaginer(1, PLANS);
				Imaginer together = padded(other)) {
			return new Parity(name, other.device(), difference(processor, alone, together));
		}
	}

	private static Imaginer padded(WorldModel model) {
		return new FixedShapeImaginer(model.manifest(), model.contextSize(), CELLS, PLANS,
				(cells) -> model.imaginer(cells, PLANS));
	}

	private double difference(WorldModel model, Imaginer alone, Imaginer together) {
		NetworkSpec spec = model.manifest().network();
		ProposalSpec proposals = model.manifest().proposals();
		SplittableRandom random = new SplittableRandom(this.seed);
		int window = spec.window() * spec.features();
		float[] windows = new float[CELLS * window];
		for (int i = 0; i < windows.length; i++) {
			windows[i] = (random.nextDouble() < ABSENT) ? Float.NaN : (float) random.nextGaussian();
		}
		float[] plans = gaussian(random, CELLS * PLANS * spec.horizon());
		float[] contexts = new float[CELLS * model.contextSize()];
		Prediction many = new Prediction(CELLS * PLANS, spec.horizon(), spec.targets());
		together.encode(CELLS, windows, contexts);
		together.imagine(CELLS, contexts, PLANS, plans, many);
		float[] objectives = gaussian(random, (proposals != null) ? CELLS * proposals.objective() : 0);
		float[] proposed = new float[(proposals != null) ? CELLS * proposals.plans() * spec.horizon() : 0];
		if (proposals != null) {
			together.propose(CELLS, contexts, objectives, proposed);
		}
		double most = 0;
		Prediction one = new Prediction(PLANS, spec.horizon(), spec.targets());
		float[] context = new float[model.contextSize()];
		float[] own = new float[proposed.length / CELLS];
		for (int c = 0; c < CELLS; c++) {
			alone.encode(1, part(windows, c), context);
			alone.imagine(1, context, PLANS, part(plans, c), one);
			most = Math.max(most, difference(one.mean(), many.mean(), c));
			most = Math.max(most, difference(one.aleatoric(), many.aleatoric(), c));
			most = Math.max(most, difference(one.epistemic(), many.epistemic(), c));
			most = Math.max(most, difference(one.sla(), many.sla(), c));
			most = Math.max(most, difference(one.outage(), many.outage(), c));
			if (proposals != null) {
				alone.propose(1, context, part(objectives, c), own);
				most = Math.max(most, difference(own, proposed, c));
			}
		}
		return most;
	}

	private static float[] gaussian(SplittableRandom random, int length) {
		float[] values = new float[length];
		for (int i = 0; i < length; i++) {
			values[i] = (float) random.nextGaussian();
		}
		return values;
	}

	private static float[] part(float[] all, int cell) {
		int length = all.length / CELLS;
		float[] part = new float[length];
		System.arraycopy(all, cell * length, part, 0, length);
		return part;
	}

	/** A value that is not a number on one side only differs without bound. */
	private static double difference(float[] one, float[] all, int cell) {
		double most = 0;
		for (int i = 0; i < one.length; i++) {
			double found = all[cell * one.length + i];
			double difference = Math.abs(one[i] - found) / Math.max(1, Math.abs(one[i]));
			boolean same = Double.isNaN(difference) && Float.compare(one[i], (float) found) == 0;
			most = Math.max(most, same ? 0 : (Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference));
		}
		return most;
	}

}

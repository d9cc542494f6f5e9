/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.Heads;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.ProposalNetwork;

/**
 * Writes a trained network as a model package. Graph inputs and outputs carry the names
 * below.
 */
public final class OnnxExporter {

	static final String FRAMES = "frames";

	static final String MASK = "mask";

	static final String CONTEXT = "context";

	static final String RECEIVED = "received";

	static final String INFORMED = "informed";

	static final String PLANS = "plans";

	static final String MEAN = "mean";

	static final String ALEATORIC = "aleatoric";

	static final String EPISTEMIC = "epistemic";

	static final String SLA = "sla";

	static final String OUTAGE = "outage";

	static final String OBJECTIVE = "objective";

	static final String PROPOSALS = "proposals";

	private OnnxExporter() {
	}

	/**
	 * @param parameters trained values, flat, as the network declares them
	 */
	public static ModelPackage export(Network network, float[] parameters, ModelManifest manifest) {
		return ModelPackage.of(manifest, encode(network, parameters), imagine(network, parameters))
			.withReceive(manifest.network().sendsMessages() ? receive(network, parameters) : null);
	}

	/**
	 * The graph of a network that proposes plans.
	 * @param parameters trained values, flat, as the network declares them
	 */
	public static byte[] propose(ProposalNetwork network, float[] parameters) {
		ProposalNetwork.Size size = network.size();
		OnnxOps ops = new OnnxOps("propose", network.parameters(), parameters);
		OnnxRef context = ops.input(CONTEXT, "C", size.context());
		OnnxRef objective = ops.input(OBJECTIVE, "C", size.objective());
		ops.output(PROPOSALS, network.propose(ops, context, objective), "C", size.plans(), size.horizon());
		return ops.model();
	}

	private static byte[] encode(Network network, float[] parameters) {
		NetworkSpec spec = network.spec();
		OnnxOps ops = new OnnxOps("encode", network.parameters(), parameters);
		OnnxRef frames = ops.input(FRAMES, "C", spec.window(), spec.features());
		OnnxRef mask = ops.input(MASK, "C", spec.window(), spec.features());
		ops.output(CONTEXT, network.encode(ops, frames, mask, spec.window()), "C", network.contextSize());
		return ops.model();
	}

	private static byte[] receive(Network network, float[] parameters) {
		OnnxOps ops = new OnnxOps("receive", network.parameters(), parameters);
		OnnxRef context = ops.input(CONTEXT, "C", network.contextSize());
		OnnxRef received = ops.input(RECEIVED, "C", MessageRow.ROWS, MessageRow.size(network.spec().horizon()));
		ops.output(INFORMED, network.receive(ops, context, received), "C", network.contextSize());
		return ops.model();
	}

	private static byte[] imagine(Network network, float[] parameters) {
		NetworkSpec spec = network.spec();
		int horizon = spec.horizon();
		int targets = spec.targets();
		OnnxOps ops = new OnnxOps("imagine", network.parameters(), parameters);
		OnnxRef context = ops.input(CONTEXT, "C", network.contextSize());
		OnnxRef plans = ops.input(PLANS, "C", "P", horizon);
		Heads<OnnxRef> heads = network.imagine(ops, context, plans);
		ops.output(MEAN, ops.reshape(heads.mixtureMean(ops), -1, horizon, targets), "N", horizon, targets);
		ops.output(ALEATORIC, ops.reshape(heads.aleatoric(ops), -1, horizon, targets), "N", horizon, targets);
		ops.output(EPISTEMIC, ops.reshape(heads.epistemic(ops), -1, horizon, targets), "N", horizon, targets);
		ops.output(SLA, ops.reshape(heads.slaProbability(ops), -1, horizon), "N", horizon);
		ops.output(OUTAGE, ops.reshape(heads.outageProbability(ops), -1, horizon), "N", horizon);
		return ops.model();
	}

}

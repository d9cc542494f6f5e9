/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.presage.control.ObjectiveVector;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.kpi.Standardizer;
import org.presage.kpi.Transform;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.TrainingProvenance;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.ProposalNetwork;
import org.presage.worldmodel.onnx.OnnxExporter;

/** Small real models. Sizes are all different, so that a mixed-up axis shows. */
public final class TestModels {

	public static final int WINDOW = 5;

	public static final int HORIZON = 3;

	private static final Standardizer SCALER = scaler(new double[] { 10, 8, 25, 3 }, new double[] { 5, 2, 12, 1 });

	private TestModels() {
	}

	/** Four KPIs, the action third. */
	public static KpiSchema schema() {
		return new KpiSchema("test", 100, "PRBs",
				List.of(new Kpi("SINR", "dB", -30, 60, null), new Kpi("Buffer", "bytes", 0, 1e9, Transform.LOG1P),
						new Kpi("PRBs", "count", 0, 51, null), new Kpi("Delay", "ms", 0, 60_000, Transform.LOG1P)),
				List.of(new SlaRule("Delay", null, 100.0)), Map.of("SINR", 1.0, "Delay", -0.5, "PRBs", -0.2));
	}

	public static NetworkSpec spec() {
		return spec(Architectures.DEFAULT);
	}

	public static NetworkSpec spec(String architecture) {
		return NetworkSpec.of(architecture, schema(), WINDOW, HORIZON)
			.withSize(new NetworkSize(7, 2, 2, 2, 4, 1, 6, 4));
	}

	/**
	 * Parameters that are random everywhere, so that nothing is zero by initialisation.
	 */
	public static float[] randomParameters(Network network, long seed) {
		Random random = new Random(seed);
		float[] parameters = network.parameters().initialise(random);
		for (int i = 0; i < parameters.length; i++) {
			parameters[i] += (float) (0.1 * random.nextGaussian());
		}
		return parameters;
	}

	public static ModelManifest manifest(String version) {
		return manifest(version, spec(), SCALER);
	}

	/** For the transforms of {@link #schema}. */
	public static Standardizer scaler(double[] mean, double[] std) {
		return new Standardizer(schema().kpis().stream().map(Kpi::transform).toList(), mean, std);
	}

	private static ModelManifest manifest(String version, NetworkSpec spec, Standardizer scaler) {
		KpiSchema schema = schema();
		return new ModelManifest(ModelManifest.FORMAT, version, "2026-01-01T00:00:00Z", spec, schema, scaler, 1, 51,
				new boolean[] { true, true, true, true }, Calibration.none(HORIZON, schema.targets()),
				new TrainingProvenance(1L, null, null, null, null, null, null, null, null, null, null), Map.of(),
				Map.of());
	}

	/** A package with random weights. */
	public static ModelPackage random(String version, long seed) {
		return random(version, seed, spec());
	}

	public static ModelPackage random(String version, long seed, NetworkSpec spec) {
		return random(version, seed, spec, SCALER);
	}

	/** The same for KPIs of other sizes. */
	public static ModelPackage random(String version, long seed, Standardizer scaler) {
		return random(version, seed, spec(), scaler);
	}

	private static ModelPackage random(String version, long seed, NetworkSpec spec, Standardizer scaler) {
		Network network = Architectures.build(spec);
		return OnnxExporter.export(network, randomParameters(network, seed), manifest(version, spec, scaler));
	}

	/**
	 * The same package with random proposals.
	 * @param plans G
	 */
	public static ModelPackage proposing(ModelPackage model, int plans, long seed) {
		NetworkSpec spec = model.manifest().network();
		int context = Architectures.build(spec).contextSize();
		int objective = new ObjectiveVector(model.manifest()).size();
		float[] spread = new float[context];
		java.util.Arrays.fill(spread, 0.5f);
		ProposalNetwork network = new ProposalNetwork(
				new ProposalNetwork.Size(context, objective, plans, spec.horizon(), 9), new float[context], spread);
		float[] parameters = network.parameters().initialise(new Random(seed));
		for (int i = 0; i < parameters.length; i++) {
			// Far enough from zero that plans differ by many PRBs.
			parameters[i] *= 2;
		}
		return model.withProposals(new ProposalSpec(ObjectiveVector.LAYOUT, objective, plans, 11, seed),
				OnnxExporter.propose(network, parameters));
	}

	/** A package whose training data had these KPIs. */
	public static ModelPackage observing(boolean... observed) {
		ModelManifest of = manifest("a");
		Network network = Architectures.build(spec());
		return OnnxExporter.export(network, randomParameters(network, 1),
				new ModelManifest(of.format(), of.version(), of.created(), of.network(), of.schema(), of.scaler(),
						of.actionMin(), of.actionMax(), observed, of.calibration(), of.training(), of.metrics(),
						of.sha256()));
	}

	/** A package all of whose weights are NaN: it imagines nothing finite. */
	public static ModelPackage diverged(String version) {
		Network network = Architectures.build(spec());
		float[] parameters = new float[network.parameters().size()];
		java.util.Arrays.fill(parameters, Float.NaN);
		return OnnxExporter.export(network, parameters, manifest(version));
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.util.Arrays;
import java.util.Map;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.InvalidInputException;
import org.presage.base.Platform;
import org.presage.base.UnpackedLibraries;
import org.presage.worldmodel.FixedShapeImaginer;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.LinearForecast;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * A model package in ONNX Runtime. One intra-op thread and no spinning: the planner's
 * threads are the parallelism.
 */
public final class OnnxWorldModel implements WorldModel {

	private static final Logger LOG = LoggerFactory.getLogger(OnnxWorldModel.class);

	private static final String CUDA = "cuda";

	private static final int WARM_UP_CALLS = 3;

	private static final int WARM_UP_PLANS = 16;

	private final ModelPackage source;

	private final String device;

	private final Device asked;

	private final ModelManifest manifest;

	private final OnnxGraphs graphs;

	private final int contextSize;

	private OnnxWorldModel(ModelPackage source, String device, Device asked, OnnxGraphs graphs) throws OrtException {
		this.source = source;
		this.device = device;
		this.asked = asked;
		this.manifest = source.manifest();
		this.graphs = graphs;
		NetworkSpec spec = this.manifest.network();
		long[] context = inside(ModelPackage.ENCODE, () -> {
			check(graphs.encode().getInputInfo(), OnnxExporter.FRAMES, -1, spec.window(), spec.features());
			check(graphs.encode().getInputInfo(), OnnxExporter.MASK, -1, spec.window(), spec.features());
			return shape(graphs.encode().getOutputInfo(), OnnxExporter.CONTEXT);
		});
		this.contextSize = (int) context[1];
		inside(ModelPackage.IMAGINE, () -> {
			checkImagine(graphs.imagine(), spec, context[1]);
			return context;
		});
		OrtSession receive = graphs.receive();
		if (receive != null) {
			inside(ModelPackage.RECEIVE, () -> {
				check(receive.getInputInfo(), OnnxExporter.CONTEXT, -1, context[1]);
				check(receive.getInputInfo(), OnnxExporter.RECEIVED, -1, MessageRow.ROWS,
						MessageRow.size(spec.horizon()));
				check(receive.getOutputInfo(), OnnxExporter.INFORMED, -1, context[1]);
				return context;
			});
		}
		OrtSession propose = graphs.propose();
		ProposalSpec proposals = this.manifest.proposals();
		if (propose != null && proposals != null) {
			inside(ModelPackage.PROPOSE, () -> {
				check(propose.getInputInfo(), OnnxExporter.CONTEXT, -1, context[1]);
				check(propose.getInputInfo(), OnnxExporter.OBJECTIVE, -1, proposals.objective());
				check(propose.getOutputInfo(), OnnxExporter.PROPOSALS, -1, proposals.plans(), spec.horizon());
				return context;
			});
		}
	}

	private static void checkImagine(OrtSession imagine, NetworkSpec spec, long context) throws OrtException {
		check(imagine.getInputInfo(), OnnxExporter.CONTEXT, -1, context);
		check(imagine.getInputInfo(), OnnxExporter.PLANS, -1, -1, spec.horizon());
		for (String output : new String[] { OnnxExporter.MEAN, OnnxExporter.ALEATORIC, OnnxExporter.EPISTEMIC }) {
			check(imagine.getOutputInfo(), output, -1, spec.horizon(), spec.targets());
		}
		check(imagine.getOutputInfo(), OnnxExporter.SLA, -1, spec.horizon());
		check(imagine.getOutputInfo(), OnnxExporter.OUTAGE, -1, spec.horizon());
	}

	/** Finds a shape in a graph. */
	private interface Check<E extends Exception> {

		long[] shape() throws E;

	}

	/** Names the file of the graph in what is wrong with it. */
	private static <E extends Exception> long[] inside(String file, Check<E> check) throws E {
		try {
			return check.shape();
		}
		catch (ModelException ex) {
			InvalidInputException problem = InvalidInputException.in(ex);
			throw (problem != null) ? new ModelException(problem.inside(file + ": ")) : ex;
		}
	}

	/** Loads a package onto the processor, see {@link #load(ModelPackage, Device)}. */
	public static OnnxWorldModel load(ModelPackage source) {
		return load(source, Device.CPU);
	}

	/**
	 * Loads a package, checks that its graphs have the shapes that its manifest promises,
	 * and runs it once. Where the device is not there, it is loaded onto the processor,
	 * with a warning if the device was asked for by name.
	 * @throws ModelException if ONNX Runtime refuses a graph or a shape differs
	 */
	public static OnnxWorldModel load(ModelPackage source, Device asked) {
		requireUsableSizes(source);
		requireRuntime();
		if (asked != Device.CPU) {
			try {
				if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
					return load(source, CUDA, asked);
				}
				fallsBack(asked, "this build has no CUDA provider (Maven profile cuda)");
			}
			catch (ModelException ex) {
				fallsBack(asked, String.valueOf(ex.getMessage()));
			}
		}
		return load(source, CPU, asked);
	}

	/** Version of ONNX Runtime; loads its native library. */
	public static String runtime() {
		return OrtEnvironment.getEnvironment().getVersion();
	}

	/**
	 * Loads the native library before anything else does, so that a failure has a remedy.
	 */
	private static void requireRuntime() {
		try {
			OrtEnvironment.getEnvironment();
			UnpackedLibraries.delete();
		}
		catch (LinkageError | RuntimeException ex) {
			throw new ModelException(Platform.current()
				.missing("ONNX Runtime",
						"use a system with glibc 2.34 and libstdc++, or the image presage:serve, which has both", ex));
		}
	}

	private static void fallsBack(Device asked, String why) {
		if (asked == Device.CUDA) {
			LOG.warn("the model runs on the processor, not on CUDA as asked: {}", why);
		}
	}

	private static OnnxWorldModel load(ModelPackage source, String device, Device asked) {
		try {
			OnnxGraphs graphs = OnnxGraphs.load(source, (graph) -> session(graph, device));
			try {
				OnnxWorldModel model = new OnnxWorldModel(source, device, asked, graphs);
				model.warmUp();
				return model;
			}
			catch (OrtException | RuntimeException ex) {
				graphs.close();
				throw ex;
			}
		}
		catch (OrtException ex) {
			throw new ModelException(
					"model " + source.manifest().version() + ": ONNX Runtime refuses it: " + ex.getMessage(), ex);
		}
	}

	/** Before ONNX Runtime sees a graph: it reserves whatever the graph declares. */
	private static void requireUsableSizes(ModelPackage source) {
		NetworkSpec spec = source.manifest().network();
		long[] frames = { 1, spec.window(), spec.features() };
		long[] context = inside(ModelPackage.ENCODE,
				() -> GraphShapes
					.requireUsable(source.encode(), Map.of(OnnxExporter.FRAMES, frames, OnnxExporter.MASK, frames))
					.of(OnnxExporter.CONTEXT));
		inside(ModelPackage.IMAGINE, () -> {
			GraphShapes.requireUsable(source.imagine(), Map.of(OnnxExporter.CONTEXT, context, OnnxExporter.PLANS,
					new long[] { 1, WARM_UP_PLANS, spec.horizon() }));
			return context;
		});
		byte[] receive = source.receive();
		if (receive != null) {
			inside(ModelPackage.RECEIVE, () -> {
				GraphShapes.requireUsable(receive, Map.of(OnnxExporter.CONTEXT, context, OnnxExporter.RECEIVED,
						new long[] { 1, MessageRow.ROWS, MessageRow.size(spec.horizon()) }));
				return context;
			});
		}
		byte[] propose = source.propose();
		ProposalSpec proposals = source.manifest().proposals();
		if (propose != null && proposals != null) {
			long reads = inside(ModelPackage.PROPOSE,
					() -> new long[] { GraphShapes.declared(propose, OnnxExporter.OBJECTIVE, 1) })[0];
			if (reads != proposals.objective()) {
				throw new ModelException(ModelPackage.MANIFEST + ": proposals.objective",
						reads + " numbers, which " + ModelPackage.PROPOSE + " reads", proposals.objective());
			}
			inside(ModelPackage.PROPOSE, () -> {
				GraphShapes.requireUsable(propose, Map.of(OnnxExporter.CONTEXT, context, OnnxExporter.OBJECTIVE,
						new long[] { 1, proposals.objective() }));
				return context;
			});
		}
	}

	/**
	 * A graph, ready to run: on the GPU if that is asked for by name, else on the
	 * processor's thread that calls.
	 */
	static OrtSession session(byte[] graph, Device device) throws OrtException {
		return session(graph, (device == Device.CUDA) ? CUDA : CPU);
	}

	private static OrtSession session(byte[] graph, String device) throws OrtException {
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			if (device.equals(CUDA)) {
				options.addCUDA(0);
			}
			options.setIntraOpNumThreads(1);
			options.setInterOpNumThreads(1);
			options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			return OrtEnvironment.getEnvironment().createSession(graph, options);
		}
	}

	@Override
	public OnnxWorldModel replica() {
		return load(this.source, this.device, this.asked);
	}

	@Override
	public String device() {
		return this.device;
	}

	/** Whether it runs on the processor although CUDA was asked for. */
	public boolean fellBack() {
		return this.asked == Device.CUDA && !this.device.equals(CUDA);
	}

	private static long[] shape(Map<String, NodeInfo> nodes, String name) {
		NodeInfo node = nodes.get(name);
		if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
			throw new ModelException("graph", "a tensor " + name, nodes.keySet());
		}
		if (info.type != OnnxJavaType.FLOAT) {
			throw new ModelException("type of " + name, OnnxJavaType.FLOAT, info.type);
		}
		return info.getShape();
	}

	private static void check(Map<String, NodeInfo> nodes, String name, long... expected) {
		long[] found = shape(nodes, name);
		if (!Arrays.equals(expected, found)) {
			throw new ModelException("shape of " + name, Arrays.toString(expected), Arrays.toString(found));
		}
	}

	private void warmUp() {
		NetworkSpec spec = this.manifest.network();
		try (Imaginer imaginer = imaginer(1, WARM_UP_PLANS)) {
			float[] context = new float[this.contextSize];
			Prediction forecast = new Prediction(WARM_UP_PLANS, spec.horizon(), spec.targets());
			for (int i = 0; i < WARM_UP_CALLS; i++) {
				imaginer.encode(1, new float[spec.window() * spec.features()], context);
				if (this.graphs.receive() != null) {
					imaginer.receive(1, context, new float[MessageRow.ROWS * MessageRow.size(spec.horizon())]);
				}
				imaginer.imagine(1, context, WARM_UP_PLANS, new float[WARM_UP_PLANS * spec.horizon()], forecast);
				ProposalSpec proposals = this.manifest.proposals();
				if (proposals != null) {
					imaginer.propose(1, context, new float[proposals.objective()],
							new float[proposals.plans() * spec.horizon()]);
				}
			}
		}
	}

	@Override
	public ModelManifest manifest() {
		return this.manifest;
	}

	@Override
	public @Nullable LinearForecast varx() {
		return this.source.varx();
	}

	@Override
	public int contextSize() {
		return this.contextSize;
	}

	/** On a GPU with calls of few shapes; see {@link FixedShapeImaginer}. */
	@Override
	public Imaginer imaginer(int cells, int plans) {
		return this.device.equals(CPU) ? plain(cells, plans)
				: new FixedShapeImaginer(this.manifest, this.contextSize, cells, plans, (part) -> plain(part, plans));
	}

	private Imaginer plain(int cells, int plans) {
		return new OnnxImaginer(this.manifest, this.contextSize, this.graphs, cells, plans);
	}

	@Override
	public long imaginerBytes(int cells, int plans) {
		return WorldModel.super.imaginerBytes(this.device.equals(CPU) ? cells : FixedShapeImaginer.cells(cells), plans);
	}

	@Override
	public void close() {
		try {
			this.graphs.close();
		}
		catch (OrtException ex) {
			throw new ModelException("model " + this.manifest.version() + ": cannot be closed: " + ex.getMessage(), ex);
		}
	}

}

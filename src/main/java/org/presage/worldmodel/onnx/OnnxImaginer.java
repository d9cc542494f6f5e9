/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Direct buffers that ONNX Runtime reads its inputs from and writes its outputs into. The
 * tensors over them are made at the first call of a shape and kept.
 */
final class OnnxImaginer implements Imaginer {

	private final NetworkSpec spec;

	private final int contextSize;

	private final Graph encode;

	private final Graph imagine;

	/** Null where nothing is received. */
	private final @Nullable Graph receive;

	/** Null where nothing is proposed, as the sizes of what is. */
	private final @Nullable Graph propose;

	private final @Nullable ProposalSpec proposals;

	private final float[] filled;

	private final float[] mask;

	OnnxImaginer(ModelManifest manifest, int contextSize, OnnxGraphs graphs, int cells, int plans) {
		NetworkSpec spec = manifest.network();
		this.spec = spec;
		this.contextSize = contextSize;
		int window = spec.window() * spec.features();
		this.filled = new float[cells * window];
		this.mask = new float[cells * window];
		int outputs = cells * plans * spec.horizon() * spec.targets();
		this.encode = new Graph(graphs.encode(), cells, 1).in(OnnxExporter.FRAMES, cells * window)
			.in(OnnxExporter.MASK, cells * window)
			.out(OnnxExporter.CONTEXT, cells * contextSize);
		this.imagine = new Graph(graphs.imagine(), cells, plans).in(OnnxExporter.CONTEXT, cells * contextSize)
			.in(OnnxExporter.PLANS, cells * plans * spec.horizon())
			.out(OnnxExporter.MEAN, outputs)
			.out(OnnxExporter.ALEATORIC, outputs)
			.out(OnnxExporter.EPISTEMIC, outputs)
			.out(OnnxExporter.SLA, cells * plans * spec.horizon())
			.out(OnnxExporter.OUTAGE, cells * plans * spec.horizon());
		OrtSession receive = graphs.receive();
		this.receive = (receive != null) ? new Graph(receive, cells, 1).in(OnnxExporter.CONTEXT, cells * contextSize)
			.in(OnnxExporter.RECEIVED, cells * MessageRow.ROWS * MessageRow.size(spec.horizon()))
			.out(OnnxExporter.INFORMED, cells * contextSize) : null;
		OrtSession propose = graphs.propose();
		this.proposals = manifest.proposals();
		this.propose = (propose != null && this.proposals != null)
				? new Graph(propose, cells, 1).in(OnnxExporter.CONTEXT, cells * contextSize)
					.in(OnnxExporter.OBJECTIVE, cells * this.proposals.objective())
					.out(OnnxExporter.PROPOSALS, cells * this.proposals.plans() * spec.horizon())
				: null;
	}

	@Override
	public void encode(int cells, float[] windows, float[] contexts) {
		int window = this.spec.window() * this.spec.features();
		for (int c = 0; c < cells; c++) {
			WindowFill.fill(windows, c * window, this.spec.window(), this.spec.features(), this.spec.window(),
					this.filled, this.mask, c * window);
		}
		if (!this.encode.bound(cells, 1)) {
			long[] shape = { cells, this.spec.window(), this.spec.features() };
			this.encode.bind(cells, 1, Map.of(OnnxExporter.FRAMES, shape, OnnxExporter.MASK, shape,
					OnnxExporter.CONTEXT, new long[] { cells, this.contextSize }));
		}
		this.encode.write(OnnxExporter.FRAMES, this.filled, cells * window);
		this.encode.write(OnnxExporter.MASK, this.mask, cells * window);
		this.encode.run();
		this.encode.read(OnnxExporter.CONTEXT, contexts, cells * this.contextSize);
	}

	@Override
	public void receive(int cells, float[] contexts, float[] received) {
		Graph graph = this.receive;
		if (graph == null) {
			throw new IllegalStateException("the model sends no messages");
		}
		int row = MessageRow.size(this.spec.horizon());
		if (!graph.bound(cells, 1)) {
			long[] shape = { cells, this.contextSize };
			graph.bind(cells, 1, Map.of(OnnxExporter.CONTEXT, shape, OnnxExporter.RECEIVED,
					new long[] { cells, MessageRow.ROWS, row }, OnnxExporter.INFORMED, shape));
		}
		graph.write(OnnxExporter.CONTEXT, contexts, cells * this.contextSize);
		graph.write(OnnxExporter.RECEIVED, received, cells * MessageRow.ROWS * row);
		graph.run();
		graph.read(OnnxExporter.INFORMED, contexts, cells * this.contextSize);
	}

	@Override
	public void imagine(int cells, float[] contexts, int plansPerCell, float[] plans, Prediction forecast) {
		int horizon = this.spec.horizon();
		int all = cells * plansPerCell;
		forecast.plans(all);
		if (!this.imagine.bound(cells, plansPerCell)) {
			long[] distribution = { all, horizon, this.spec.targets() };
			this.imagine.bind(cells, plansPerCell, Map.of(OnnxExporter.CONTEXT, new long[] { cells, this.contextSize },
					OnnxExporter.PLANS, new long[] { cells, plansPerCell, horizon }, OnnxExporter.MEAN, distribution,
					OnnxExporter.ALEATORIC, distribution, OnnxExporter.EPISTEMIC, distribution, OnnxExporter.SLA,
					new long[] { all, horizon }, OnnxExporter.OUTAGE, new long[] { all, horizon }));
		}
		this.imagine.write(OnnxExporter.CONTEXT, contexts, cells * this.contextSize);
		this.imagine.write(OnnxExporter.PLANS, plans, all * horizon);
		this.imagine.run();
		int values = all * horizon * this.spec.targets();
		this.imagine.read(OnnxExporter.MEAN, forecast.mean(), values);
		this.imagine.read(OnnxExporter.ALEATORIC, forecast.aleatoric(), values);
		this.imagine.read(OnnxExporter.EPISTEMIC, forecast.epistemic(), values);
		this.imagine.read(OnnxExporter.SLA, forecast.sla(), all * horizon);
		this.imagine.read(OnnxExporter.OUTAGE, forecast.outage(), all * horizon);
	}

	@Override
	public void propose(int cells, float[] contexts, float[] objectives, float[] plans) {
		Graph graph = this.propose;
		ProposalSpec sizes = this.proposals;
		if (graph == null || sizes == null) {
			throw new IllegalStateException("the model proposes no plans");
		}
		if (!graph.bound(cells, 1)) {
			graph.bind(cells, 1,
					Map.of(OnnxExporter.CONTEXT, new long[] { cells, this.contextSize }, OnnxExporter.OBJECTIVE,
							new long[] { cells, sizes.objective() }, OnnxExporter.PROPOSALS,
							new long[] { cells, sizes.plans(), this.spec.horizon() }));
		}
		graph.write(OnnxExporter.CONTEXT, contexts, cells * this.contextSize);
		graph.write(OnnxExporter.OBJECTIVE, objectives, cells * sizes.objective());
		graph.run();
		graph.read(OnnxExporter.PROPOSALS, plans, cells * sizes.plans() * this.spec.horizon());
	}

	@Override
	public void close() {
		this.encode.unbind();
		this.imagine.unbind();
		if (this.propose != null) {
			this.propose.unbind();
		}
		if (this.receive != null) {
			this.receive.unbind();
		}
	}

	/** One session with its buffers and the tensors over them. */
	private static final class Graph {

		/** Shapes that are kept bound: a search has a few sizes of iterations. */
		private static final int MOST_BOUND = 16;

		private final OrtSession session;

		private final int maxCells;

		private final int maxPlans;

		private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();

		private final Set<String> inputNames = new HashSet<>();

		private final List<Binding> bindings = new ArrayList<>();

		private @Nullable Binding bound;

		Graph(OrtSession session, int maxCells, int maxPlans) {
			this.session = session;
			this.maxCells = maxCells;
			this.maxPlans = maxPlans;
		}

		Graph in(String name, int floats) {
			this.inputNames.add(name);
			return out(name, floats);
		}

		Graph out(String name, int floats) {
			this.buffers.put(name,
					ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer());
			return this;
		}

		/** Whether tensors of these sizes were there; then they are used from now on. */
		boolean bound(int cells, int plans) {
			for (int i = 0; i < this.bindings.size(); i++) {
				Binding binding = this.bindings.get(i);
				if (binding.cells == cells && binding.plans == plans) {
					this.bound = binding;
					return true;
				}
			}
			return false;
		}

		void bind(int cells, int plans, Map<String, long[]> shapes) {
			if (cells < 1 || plans < 1 || cells > this.maxCells || plans > this.maxPlans) {
				throw new IllegalArgumentException("call of " + cells + " cells with " + plans
						+ " plans: expected 1 to " + this.maxCells + " and 1 to " + this.maxPlans);
			}
			if (this.bindings.size() == MOST_BOUND) {
				unbind();
			}
			Binding binding = new Binding(cells, plans, new LinkedHashMap<>(), new LinkedHashMap<>());
			this.bindings.add(binding);
			try {
				for (Map.Entry<String, FloatBuffer> buffer : this.buffers.entrySet()) {
					long[] shape = shapes.getOrDefault(buffer.getKey(), new long[0]);
					int floats = 1;
					for (long axis : shape) {
						floats *= (int) axis;
					}
					OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(),
							buffer.getValue().duplicate().position(0).limit(floats).slice(), shape);
					(this.inputNames.contains(buffer.getKey()) ? binding.inputs : binding.outputs).put(buffer.getKey(),
							tensor);
				}
			}
			catch (OrtException ex) {
				unbind();
				throw new ModelException("tensors could not be made: " + ex.getMessage(), ex);
			}
			this.bound = binding;
		}

		void unbind() {
			for (Binding binding : this.bindings) {
				binding.inputs.values().forEach(OnnxTensor::close);
				binding.outputs.values().forEach(OnnxTensor::close);
			}
			this.bindings.clear();
			this.bound = null;
		}

		void write(String name, float[] from, int floats) {
			buffer(name).put(0, from, 0, floats);
		}

		void read(String name, float[] to, int floats) {
			buffer(name).get(0, to, 0, floats);
		}

		private FloatBuffer buffer(String name) {
			@Nullable FloatBuffer buffer = this.buffers.get(name);
			if (buffer == null) {
				throw new IllegalArgumentException("no tensor " + name);
			}
			return buffer;
		}

		void run() {
			Binding now = this.bound;
			if (now == null) {
				throw new IllegalStateException("run before bind");
			}
			try {
				// The outputs are pinned: they stand in our buffers when the run returns.
				this.session.run(now.inputs, now.outputs).close();
			}
			catch (OrtException ex) {
				throw new ModelException("ONNX Runtime failed: " + ex.getMessage(), ex);
			}
		}

		/** Tensors over the buffers for one size of call. */
		private record Binding(int cells, int plans, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
		}

	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.LinearForecast;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.MatMulWork;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * A model that measures how long it is asked, and how much work its matrix products are.
 * Owned by one thread.
 */
final class TimedModel implements WorldModel {

	private final ModelPackage source;

	private final OnnxWorldModel model;

	private final Clock clock;

	/** Work of a call by its numbers of cells and of plans. */
	private final Map<Long, Long> work = new HashMap<>();

	private long encodeNs;

	private long proposeNs;

	private long imagineNs;

	private long encodeFlops;

	private long imagineFlops;

	private final Device device;

	TimedModel(ModelPackage source, Device device, Clock clock) {
		this.source = source;
		this.device = device;
		this.model = OnnxWorldModel.load(source, device);
		this.clock = clock;
	}

	/** Forgets what was measured so far. */
	void reset() {
		this.encodeNs = 0;
		this.proposeNs = 0;
		this.imagineNs = 0;
		this.encodeFlops = 0;
		this.imagineFlops = 0;
	}

	long encodeNs() {
		return this.encodeNs;
	}

	long proposeNs() {
		return this.proposeNs;
	}

	long imagineNs() {
		return this.imagineNs;
	}

	long encodeFlops() {
		return this.encodeFlops;
	}

	long imagineFlops() {
		return this.imagineFlops;
	}

	@Override
	public ModelManifest manifest() {
		return this.model.manifest();
	}

	@Override
	public String device() {
		return this.model.device();
	}

	@Override
	public long imaginerBytes(int cells, int plans) {
		return this.model.imaginerBytes(cells, plans);
	}

	@Override
	public @Nullable LinearForecast varx() {
		return this.model.varx();
	}

	@Override
	public WorldModel replica() {
		return new TimedModel(this.source, this.device, this.clock);
	}

	@Override
	public int contextSize() {
		return this.model.contextSize();
	}

	@Override
	public Imaginer imaginer(int cells, int plans) {
		return new TimedImaginer(this.model.imaginer(cells, plans));
	}

	@Override
	public void close() {
		this.model.close();
	}

	private final class TimedImaginer implements Imaginer {

		private final Imaginer imaginer;

		TimedImaginer(Imaginer imaginer) {
			this.imaginer = imaginer;
		}

		@Override
		public void encode(int cells, float[] windows, float[] contexts) {
			long startNs = TimedModel.this.clock.nanoTime();
			this.imaginer.encode(cells, windows, contexts);
			TimedModel.this.encodeNs += TimedModel.this.clock.nanoTime() - startNs;
			TimedModel.this.encodeFlops += TimedModel.this.work.computeIfAbsent((long) -cells,
					(key) -> MatMulWork.encode(TimedModel.this.source, cells));
		}

		@Override
		public void receive(int cells, float[] contexts, float[] received) {
			this.imaginer.receive(cells, contexts, received);
		}

		@Override
		public void imagine(int cells, float[] contexts, int plansPerCell, float[] plans, Prediction forecast) {
			long startNs = TimedModel.this.clock.nanoTime();
			this.imaginer.imagine(cells, contexts, plansPerCell, plans, forecast);
			TimedModel.this.imagineNs += TimedModel.this.clock.nanoTime() - startNs;
			TimedModel.this.imagineFlops += TimedModel.this.work.computeIfAbsent((long) cells << 32 | plansPerCell,
					(key) -> MatMulWork.imagine(TimedModel.this.source, contextSize(), cells, plansPerCell));
		}

		@Override
		public void propose(int cells, float[] contexts, float[] objectives, float[] proposals) {
			long startNs = TimedModel.this.clock.nanoTime();
			this.imaginer.propose(cells, contexts, objectives, proposals);
			TimedModel.this.proposeNs += TimedModel.this.clock.nanoTime() - startNs;
		}

		@Override
		public void close() {
			this.imaginer.close();
		}

	}

}

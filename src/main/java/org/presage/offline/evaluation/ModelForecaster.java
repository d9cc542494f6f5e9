/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * A model package as it will serve, in ONNX Runtime, asked for one plan a window: the
 * actions that were taken. It sees the last of a window's frames if it needs fewer, and
 * its forecast is cut if it looks further ahead; the actions beyond the window's are held
 * then, which changes no earlier step, because an action shapes no frame before its own.
 */
public final class ModelForecaster implements Forecaster, AutoCloseable {

	private final String name;

	private final NetworkSpec network;

	private final int window;

	private final int horizon;

	/** From the windows' standard deviations to the model's: x·scale + shift. */
	private final double[] scale;

	private final double[] shift;

	private final int[] frameIndices;

	private final float[] windows;

	private final float[] plans;

	private final Imaginer imaginer;

	private final float[] contexts;

	private final Prediction forecast;

	/** Null if nothing is known of neighbours, or the model reads nothing of it. */
	private @Nullable NeighbourContexts neighbours;

	/** For windows as the model was trained on. */
	public ModelForecaster(String name, WorldModel model) {
		this(name, model, model.manifest().network().window(), model.manifest().network().horizon(),
				model.manifest().scaler());
	}

	/**
	 * For the windows of a dataset.
	 * @throws DataException if the windows are too short for the model, look further
	 * ahead than it can, or its KPIs are transformed in another way
	 */
	public static ModelForecaster on(Dataset data, String name, WorldModel model) {
		ModelManifest manifest = model.manifest();
		manifest.schema().requireSameFrames(data.schema());
		require(name, "window", "at most " + data.window(), manifest.network().window(),
				manifest.network().window() <= data.window());
		require(name, "horizon", "at least " + data.horizon(), manifest.network().horizon(),
				manifest.network().horizon() >= data.horizon());
		require(name, "scaler.transforms", data.scaler().transforms().toString(), manifest.scaler().transforms(),
				manifest.scaler().transforms().equals(data.scaler().transforms()));
		ModelForecaster forecaster = new ModelForecaster(name, model, data.window(), data.horizon(), data.scaler());
		NeighbourFrames frames = data.neighbours();
		if (frames != null && manifest.network().knowsAnnounced()) {
			forecaster.neighbours = new NeighbourContexts(data, frames, manifest.network(), model.contextSize(),
					forecaster.imaginer, forecaster::scaled);
		}
		return forecaster;
	}

	private static void require(String name, String field, String expected, Object found, boolean holds) {
		if (!holds) {
			throw new DataException("model " + name + ": " + field, expected, found);
		}
	}

	private ModelForecaster(String name, WorldModel model, int window, int horizon, Standardizer from) {
		KpiSchema schema = model.manifest().schema();
		Standardizer to = model.manifest().scaler();
		this.name = name;
		this.network = model.manifest().network();
		this.window = window;
		this.horizon = horizon;
		this.scale = new double[schema.size()];
		this.shift = new double[schema.size()];
		Arrays.setAll(this.scale, (k) -> from.std()[k] / to.std()[k]);
		Arrays.setAll(this.shift, (k) -> (from.mean()[k] - to.mean()[k]) / to.std()[k]);
		this.frameIndices = schema.frameIndices();
		this.windows = new float[WindowBatch.SIZE * this.network.window() * schema.size()];
		this.plans = new float[WindowBatch.SIZE * this.network.horizon()];
		this.imaginer = model.imaginer(WindowBatch.SIZE, 1);
		this.contexts = new float[WindowBatch.SIZE * model.contextSize()];
		this.forecast = new Prediction(WindowBatch.SIZE, this.network.horizon(), this.network.targets());
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void forecast(WindowBatch batch, float[] mean, float[] deviation) {
		encode(batch);
		predict(batch);
		write(batch, mean, deviation);
	}

	/** Reads a batch's windows and plans, in the model's units. */
	public void encode(WindowBatch batch) {
		ask(batch);
		this.imaginer.encode(batch.count(), this.windows, this.contexts);
		if (this.neighbours != null) {
			this.neighbours.complete(batch, this.contexts);
		}
	}

	/** Predicts the batch encoded last for plans of one action each, {@code [C, H]}. */
	Prediction predict(WindowBatch batch, float[] actions) {
		this.imaginer.imagine(batch.count(), this.contexts, 1, actions, this.forecast);
		return this.forecast;
	}

	/** Predicts the batch encoded last for its own plans; overwrites what was before. */
	Prediction predict(WindowBatch batch) {
		return predict(batch, this.plans);
	}

	/**
	 * Predicts the frame after each window of the batch encoded last, if an action is in
	 * force in it; overwrites what was predicted before.
	 * @param action in the units of the batch
	 * @param mean receives {@code [C, Y]}, in the units of the batch
	 */
	public void next(WindowBatch batch, float action, float[] mean) {
		float[] held = new float[batch.count() * this.network.horizon()];
		Arrays.fill(held, scaled(action, this.network.action()));
		predict(batch, held);
		int targets = this.network.targets();
		for (int i = 0; i < batch.count() * targets; i++) {
			int k = this.frameIndices[i % targets];
			mean[i] = (float) ((this.forecast.mean()[this.forecast.index(i / targets, 0, i % targets)] - this.shift[k])
					/ this.scale[k]);
		}
	}

	/** Windows of the batch encoded last, {@code [C, L, F]}, in the model's units. */
	float[] windows() {
		return this.windows;
	}

	/** Its plans, {@code [C, H]}, in the model's units. */
	float[] plans() {
		return this.plans;
	}

	/** Writes the prediction in the units of the batch. */
	void write(WindowBatch batch, float[] mean, float[] deviation) {
		int targets = this.network.targets();
		for (int c = 0; c < batch.count(); c++) {
			for (int at = 0; at < this.horizon * targets; at++) {
				int k = this.frameIndices[at % targets];
				int i = this.forecast.index(c, at / targets, at % targets);
				int o = c * this.horizon * targets + at;
				mean[o] = (float) ((this.forecast.mean()[i] - this.shift[k]) / this.scale[k]);
				deviation[o] = (float) (this.forecast.deviation(i) / this.scale[k]);
			}
		}
	}

	private void ask(WindowBatch batch) {
		int features = this.network.features();
		int seen = this.network.window() * features;
		int action = this.network.action();
		for (int c = 0; c < batch.count(); c++) {
			int from = (c + 1) * this.window * features - seen;
			for (int i = 0; i < seen; i++) {
				this.windows[c * seen + i] = scaled(batch.windows()[from + i], i % features);
			}
			for (int h = 0; h < this.network.horizon(); h++) {
				float planned = batch.plans()[c * this.horizon + Math.min(h, this.horizon - 1)];
				this.plans[c * this.network.horizon() + h] = scaled(planned, action);
			}
		}
	}

	private float scaled(float value, int kpi) {
		return (float) (value * this.scale[kpi] + this.shift[kpi]);
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}

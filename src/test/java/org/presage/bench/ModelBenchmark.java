/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.bench;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.Main;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** One call of the built-in model, by the numbers of cells and of plans. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = { "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow" })
@SuppressWarnings("NullAway.Init")
public class ModelBenchmark {

	/** Cells of a call. */
	@Param({ "1", "4" })
	public int cells;

	/** Plans of each cell. */
	@Param({ "1", "8", "16", "32", "64" })
	public int plans;

	private OnnxWorldModel model;

	private Imaginer imaginer;

	private Prediction forecast;

	private float[] windows;

	private float[] contexts;

	private float[] actions;

	/** Random windows and plans; what they say costs nothing. */
	@Setup(Level.Trial)
	public void load() {
		this.model = OnnxWorldModel.load(ModelFiles.read(null));
		NetworkSpec spec = this.model.manifest().network();
		this.imaginer = this.model.imaginer(this.cells, this.plans);
		this.forecast = new Prediction(this.cells * this.plans, spec.horizon(), spec.targets());
		SplittableRandom random = new SplittableRandom(1);
		this.windows = gaussian(this.cells * spec.window() * spec.features(), random);
		this.actions = gaussian(this.cells * this.plans * spec.horizon(), random);
		this.contexts = new float[this.cells * this.model.contextSize()];
		this.imaginer.encode(this.cells, this.windows, this.contexts);
	}

	private static float[] gaussian(int size, SplittableRandom random) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) random.nextGaussian();
		}
		return values;
	}

	@TearDown(Level.Trial)
	public void close() {
		this.imaginer.close();
		this.model.close();
	}

	@Benchmark
	public float[] encode() {
		this.imaginer.encode(this.cells, this.windows, this.contexts);
		return this.contexts;
	}

	@Benchmark
	public float[] imagine() {
		this.imaginer.imagine(this.cells, this.contexts, this.plans, this.actions, this.forecast);
		return this.forecast.mean();
	}

	/** Takes the options of JMH, for example {@code imagine -p plans=32}. */
	public static void main(String... args) throws IOException {
		Main.main(args);
	}

}

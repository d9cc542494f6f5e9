/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.benchmark.PlannerBench;
import org.presage.control.ControlSettings;
import org.presage.control.SearchSettings;
import org.presage.kpi.Neighbours;
import org.presage.planner.CemSettings;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.TrainingProvenance;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxExporter;

/** What one plan costs. */
@Command(name = "planner", mixinStandardHelpOptions = true,
		description = "Measure whole plans of one cell on one thread, and how close the model comes to what "
				+ "the processor " + "can do.")
final class BenchPlannerCommand implements Callable<Integer> {

	/** As many as a server keeps. */
	private static final int MOST_CELLS = 10_000;

	/** What is planned with. */
	private enum Preset {

		/** The model and the search that are served by default. */
		DEFAULT(2000),
		/** The sizes and the search of arXiv 2511.02748, with random weights. */
		PAPER(200);

		private final int plans;

		Preset(int plans) {
			this.plans = plans;
		}

	}

	/** What is written with --json. */
	@JsonResult
	record Result(String preset, @JsonUnwrapped PlannerBench.PlannerResult result) {
	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--preset", defaultValue = "default",
			description = "Measure this search: default is the model as served; paper has 256 plans, 4 "
					+ "iterations, width 192, " + "4 layers and random weights.")
	private Preset preset = Preset.DEFAULT;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Plan with this model package (default: the built-in model).")
	private @Nullable Path model;

	@Option(names = "--plans", paramLabel = "N", description = "Measure this many plans (default: 2000, paper 200).")
	private int plans;

	@Option(names = "--batch", paramLabel = "N", defaultValue = "1",
			description = "Plan this many cells in one call of the model; times are of the call (default: "
					+ "${DEFAULT-VALUE}).")
	private int batch;

	@Option(names = "--neighbours", paramLabel = "N", defaultValue = "0",
			description = "Let each cell know the announced plans of this many others, and compare with plans of the "
					+ "same cells alone; for models that know announced plans (default: ${DEFAULT-VALUE}).")
	private int neighbours;

	@Mixin
	private DeviceOption device = new DeviceOption(Device.CPU);

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	@Override
	public Integer call() {
		if (this.batch < 1 || this.batch > MOST_CELLS) {
			throw new ParameterException(this.command.commandLine(),
					"--batch: expected 1 to " + MOST_CELLS + ", found " + this.batch);
		}
		if (this.plans < 0 || (this.preset == Preset.PAPER && this.model != null)) {
			throw new ParameterException(this.command.commandLine(),
					(this.plans < 0) ? "--plans: expected 1 or more, found " + this.plans
							: "--preset paper: expected no --model, since it measures a network of its own");
		}
		ModelPackage source = ModelFiles.read(this.model);
		requireNeighbours(source.manifest());
		ControlSettings settings = ControlSettings.defaults();
		if (this.preset == Preset.PAPER) {
			source = paper(source.manifest());
			settings = published(settings, source.manifest().network().horizon());
		}
		int count = (this.plans > 0) ? this.plans : this.preset.plans;
		try (PlannerBench bench = new PlannerBench(source, settings, this.device.value(), this.batch, this.neighbours,
				this.bench.seed(), Clock.SYSTEM)) {
			PlannerBench.PlannerResult result = bench.run(count, Math.max(1, count / 10));
			print(result, this.bench.out());
			this.bench.write(source.manifest(), new Result(this.preset.name().toLowerCase(Locale.ROOT), result));
		}
		return ExitCodes.OK;
	}

	private void requireNeighbours(ModelManifest manifest) {
		if (this.neighbours < 0 || this.neighbours > Neighbours.MOST) {
			throw new ParameterException(this.command.commandLine(),
					"--neighbours: expected 0 to " + Neighbours.MOST + ", found " + this.neighbours);
		}
		if (this.neighbours > 0 && (this.preset == Preset.PAPER || !manifest.network().knowsAnnounced())) {
			throw new ParameterException(this.command.commandLine(),
					"--neighbours: expected a --model that was trained with --neighbours, found "
							+ ((this.preset == Preset.PAPER) ? "--preset paper" : "model " + manifest.version()));
		}
	}

	/** A network of the published sizes for the same frames. */
	private ModelPackage paper(ModelManifest like) {
		NetworkSpec spec = NetworkSpec
			.of(Architectures.DEFAULT, like.schema(), like.network().window(), like.network().horizon())
			.withSize(NetworkSize.PAPER);
		Network network = Architectures.build(spec);
		ModelManifest label = new ModelManifest(ModelManifest.FORMAT, "random-weights", like.created(), spec,
				like.schema(), like.scaler(), like.actionMin(), like.actionMax(), like.observed(), like.calibration(),
				TrainingProvenance.NONE, Map.of(), Map.of());
		return OnnxExporter.export(network, network.parameters().initialise(new SplittableRandom(this.bench.seed())),
				label);
	}

	private static ControlSettings published(ControlSettings like, int horizon) {
		return like.withSearch(new SearchSettings(CemSettings.published(1), horizon, 0, 1));
	}

	private static void print(PlannerBench.PlannerResult result, PrintWriter console) {
		console.printf("%d plans of %d rollouts in %d iterations, %s on one thread, model on %s%n", result.plans(),
				result.rollouts(), result.iterations(),
				(result.cellsPerCall() == 1) ? "one cell at a time" : result.cellsPerCall() + " cells in each call",
				result.device());
		console.printf("time a plan    p50 %.2f ms   p99 %.2f ms   p99.9 %.2f ms%n", result.p50Ms(), result.p99Ms(),
				result.p999Ms());
		console.printf(
				"of which (p50) encode %.3f ms   propose %.3f ms   imagine %.3f ms   scoring and search %.3f ms%n",
				result.encodeP50Ms(), result.proposeP50Ms(), result.imagineP50Ms(), result.searchP50Ms());
		console.printf("         (p99) encode %.3f ms   propose %.3f ms   imagine %.3f ms%n", result.encodeP99Ms(),
				result.proposeP99Ms(), result.imagineP99Ms());
		console.printf(
				"products       %.4f GFLOP a plan; imagine %.1f GFLOP/s, best 1024³ product %.1f: efficiency %.2f%n",
				result.gflopPerPlan(), result.gflops(), result.matmulPeakGflops(), result.efficiency());
		PlannerBench.NeighbourCost cost = result.neighbours();
		if (cost != null) {
			console.printf(
					"neighbours     %d of each cell; without them p50 %.2f ms; with them %.3f times as long (95 %%: %.3f "
							+ "to %.3f)%n",
					cost.count(), cost.aloneP50Ms(), cost.ratio().mean(), cost.ratio().low(), cost.ratio().high());
		}
		console.flush();
	}

}

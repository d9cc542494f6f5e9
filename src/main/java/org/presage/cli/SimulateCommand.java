/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.benchmark.AllocationPolicy;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.NeighbourFile;
import org.presage.offline.data.ParquetCopy;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SliceExploration;
import org.presage.sim.TraceWriter;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Writes a trace of the simulated network. */
@Command(name = "simulate", mixinStandardHelpOptions = true,
		description = "Simulate a radio access network and write a tidy trace (CSV, or gzip CSV if FILE ends "
				+ "in .gz).")
final class SimulateCommand implements Callable<Integer> {

	/** Intervals that let queues and playback buffers settle. */
	private static final int WARM_UP = 200;

	/** Intervals that explore, or do not, at a time. */
	private static final double MEAN_EPISODE_STEPS = 20;

	private enum Pattern {

		EXPLORE, ALL, PRESAGE

	}

	/**
	 * What is written with --json.
	 *
	 * @param rows of all series together
	 * @param slices of a cell; 0 for cells without
	 * @param load UEs in proportion to the default; null for several
	 * @param loads of the networks, one after the other in the trace
	 * @param policy of the allocations
	 */
	@JsonResult
	record Result(String out, long rows, int cells, int slices, int steps, int stepMs, @Nullable Double load,
			List<Double> loads, String policy) {
	}

	@Option(names = "--cells", defaultValue = "20",
			description = "Simulate this many cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--slices",
			description = "Give each cell a video, a web and a voice slice; each slice is a series.")
	private boolean slices;

	@Option(names = "--load", split = ",", defaultValue = "1", paramLabel = "FACTOR",
			description = "Multiply the UEs of each cell by this factor (default: ${DEFAULT-VALUE}); with several, "
					+ "simulate a network with each, the next one with the next seed.")
	@SuppressWarnings("NullAway.Init")
	private List<Double> loads;

	@Option(names = "--steps", defaultValue = "20000",
			description = "Simulate this many intervals of 100 ms (default: ${DEFAULT-VALUE}).")
	private int steps;

	@Option(names = "--policy", defaultValue = "explore",
			description = "Allocate by this policy: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). "
					+ "explore varies the allocation independently "
					+ "of the state, all always allows every PRB, presage plans with a model; slices of a cell share "
					+ "its carrier.")
	@SuppressWarnings("NullAway.Init")
	private Pattern policy;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Plan with this model package, for --policy presage (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--explore", defaultValue = "0", paramLabel = "SHARE",
			description = "Explore in this share of the intervals instead, a few seconds at a time, for --policy "
					+ "presage (default: ${DEFAULT-VALUE}).")
	private double explore;

	@Mixin
	private SeedOption seed = new SeedOption();

	@Option(names = "--out", required = true, paramLabel = "FILE",
			description = "Write the trace to this file: *.csv, *.csv.gz or *.parquet.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Option(names = "--neighbours", paramLabel = "FILE",
			description = "Write which cells each cell hears to this file (YAML), for 'neighbours'.")
	private @Nullable Path neighbours;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() throws Exception {
		if (new HashSet<>(this.loads).size() < this.loads.size()) {
			throw new InvalidInputException("--load", "each factor once", this.loads);
		}
		if (this.model != null && this.policy != Pattern.PRESAGE) {
			throw new InvalidInputException("--model", "none without --policy presage", this.model);
		}
		if (!(this.explore >= 0 && this.explore < 1)) {
			throw new InvalidInputException("--explore", "0 to below 1", this.explore);
		}
		if (this.explore > 0 && this.policy != Pattern.PRESAGE) {
			throw new InvalidInputException("--explore", "none without --policy presage", this.explore);
		}
		if (this.neighbours != null && this.slices) {
			throw new InvalidInputException("--neighbours", "none with --slices: cells hear each other, not slices",
					this.neighbours);
		}
		RanConfig config = this.slices ? RanConfig.sliced(this.cells) : RanConfig.of(this.cells);
		List<TraceWriter.Recorded> networks = new ArrayList<>();
		List<AllocationPolicy> planners = new ArrayList<>();
		try (ModelRegistry registry = new ModelRegistry()) {
			if (this.policy == Pattern.PRESAGE) {
				registry.serve(OnnxWorldModel.load(ModelFiles.read(planning())));
			}
			for (int n = 0; n < this.loads.size(); n++) {
				networks.add(recorded(config.withLoad(this.loads.get(n)), this.seed.value() + n,
						(this.loads.size() > 1) ? "load" + this.loads.get(n) + '/' : "", registry, planners));
			}
			write((file) -> TraceWriter.write(networks, WARM_UP, this.steps, file));
			planners.forEach(AllocationPolicy::close);
		}
		if (this.neighbours != null) {
			NeighbourFile.write(TraceWriter.neighbours(networks), "its own signal", this.neighbours);
		}
		long units = networks.stream().mapToLong((network) -> network.network().units()).sum();
		Result result = new Result(this.out.toString(), units * this.steps, this.cells,
				this.slices ? config.slices().size() : 0, this.steps, RanConfig.STEP_MS,
				(this.loads.size() == 1) ? this.loads.getFirst() : null, this.loads,
				this.policy.name().toLowerCase(Locale.ROOT));
		this.report.out()
			.printf("%,d rows of %d cells%s%n", result.rows(), this.loads.size() * this.cells,
					this.slices ? " of " + result.slices() + " slices" : "");
		this.report.write(CommandResult.of(this.seed.value(), null, result), this.out, this.neighbours);
		return ExitCodes.OK;
	}

	private @Nullable Path planning() {
		return (this.model == null && this.slices) ? ModelFiles.SLICES : this.model;
	}

	private TraceWriter.Recorded recorded(RanConfig config, long seedOfNetwork, String prefix, ModelRegistry registry,
			List<AllocationPolicy> planners) {
		RanSimulator network = new RanSimulator(config, seedOfNetwork);
		return new TraceWriter.Recorded(prefix, network, switch (this.policy) {
			case EXPLORE -> exploring(config, seedOfNetwork);
			case ALL -> (last, prbs) -> Arrays.fill(prbs, config.carrierPrbs());
			case PRESAGE -> planning(network, registry, planners, exploring(config, seedOfNetwork), seedOfNetwork);
		});
	}

	private TraceWriter.Allocator exploring(RanConfig config, long seedOfNetwork) {
		int kinds = config.slices().size();
		SliceExploration[] explorations = new SliceExploration[this.cells];
		Arrays.setAll(explorations,
				(c) -> new SliceExploration(kinds, config.carrierPrbs(), seedOfNetwork * 7919 + (long) c * kinds));
		return (last, prbs) -> {
			for (int c = 0; c < explorations.length; c++) {
				explorations[c].next(prbs, c * kinds);
			}
		};
	}

	/**
	 * Until windows are full, what is in force stays. While the network explores, the
	 * planner sees it and decides nothing.
	 */
	private TraceWriter.Allocator planning(RanSimulator network, ModelRegistry registry,
			List<AllocationPolicy> planners, TraceWriter.Allocator exploring, long seedOfNetwork) {
		KpiSchema served = Objects.requireNonNull(registry.manifest()).schema();
		network.schema().requireSameFrames(served);
		AllocationPolicy policy = AllocationPolicy.planned(registry, served, ControlSettings.defaults());
		planners.add(policy);
		Random random = new Random(seedOfNetwork);
		boolean[] explores = { false };
		return (last, prbs) -> {
			if (random.nextDouble() < 1 / MEAN_EPISODE_STEPS) {
				explores[0] = random.nextDouble() < this.explore;
			}
			if (explores[0]) {
				policy.observe(last);
				exploring.allocate(last, prbs);
			}
			else {
				Arrays.setAll(prbs, last::prbs);
				policy.decide(last, prbs);
			}
		};
	}

	/** Writes a trace at a place. */
	private interface CsvWriter {

		void write(Path file) throws IOException;

	}

	/** Parquet is made from CSV, which DuckDB reads. */
	private void write(CsvWriter writer) throws IOException {
		if (!this.out.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
			writer.write(this.out);
			return;
		}
		Path csv = Files.createTempFile("presage-", ".csv");
		try {
			writer.write(csv);
			ParquetCopy.of(csv, this.out);
		}
		finally {
			Files.deleteIfExists(csv);
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.JsonResult;
import org.presage.offline.data.ParquetCopy;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SliceExploration;
import org.presage.sim.TraceWriter;

/** Writes a trace of the simulated network. */
@Command(name = "simulate", mixinStandardHelpOptions = true,
		description = "Simulate a radio access network and write a tidy trace (CSV, or gzip CSV if FILE ends "
				+ "in .gz).")
final class SimulateCommand implements Callable<Integer> {

	/** Intervals that let queues and playback buffers settle. */
	private static final int WARM_UP = 200;

	private enum Pattern {

		EXPLORE, ALL

	}

	/**
	 * What is written with --json.
	 *
	 * @param rows of all series together
	 * @param slices of a cell; 0 for cells without
	 * @param load UEs in proportion to the default
	 * @param policy of the allocations
	 */
	@JsonResult
	record Result(String out, long rows, int cells, int slices, int steps, int stepMs, double load, String policy) {
	}

	@Option(names = "--cells", defaultValue = "20",
			description = "Simulate this many cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--slices",
			description = "Give each cell a video, a web and a voice slice; each slice is a series.")
	private boolean slices;

	@Option(names = "--load", defaultValue = "1", paramLabel = "FACTOR",
			description = "Multiply the UEs of each cell by this factor (default: ${DEFAULT-VALUE}).")
	private double load;

	@Option(names = "--steps", defaultValue = "20000",
			description = "Simulate this many intervals of 100 ms (default: ${DEFAULT-VALUE}).")
	private int steps;

	@Option(names = "--policy", defaultValue = "explore",
			description = "Allocate by this policy: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). "
					+ "explore varies the allocation independently "
					+ "of the state, all always allows every PRB; slices of a cell share its carrier.")
	@SuppressWarnings("NullAway.Init")
	private Pattern policy;

	@Mixin
	private SeedOption seed = new SeedOption();

	@Option(names = "--out", required = true, paramLabel = "FILE",
			description = "Write the trace to this file: *.csv, *.csv.gz or *.parquet.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() throws Exception {
		RanConfig config = (this.slices ? RanConfig.sliced(this.cells) : RanConfig.of(this.cells)).withLoad(this.load);
		RanSimulator simulator = new RanSimulator(config, this.seed.value());
		int slices = config.slices().size();
		SliceExploration[] explorations = new SliceExploration[this.cells];
		Arrays.setAll(explorations, (c) -> new SliceExploration(slices, config.carrierPrbs(),
				this.seed.value() * 7919 + (long) c * slices));
		write((file) -> TraceWriter.write(simulator, (last, prbs) -> {
			for (int c = 0; c < explorations.length; c++) {
				explorations[c].next(prbs, c * slices);
			}
			if (this.policy == Pattern.ALL) {
				Arrays.fill(prbs, config.carrierPrbs());
			}
		}, WARM_UP, this.steps, file));
		Result result = new Result(this.out.toString(), (long) simulator.units() * this.steps, this.cells,
				this.slices ? slices : 0, this.steps, RanConfig.STEP_MS, this.load,
				this.policy.name().toLowerCase(Locale.ROOT));
		this.report.out()
			.printf("%,d rows of %d cells%s%n", result.rows(), this.cells,
					this.slices ? " of " + slices + " slices" : "");
		this.report.write(CommandResult.of(this.seed.value(), null, result), this.out);
		return ExitCodes.OK;
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

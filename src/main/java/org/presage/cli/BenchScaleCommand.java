/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.benchmark.LoadResult;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/** How many cells one machine serves. */
@Command(name = "scale", mixinStandardHelpOptions = true,
		description = "Start the xApp in this process and put the load of more and more cells on it over "
				+ "loopback gRPC.")
final class BenchScaleCommand implements Callable<Integer> {

	/** A number of cells is served if 99 % of its decisions are there within this. */
	private static final double SERVED_MS = 10;

	/** For each number of cells, if nothing else is asked for. */
	private static final int SECONDS = 15;

	private static final int WARM_UP_DECISIONS = 3000;

	/**
	 * What is written with --json.
	 *
	 * @param maxCells most cells that are served in time
	 */
	@JsonResult
	record Result(long periodMs, boolean burst, List<LoadResult> points, int maxCells) {
	}

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchLoadOptions load;

	@Option(names = "--cells", split = ",", defaultValue = "10,100,1000",
			description = "Measure with each of these numbers of cells (default: ${DEFAULT-VALUE}).")
	private List<Integer> cells = new ArrayList<>();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	private @Nullable ModelManifest model;

	@Override
	public Integer call() throws InterruptedException, IOException {
		List<LoadResult> points = new ArrayList<>();
		int most = 0;
		PrintWriter out = this.bench.out();
		TextTable table = new TextTable(">   cells", ">  p50 ms", ">  p99 ms", ">p99.9 ms", ">  missed", ">    held",
				">iterations", ">CPU us each");
		out.println(table.head());
		for (int count : this.cells) {
			LoadResult point = measure(count);
			points.add(point);
			LoadResult.Answers answers = point.answers();
			boolean served = answers.p99Ms() <= SERVED_MS && answers.deadlineMissed() == 0;
			most = served ? Math.max(most, count) : most;
			out.println(table.line(count, answers.p50Ms(), answers.p99Ms(), answers.p999Ms(), answers.deadlineMissed(),
					answers.held(), String.format(Locale.ROOT, "%.2f", answers.iterationsMean()),
					String.format(Locale.ROOT, "%.0f", point.cpuUsPerDecision())));
			out.flush();
		}
		this.bench.write(this.model, new Result(this.load.periodMs(), this.load.burst(), points, most));
		return ExitCodes.OK;
	}

	private LoadResult measure(int count) throws InterruptedException, IOException {
		try (LoadedServer loaded = LoadedServer.start(this.load.server(), LoadedServer.Edge.GRPC, count,
				this.load.budgetMs(), 0, Clock.SYSTEM)) {
			ModelManifest manifest = loaded.context().getBean(ModelRegistry.class).manifest();
			this.model = (manifest != null) ? manifest : this.model;
			int window = (manifest != null) ? manifest.network().window() : 1;
			int warmUp = Math.max(window + 3, WARM_UP_DECISIONS / count);
			return this.load.load(count, SECONDS, warmUp, Clock.SYSTEM).run(loaded::way, this.bench.seed());
		}
	}

}

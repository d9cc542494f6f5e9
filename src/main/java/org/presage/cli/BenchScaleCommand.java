package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.benchmark.LoopLoad;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/** How many cells one machine serves. */
@Command(name = "scale", mixinStandardHelpOptions = true,
		description = "Start the xApp in this process and put the load of more and more cells on it over loopback gRPC.")
final class BenchScaleCommand implements Callable<Integer> {

	/** A number of cells is served if 99 % of its decisions are there within this. */
	private static final double SERVED_MS = 10;

	private static final int WARM_UP_DECISIONS = 3000;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Option(names = "--cells", split = ",", defaultValue = "10,100,1000",
			description = "Numbers of cells (default: ${DEFAULT-VALUE}).")
	private List<Integer> cells = new ArrayList<>();

	@Option(names = "--period-ms", defaultValue = "100",
			description = "Between two reports of a cell (default: ${DEFAULT-VALUE}).")
	private long periodMs;

	@Option(names = "--seconds", defaultValue = "15",
			description = "How long for each number (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--burst", description = "All cells report at once; the period is the budget.")
	private boolean burst;

	@Option(names = "--seed", defaultValue = "1", description = "Of the simulated reports (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--json", paramLabel = "FILE", description = "Where the machine-readable result goes.")
	private @Nullable Path json;

	@Override
	public Integer call() throws InterruptedException, IOException {
		Map<String, Object> result = BuildInfo.head(this.seed);
		result.put("period_ms", this.periodMs);
		result.put("burst", this.burst);
		List<Map<String, Object>> points = new ArrayList<>();
		int most = 0;
		PrintWriter out = this.command.commandLine().getOut();
		out.printf(Locale.ROOT, "%8s %9s %9s %9s %9s %9s %12s %12s%n", "cells", "p50 ms", "p99 ms", "p99.9 ms",
				"missed", "held", "iterations", "CPU us each");
		for (int count : this.cells) {
			Map<String, Object> point = measure(count, result);
			points.add(point);
			boolean served = ((Number) point.getOrDefault("p99_ms", Double.NaN)).doubleValue() <= SERVED_MS
					&& ((Number) point.getOrDefault("deadline_missed", 1)).longValue() == 0;
			most = served ? Math.max(most, count) : most;
			out.printf(Locale.ROOT, "%8s %9s %9s %9s %9s %9s %12.2f %12.0f%n", count, point.get("p50_ms"),
					point.get("p99_ms"), point.get("p999_ms"), point.get("deadline_missed"), point.get("held"),
					point.get("iterations_mean"), point.get("cpu_us_per_decision"));
			out.flush();
		}
		result.put("points", points);
		result.put("max_cells", most);
		JsonFile.write(this.json, result);
		return ExitCodes.OK;
	}

	private Map<String, Object> measure(int count, Map<String, Object> result)
			throws InterruptedException, IOException {
		long budgetMs = this.burst ? Math.clamp(this.periodMs, 1, 1000) : 0;
		try (LoadedServer loaded = LoadedServer.start(this.server, LoadedServer.Edge.GRPC, count, budgetMs, 0)) {
			ModelManifest manifest = loaded.context().getBean(ModelRegistry.class).manifest();
			if (manifest != null) {
				result.put("model", BuildInfo.model(manifest));
			}
			int window = (manifest != null) ? manifest.network().window() : 1;
			int warmUp = Math.max(window + 3, WARM_UP_DECISIONS / count);
			LoopLoad load = new LoopLoad(count, this.periodMs, this.seconds, this.burst, warmUp, Clock.SYSTEM);
			return load.run(loaded::way, this.seed);
		}
	}

}

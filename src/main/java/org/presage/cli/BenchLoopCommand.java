/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.sun.management.GarbageCollectionNotificationInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.benchmark.LoadResult;
import org.presage.benchmark.LoopLoad;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/** The end-to-end figure: report in, decision out. */
@Command(name = "loop", mixinStandardHelpOptions = true,
		description = "Start the xApp in this process, put load on one of its edges, and measure receipt to "
				+ "decision.")
final class BenchLoopCommand implements Callable<Integer> {

	/** Enough for the compiler to have seen the loop; not measured. */
	private static final int WARM_UP_DECISIONS = 5000;

	/** More periods than a window has steps. */
	private static final int MIN_WARM_UP = 40;

	/**
	 * What is written with --json.
	 *
	 * @param gcPauseMaxMs longest stop of the JVM in whole ms
	 */
	@JsonResult
	record Result(String edge, @JsonUnwrapped LoadResult load, long gcPauseMaxMs) {
	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Option(names = "--cells", defaultValue = "20",
			description = "Report for this many cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--period-ms", defaultValue = "100",
			description = "Send a report of each cell every this many milliseconds (default: ${DEFAULT-VALUE}).")
	private long periodMs;

	@Option(names = "--seconds", defaultValue = "30",
			description = "Measure for this many seconds (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--burst", description = "Send the reports of all cells at once; the period is then the budget.")
	private boolean burst;

	@Option(names = "--edge", defaultValue = "GRPC",
			description = "Put the load on the gRPC API or on E2AP over RMR: ${COMPLETION-CANDIDATES} "
					+ "(default: ${DEFAULT-VALUE}).")
	private LoadedServer.Edge edge = LoadedServer.Edge.GRPC;

	@Option(names = "--seed", defaultValue = "1",
			description = "Start the random generator of the reports from this seed (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--json", paramLabel = "FILE", description = "Write the result to this file, as JSON.")
	private @Nullable Path json;

	@Override
	public Integer call() throws InterruptedException, IOException {
		CommandResult<Result> result;
		int warmUp = Math.max(MIN_WARM_UP, WARM_UP_DECISIONS / this.cells);
		LoopLoad load = new LoopLoad(this.cells, this.periodMs, this.seconds, this.burst, warmUp, Clock.SYSTEM);
		long budgetMs = this.burst ? Math.clamp(this.periodMs, 1, 1000) : 0;
		try (LoadedServer loaded = LoadedServer.start(this.server, this.edge, this.cells, budgetMs, load.decisions(),
				Clock.SYSTEM)) {
			ModelManifest manifest = loaded.context().getBean(ModelRegistry.class).manifest();
			AtomicLong pauseMs = watchPauses();
			LoadResult found = load.run(loaded::way, this.seed);
			result = CommandResult.of(this.seed, manifest,
					new Result(this.edge.name().toLowerCase(Locale.ROOT), found, pauseMs.get()));
		}
		JsonFile.write(this.json, result);
		this.command.commandLine().getOut().println(JsonFile.text(result));
		this.command.commandLine().getOut().flush();
		return ExitCodes.OK;
	}

	/**
	 * The longest stop-the-world pause from now on, in whole ms as the JVM reports it.
	 */
	private static AtomicLong watchPauses() {
		AtomicLong longest = new AtomicLong();
		ManagementFactory.getGarbageCollectorMXBeans().forEach((collector) -> {
			if (collector instanceof NotificationEmitter emitter && !collector.getName().endsWith("Cycles")) {
				emitter.addNotificationListener((notification, handback) -> {
					if (notification.getUserData() instanceof CompositeData data) {
						longest.accumulateAndGet(GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration(),
								Math::max);
					}
				}, null, null);
			}
		});
		return longest;
	}

}

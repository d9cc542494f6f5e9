/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.sun.management.GarbageCollectionNotificationInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

	/** Measured, if nothing else is asked for. */
	private static final int SECONDS = 30;

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

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchLoadOptions load;

	@Option(names = "--cells", defaultValue = "20",
			description = "Report for this many cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--edge", defaultValue = "GRPC",
			description = "Put the load on the gRPC API or on E2AP over RMR: ${COMPLETION-CANDIDATES} "
					+ "(default: ${DEFAULT-VALUE}).")
	private LoadedServer.Edge edge = LoadedServer.Edge.GRPC;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	@Override
	public Integer call() throws InterruptedException, IOException {
		int warmUp = Math.max(MIN_WARM_UP, WARM_UP_DECISIONS / this.cells);
		LoopLoad reports = this.load.load(this.cells, SECONDS, warmUp, Clock.SYSTEM);
		ModelManifest manifest;
		Result result;
		try (LoadedServer loaded = LoadedServer.start(this.load.server(), this.edge, this.cells, this.load.budgetMs(),
				(this.edge == LoadedServer.Edge.RMR) ? reports.decisions() : 0, Clock.SYSTEM)) {
			manifest = loaded.context().getBean(ModelRegistry.class).manifest();
			AtomicLong pauseMs = watchPauses();
			LoadResult found = reports.run(loaded::way, this.bench.seed());
			result = new Result(this.edge.name().toLowerCase(Locale.ROOT), found, pauseMs.get());
		}
		ResultTables.print(result.load(), result.gcPauseMaxMs(), this.bench.out());
		this.bench.write(manifest, result);
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

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

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.presage.audit.AuditTrail;
import org.presage.audit.RecordedSettings;
import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.benchmark.LoadResult;
import org.presage.benchmark.RegretSummary;
import org.presage.benchmark.SentPlans;
import org.presage.sim.RanConfig;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/** How many cells one machine serves. */
@Command(name = "scale", mixinStandardHelpOptions = true,
		description = "Start the xApp in this process and put the load of more and more cells on it over "
				+ "loopback gRPC. A number of cells is served if the plans that were sent have a mean regret of at most "
				+ "2 %%, the 99th percentile of the latency is at most 10 ms, and at most 1 of 10,000 decisions is late.")
final class BenchScaleCommand implements Callable<Integer> {

	/** A number of cells is served if 99 % of its decisions are there within this. */
	private static final double SERVED_MS = 10;

	/** And if no larger share of them is late. */
	private static final double SERVED_LATE = 1e-4;

	/** And if the plans that were sent have no larger regret in the mean. */
	private static final double SERVED_REGRET = 0.02;

	/** Decisions that are kept of the load, the newest: a few kB each. */
	private static final int MOST_KEPT = 20_000;

	/** For each number of cells, if nothing else is asked for. */
	private static final int SECONDS = 15;

	/** Of a search for the best plan. */
	private static final int MOST_SAMPLES = 65_536;

	private static final int WARM_UP_DECISIONS = 3000;

	/** Lines of progress while the plans of a point are judged. */
	private static final int PROGRESS = 4;

	/**
	 * What is written with --json.
	 *
	 * @param referenceSamples of the large search that plans are compared with
	 * @param maxCells most cells that are served
	 */
	@JsonResult
	record Result(long periodMs, boolean burst, int referenceSamples, List<Point> points, int maxCells) {
	}

	/**
	 * One number of cells.
	 *
	 * @param regret of plans that were sent
	 * @param served whether the regret is at most 2 % in the mean, the 99th percentile of
	 * the latency at most 10 ms, and at most one decision of 10,000 late
	 */
	@JsonResult
	record Point(@JsonUnwrapped LoadResult load, @JsonUnwrapped RegretSummary regret, boolean served) {

		static Point of(LoadResult load, RegretSummary regret) {
			LoadResult.Answers answers = load.answers();
			boolean good = regret.judged() > 0
					&& (regret.withoutGain() == regret.judged() || regret.regretMean() <= SERVED_REGRET);
			return new Point(load, regret, good && answers.p99Ms() <= SERVED_MS
					&& answers.deadlineMissed() <= SERVED_LATE * answers.answered());
		}

	}

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchLoadOptions load;

	@Option(names = "--cells", split = ",", defaultValue = "10,100,1000",
			description = "Measure with each of these numbers of cells (default: ${DEFAULT-VALUE}).")
	private List<Integer> cells = new ArrayList<>();

	@Option(names = "--judged", paramLabel = "N", defaultValue = "200",
			description = "Plan this many of the decisions of each point again after its load, drawn at random "
					+ "(default: ${DEFAULT-VALUE}).")
	private int judged;

	@Mixin
	private SamplesOption samples = new SamplesOption(4096);

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	private @Nullable ModelManifest model;

	@Override
	public Integer call() throws InterruptedException, IOException {
		if (this.judged < 1 || this.samples.value() < 1 || this.samples.value() > MOST_SAMPLES) {
			throw new ParameterException(this.command.commandLine(),
					(this.judged < 1) ? "--judged: expected 1 or more, found " + this.judged
							: "--samples: expected 1 to " + MOST_SAMPLES + ", found " + this.samples.value());
		}
		// Refused before a server starts.
		this.cells.forEach(RanConfig::of);
		List<Point> points = new ArrayList<>();
		int most = 0;
		PrintWriter out = this.bench.out();
		TextTable table = new TextTable(">   cells", ">  p50 ms", ">  p99 ms", ">p99.9 ms", ">  missed", ">    held",
				">iterations", ">CPU us each", ">regret %", ">p95 %", ">    served");
		out.println(table.head());
		for (int count : this.cells) {
			Point point = measure(count);
			points.add(point);
			LoadResult.Answers answers = point.load().answers();
			most = point.served() ? Math.max(most, count) : most;
			out.println(table.line(count, answers.p50Ms(), answers.p99Ms(), answers.p999Ms(), answers.deadlineMissed(),
					answers.held(), String.format(Locale.ROOT, "%.2f", answers.iterationsMean()),
					String.format(Locale.ROOT, "%.0f", point.load().cpuUsPerDecision()),
					percent(point.regret().regretMean()), percent(point.regret().regretP95()),
					point.served() ? "yes" : "no"));
			out.flush();
		}
		out.printf(Locale.ROOT,
				"%nmost cells served: %d (mean regret of the plans sent at most %.0f %%, p99 at most %.0f ms, at most %.0f of "
						+ "10,000 decisions late)%n",
				most, 100 * SERVED_REGRET, SERVED_MS, 10_000 * SERVED_LATE);
		out.printf(Locale.ROOT, "regret: %d decisions of each point, compared with %d plans and local refinement%n",
				this.judged, this.samples.value());
		out.flush();
		this.bench.write(this.model,
				new Result(this.load.periodMs(), this.load.burst(), this.samples.value(), points, most));
		return ExitCodes.OK;
	}

	private static String percent(double share) {
		return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f", 100 * share);
	}

	private Point measure(int count) throws InterruptedException, IOException {
		try (LoadedServer loaded = LoadedServer.start(this.load.server(), LoadedServer.Edge.GRPC, count,
				this.load.budgetMs(), MOST_KEPT, Clock.SYSTEM)) {
			ModelRegistry registry = loaded.context().getBean(ModelRegistry.class);
			ModelManifest manifest = registry.manifest();
			this.model = (manifest != null) ? manifest : this.model;
			int window = (manifest != null) ? manifest.network().window() : 1;
			int warmUp = Math.max(window + 3, WARM_UP_DECISIONS / count);
			LoadResult measured = this.load.load(count, SECONDS, warmUp, Clock.SYSTEM)
				.run(loaded::way, this.bench.seed());
			return Point.of(measured, judge(measured, loaded.context().getBean(AuditTrail.class), registry));
		}
	}

	/** After the load, so that it does not disturb it. */
	private RegretSummary judge(LoadResult measured, AuditTrail trail, ModelRegistry registry)
			throws InterruptedException {
		SentPlans sent = SentPlans.draw(trail.ring(), Math.min(MOST_KEPT, measured.answers().answered()), this.judged,
				this.bench.seed());
		ModelRegistry.Lease lease = registry.acquire();
		if (lease == null) {
			return RegretSummary.NONE;
		}
		try (lease) {
			int each = Math.max(1, sent.size() / PROGRESS);
			return sent.judge(lease.model(), RecordedSettings.read(trail.settings()), this.samples.value(),
					this.bench.seed(), (done) -> progress(done, sent.size(), each));
		}
	}

	private void progress(int done, int of, int each) {
		if (done % each == 0 || done == of) {
			PrintWriter out = this.bench.progress();
			out.printf(Locale.ROOT, "%d of %d decisions planned again%n", done, of);
			out.flush();
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.google.protobuf.util.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.JsonResult;
import org.presage.api.WireEnums;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PrbDecision;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.client.ChannelSettings;
import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;

/** Streams a recorded trace to a running xApp. */
@Command(name = "replay", mixinStandardHelpOptions = true,
		description = {
				"Stream recorded series to a running xApp and show its decisions. The decisions change "
						+ "nothing: what was recorded has happened.",
				"Times without dates are shifted, so that the first row of each series is now." })
final class ReplayCommand implements Callable<Integer> {

	private static final long ANSWER_TIMEOUT_S = 30;

	/** Times before 2000 are no dates: they count from the start of a trace. */
	private static final long DATES_FROM_MS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

	/** Names of series that are listed. */
	private static final int SHOWN = 8;

	/**
	 * What is written with --json.
	 *
	 * @param answered of the frames that were sent, rejected ones too
	 * @param outcomes of the decisions, by name, those that happened
	 * @param firstRejection field, expected and found; null for none
	 * @param interruption why the stream ended early; null if it did not
	 */
	@JsonResult
	record Result(String target, long frames, int series, long answered, Map<String, Long> outcomes, long rejected,
			@Nullable String firstRejection, @Nullable String interruption) {
	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE",
			description = "Stream these traces, as for 'train'.")
	@SuppressWarnings("NullAway.Init")
	private List<Path> data;

	@Option(names = "--schema", required = true, paramLabel = "FILE",
			description = "Read the traces by this schema file, as for 'train'.")
	@SuppressWarnings("NullAway.Init")
	private Path schema;

	@Option(names = "--target", defaultValue = "localhost:50051", paramLabel = "HOST:PORT",
			description = "Connect to the gRPC API of the xApp at this address (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String target;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ChannelOptions channel;

	@Option(names = "--speed", defaultValue = "1", paramLabel = "N",
			description = "Stream this many times as fast as real time; 0: the next frame when the one before "
					+ "is answered (default: ${DEFAULT-VALUE}).")
	private double speed;

	@Option(names = "--series", paramLabel = "NAME",
			description = "Stream this series: a name, 'last' (default) or 'all'.", defaultValue = "last")
	@SuppressWarnings("NullAway.Init")
	private String series;

	@Option(names = "--summary", description = "Print no line for each decision.")
	private boolean summary;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	private final Map<DecisionOutcome, AtomicLong> outcomes = new EnumMap<>(DecisionOutcome.class);

	private final AtomicLong rejected = new AtomicLong();

	private final Semaphore answeredFrame = new Semaphore(0);

	private volatile @Nullable String firstRejection;

	@Override
	public Integer call() throws InterruptedException {
		Trace trace = TraceReader.read(TraceSchema.read(this.schema), this.data);
		List<Series> chosen = chosen(trace.series());
		for (DecisionOutcome outcome : DecisionOutcome.values()) {
			this.outcomes.put(outcome, new AtomicLong());
		}
		PrintWriter console = this.report.out();
		announce(trace.series(), chosen, console);
		long sent = 0;
		String interruption = null;
		try (ControlLoopClient client = new ControlLoopClient(this.target, this.channel.settings(), true,
				(message) -> show(message, console))) {
			for (Series one : chosen) {
				sent += stream(trace, one, client);
			}
			boolean finished = client.failure() == null && client.complete(30, TimeUnit.SECONDS);
			Throwable failure = client.failure();
			if (!finished || failure != null) {
				interruption = (failure != null) ? ChannelSettings.reason(failure) : "no answer for 30 s";
				this.command.commandLine().getErr().println("the stream ended early: " + interruption);
			}
		}
		Result result = result(sent, chosen.size(), interruption);
		print(result, console);
		this.report.write(result);
		return (interruption == null && result.answered() == sent) ? ExitCodes.OK : ExitCodes.FAILURE;
	}

	private List<Series> chosen(List<Series> all) {
		List<Series> chosen = switch (this.series) {
			case "last" -> List.of(all.getLast());
			case "all" -> all;
			default -> all.stream().filter((s) -> s.name().equals(this.series)).toList();
		};
		if (chosen.isEmpty()) {
			throw InvalidInputException.unknown("--series", "last, all, or one of",
					all.stream().map(Series::name).toList(), this.series);
		}
		return chosen;
	}

	private static void announce(List<Series> all, List<Series> chosen, PrintWriter console) {
		if (chosen.stream().anyMatch(ReplayCommand::isRelative)) {
			console.println("note: the trace has no dates; its first row is taken for now");
		}
		List<Series> omitted = all.stream().filter((one) -> !chosen.contains(one)).toList();
		console.printf("streaming %s%s%n", names(chosen), omitted.isEmpty() ? ""
				: "; not " + names(omitted) + " (--series all streams all " + all.size() + ", one after another)");
		console.flush();
	}

	private static String names(List<Series> series) {
		String names = series.stream().limit(SHOWN).map(ReplayCommand::name).collect(Collectors.joining(", "));
		return (series.size() > SHOWN) ? names + " and " + (series.size() - SHOWN) + " more" : names;
	}

	/** Of the series' cell. */
	private static String name(Series series) {
		return series.name().isEmpty() ? "trace" : series.name();
	}

	/** Whether its times count from its own start. */
	private static boolean isRelative(Series series) {
		return series.timesMs()[0] < DATES_FROM_MS;
	}

	private Result result(long sent, int series, @Nullable String interruption) {
		Map<String, Long> counts = new LinkedHashMap<>();
		this.outcomes.forEach((outcome, count) -> {
			if (count.get() > 0) {
				counts.put(WireEnums.name(outcome), count.get());
			}
		});
		long answered = this.rejected.get() + counts.values().stream().mapToLong(Long::longValue).sum();
		return new Result(this.target, sent, series, answered, counts, this.rejected.get(), this.firstRejection,
				interruption);
	}

	private static void print(Result result, PrintWriter console) {
		console.printf("%,d frames of %d series sent, %,d answered:", result.frames(), result.series(),
				result.answered());
		result.outcomes().forEach((outcome, count) -> console.printf(" %s %,d", outcome, count));
		console.printf(" rejected %,d%s%n", result.rejected(),
				(result.firstRejection() != null) ? " (the first: " + result.firstRejection() + ")" : "");
		console.flush();
	}

	private long stream(Trace trace, Series one, ControlLoopClient client) throws InterruptedException {
		int kpis = trace.schema().size();
		CellId cell = new CellId("replay", name(one));
		long startNs = Clock.SYSTEM.nanoTime();
		long startMs = one.timesMs()[0];
		long shiftMs = isRelative(one) ? Clock.SYSTEM.epochMillis() - startMs : 0;
		for (int row = 0; row < one.rows(); row++) {
			if (this.speed > 0 && row > 0) {
				long dueNs = startNs + (long) ((one.timesMs()[row] - startMs) * 1e6 / this.speed);
				Clock.SYSTEM.sleepUntil(dueNs);
			}
			float[] values = Arrays.copyOfRange(one.values(), row * kpis, (row + 1) * kpis);
			if (!client
				.send(ControlLoopClient.report(trace.schema(), cell, row, one.timesMs()[row] + shiftMs, values))) {
				return row;
			}
			if (row == 0) {
				// It has waited for the connection; the others are due after it.
				startNs = Clock.SYSTEM.nanoTime();
			}
			if (this.speed == 0 && !this.answeredFrame.tryAcquire(ANSWER_TIMEOUT_S, TimeUnit.SECONDS)) {
				return row + 1L;
			}
		}
		return one.rows();
	}

	private void show(AttachResponse message, PrintWriter console) {
		count(message, console);
		this.answeredFrame.release();
	}

	private void count(AttachResponse message, PrintWriter console) {
		if (message.hasRejected()) {
			this.rejected.incrementAndGet();
			if (this.firstRejection == null) {
				this.firstRejection = message.getRejected().getField() + ": expected "
						+ message.getRejected().getExpected() + ", found " + message.getRejected().getFound();
			}
			return;
		}
		PrbDecision decision = message.getDecision();
		this.outcomes.getOrDefault(decision.getOutcome(), this.rejected).incrementAndGet();
		if (!this.summary) {
			String plan = (decision.getPlanCount() == 0) ? "no plan"
					: String.format(Locale.ROOT, "plan %s score %.2f (hold %.2f)", decision.getPlanList(),
							decision.getScore(), decision.getScoreHold());
			console.printf(Locale.ROOT, "%s #%d %-10s PRBs %s, %s, decided in %.2f ms %s%n",
					decision.getCell().getName(), decision.getSequence(), WireEnums.name(decision.getOutcome()),
					decision.hasPrbs() ? decision.getPrbs() : "–", plan, Durations.toNanos(decision.getLatency()) / 1e6,
					decision.getDetail());
		}
	}

}

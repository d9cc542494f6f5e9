/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.kpi.NeighbourFile;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.neighbours.CouplingEstimate;
import org.presage.offline.neighbours.NeighbourStudy;

/** What a cell's neighbours tell of it. */
@Command(name = "neighbours", mixinStandardHelpOptions = true,
		description = "Learn from traces which cells hear each other, and show how much better a cell is forecast with "
				+ "its neighbours' plans and frames. docs/neighbours.md says what the numbers mean.")
final class NeighboursCommand implements Callable<Integer> {

	/** Nothing here is random. */
	private static final long SEED = 1;

	/** Couplings that are printed. */
	private static final int MOST_ROWS = 60;

	private static final long APART_NS = 5_000_000_000L;

	/**
	 * What is written with --json.
	 *
	 * @param neighbours file that they were read from; null if they were learnt
	 * @param learnt what was learnt; null if they were read
	 * @param couplings of the same, with their standard errors; null if they were read
	 */
	@JsonResult
	record Result(@Nullable String neighbours, @Nullable Neighbours learnt,
			@Nullable Map<String, List<CouplingEstimate.Coupling>> couplings, NeighbourStudy.Result study) {
	}

	@Mixin
	private TraceOptions traces = new TraceOptions();

	@Mixin
	private SplitOptions splitBy = new SplitOptions();

	@Option(names = "--neighbours", paramLabel = "FILE",
			description = "Read which cells each cell hears from this file (YAML; cells are named as series). Without "
					+ "it, learn them from the training part.")
	private @Nullable Path neighbours;

	@Option(names = "--learn", paramLabel = "FILE", description = "Write what was learnt to this file.")
	private @Nullable Path learn;

	@Option(names = "--window", defaultValue = "32", paramLabel = "L",
			description = "Let forecasters see this many rows (default: ${DEFAULT-VALUE}).")
	private int window;

	@Option(names = "--horizon", defaultValue = "8", paramLabel = "H",
			description = "Forecast this many rows (default: ${DEFAULT-VALUE}).")
	private int horizon;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		if (this.learn != null && this.neighbours != null) {
			throw new InvalidInputException("--learn", "none with --neighbours, which says who hears whom", this.learn);
		}
		if (this.window < 1 || this.horizon < 1) {
			throw new InvalidInputException((this.window < 1) ? "--window" : "--horizon", "1 or more",
					(this.window < 1) ? this.window : this.horizon);
		}
		SplitRule rule = Objects.requireNonNullElse(this.splitBy.rule(), SplitRule.TIME);
		if (this.neighbours == null && rule.by() != SplitRule.By.TIME) {
			throw new InvalidInputException("--split-by",
					"time without --neighbours: who hears a series is learnt from its own rows", rule.by());
		}
		Neighbours read = (this.neighbours != null) ? NeighbourFile.read(this.neighbours) : null;
		Dataset data = new Dataset(this.traces.read(), this.window, this.horizon, rule, null);
		data.requireTestPart();
		CouplingEstimate.Result estimate = (read == null) ? learn(data) : null;
		Neighbours learnt = (estimate != null) ? estimate.relation() : null;
		if (learnt != null && this.learn != null) {
			NeighbourFile.write(learnt, "its strongest neighbour", this.learn);
		}
		Neighbours relation = Objects.requireNonNull((read != null) ? read : learnt);
		NeighbourStudy.Result result = NeighbourStudy.run(data, relation);
		PrintWriter out = this.report.out();
		data.notes().forEach((note) -> out.println("note: " + note));
		if (estimate != null) {
			print(estimate.couplings(), out);
		}
		print(result, out);
		this.report.write(
				CommandResult.of(SEED, null, new Result((this.neighbours != null) ? this.neighbours.toString() : null,
						learnt, (estimate != null) ? estimate.couplings() : null, result)),
				this.learn);
		return ExitCodes.OK;
	}

	private CouplingEstimate.Result learn(Dataset data) {
		PrintWriter progress = this.report.progress();
		long[] printedNs = { Clock.SYSTEM.nanoTime() };
		return CouplingEstimate.of(data, (series, of) -> {
			long nowNs = Clock.SYSTEM.nanoTime();
			if (nowNs - printedNs[0] >= APART_NS) {
				printedNs[0] = nowNs;
				progress.printf("learning whom a series hears: %d of %d series%n", series, of);
				progress.flush();
			}
		});
	}

	private static void print(Map<String, List<CouplingEstimate.Coupling>> couplings, PrintWriter out) {
		TextTable table = new TextTable("series", "hears", ">dB", ">standard errors", "significant");
		int all = 0;
		int significant = 0;
		for (Map.Entry<String, List<CouplingEstimate.Coupling>> one : couplings.entrySet()) {
			for (CouplingEstimate.Coupling coupling : one.getValue()) {
				all++;
				significant += coupling.significant() ? 1 : 0;
				if (all <= MOST_ROWS) {
					table.row(one.getKey(), coupling.cell(), ResultTables.digits(1, coupling.couplingDb()),
							ResultTables.digits(1, coupling.standardErrors()), coupling.significant() ? "yes" : "no");
				}
			}
		}
		table.print(out);
		if (all > MOST_ROWS) {
			out.printf("… %d more; --json writes all%n", all - MOST_ROWS);
		}
		out.printf("%n%d couplings are learnt, %d of them significant%n", all, significant);
	}

	private static void print(NeighbourStudy.Result result, PrintWriter out) {
		out.printf(Locale.ROOT, "%d of %d series have a neighbour in the trace; %,d windows of the test part%n%n",
				result.related(), result.series(), result.windows());
		List<String> kinds = List.copyOf(result.knowledge().keySet());
		TextTable table = new TextTable(Baselines.VARX + " that knows", ">RMSE", ">ratio");
		kinds.forEach((kind) -> {
			NeighbourStudy.Errors errors = Objects.requireNonNull(result.knowledge().get(kind));
			table.row(kind, ResultTables.digits(4, errors.rmse()), ResultTables.digits(4, errors.ratio()));
		});
		table.print(out);
		out.println();
		Object[] head = new String[kinds.size()];
		head[0] = "KPI (ratio)";
		for (int k = 1; k < head.length; k++) {
			head[k] = ">" + kinds.get(k);
		}
		TextTable perKpi = new TextTable((String[]) head);
		Objects.requireNonNull(result.knowledge().get(kinds.getFirst())).perKpi().keySet().forEach((kpi) -> {
			Object[] cells = new Object[kinds.size()];
			cells[0] = kpi;
			for (int k = 1; k < cells.length; k++) {
				cells[k] = ResultTables.digits(4,
						Objects.requireNonNull(result.knowledge().get(kinds.get(k))).perKpi().get(kpi));
			}
			perKpi.row(cells);
		});
		perKpi.print(out);
		out.flush();
	}

}

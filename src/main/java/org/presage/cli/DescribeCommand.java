/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceStatistics;

/**
 * Describes traces side by side: a recording beside another one, or beside a simulator.
 */
@Command(name = "describe", mixinStandardHelpOptions = true,
		description = "Show how the KPIs of traces are distributed and how they move: quantiles, correlation with "
				+ "themselves and with the action; of several --data also how far each is from the first.")
final class DescribeCommand implements Callable<Integer> {

	/** Nothing here is random. */
	private static final long SEED = 1;

	/** Columns of the table, out of what --json has. */
	private static final List<Double> SHOWN = List.of(0.05, 0.5, 0.95);

	/** What is written with --json. */
	@JsonResult
	record Result(List<Described> traces) {
	}

	/**
	 * One trace.
	 *
	 * @param data its files
	 */
	@JsonResult
	record Described(List<String> data, TraceStatistics statistics) {
	}

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE", parameterConsumer = FileLists.class,
			description = "Read these CSV, gzip CSV or Parquet files as one trace. Again for a further trace.")
	private List<List<Path>> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Read the traces by this schema file, one for all --data or one for each in their order; "
					+ "without one the 13 standard KPIs at 100 ms.")
	private List<Path> schemas = new ArrayList<>();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		List<Described> described = new ArrayList<>();
		Trace first = null;
		List<Trace> traces = TraceOptions.readEach(this.data, this.schemas);
		for (int i = 0; i < traces.size(); i++) {
			traces.get(i).notes().forEach((note) -> this.report.out().println("note: " + note));
			described.add(new Described(this.data.get(i).stream().map(Path::toString).toList(),
					TraceStatistics.of(traces.get(i), first)));
			first = (first != null) ? first : traces.get(i);
		}
		print(described, this.report.out());
		this.report.write(CommandResult.of(SEED, null, new Result(described)));
		return ExitCodes.OK;
	}

	private static void print(List<Described> described, PrintWriter out) {
		for (int i = 0; i < described.size(); i++) {
			TraceStatistics statistics = described.get(i).statistics();
			out.printf(Locale.ROOT, "%d: %s: %,d rows in %d series, every %d ms%n", i + 1,
					String.join(" ", described.get(i).data()), statistics.rows(), statistics.series(),
					statistics.stepMs());
		}
		out.println();
		TextTable table = new TextTable("KPI", "unit", "trace", ">absent %", ">zero %", ">5 %", ">50 %", ">95 %",
				">self, 1 step", ">10 steps", ">after action, 0", ">1 step", ">distance");
		described.stream()
			.flatMap((one) -> one.statistics().kpis().stream())
			.map(TraceStatistics.KpiStatistics::name)
			.distinct()
			.forEach((name) -> rows(name, described, table));
		table.print(out);
		out.println();
		out.println("self, after action: correlation with the KPI itself and with the action so many steps before, "
				+ "transformed;");
		out.println("distance: Kolmogorov and Smirnov's, 0 to 1, from trace 1");
		out.flush();
	}

	private static void rows(String name, List<Described> described, TextTable table) {
		for (int i = 0; i < described.size(); i++) {
			TraceStatistics all = described.get(i).statistics();
			for (TraceStatistics.KpiStatistics kpi : all.kpis()) {
				if (kpi.name().equals(name)) {
					List<Object> cells = new ArrayList<>(
							List.of(name, kpi.unit(), "" + (i + 1), percent(kpi.absent()), percent(kpi.zero())));
					for (double shown : SHOWN) {
						int at = all.probabilities().indexOf(shown);
						cells.add(kpi.quantiles().isEmpty() ? "–"
								: String.format(Locale.ROOT, "%.4g", kpi.quantiles().get(at)));
					}
					cells.add(correlation(kpi.autocorrelation(), all.lags().indexOf(1)));
					cells.add(correlation(kpi.autocorrelation(), all.lags().indexOf(10)));
					cells.add(correlation(kpi.afterAction(), all.lags().indexOf(0)));
					cells.add(correlation(kpi.afterAction(), all.lags().indexOf(1)));
					Double distance = kpi.distance();
					cells.add((distance != null) ? String.format(Locale.ROOT, "%.2f", distance) : "–");
					table.row(cells.toArray());
				}
			}
		}
	}

	private static String percent(double share) {
		return String.format(Locale.ROOT, "%.1f", 100 * share);
	}

	private static String correlation(List<@Nullable Double> values, int at) {
		Double value = values.get(at);
		return (value != null) ? String.format(Locale.ROOT, "%.2f", value) : "–";
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.TextTable;
import org.presage.benchmark.PlausibilityResult;
import org.presage.benchmark.PlausibilityStudy;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.offline.data.Trace;
import org.presage.sim.RanConfig;
import org.presage.sim.e2.DataFault;

/** How often true reports are called false, and false ones found. */
@Command(name = "plausibility", mixinStandardHelpOptions = true,
		description = "Measure how often the checks of reports are wrong on a recording, and how soon they "
				+ "find faults.")
final class BenchPlausibilityCommand implements Callable<Integer> {

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchTraceOptions recorded;

	@Option(names = "--steps", defaultValue = "20000",
			description = "Simulate this many intervals (default: ${DEFAULT-VALUE}).")
	private int steps;

	@Option(names = "--slices", description = "Simulate cells with three slices.")
	private boolean slices;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	@Override
	public Integer call() {
		Trace given = this.recorded.read();
		Trace trace = (given != null) ? given : PlausibilityStudy
			.simulated(this.slices ? RanConfig.sliced(7) : RanConfig.of(10), this.steps, this.bench.seed());
		PlausibilityResult result = new PlausibilityStudy(trace, PlausibilitySettings.DEFAULT)
			.run(Arrays.asList(DataFault.values()));
		print(result);
		this.bench.write(null, result);
		return ExitCodes.OK;
	}

	private void print(PlausibilityResult result) {
		PrintWriter out = this.bench.out();
		out.printf(Locale.ROOT, "%s: %,d true reports of %d cells%n%n", result.trace(), result.reports(),
				result.cells());
		TextTable causes = new TextTable("cause", ">alarms", ">reports", ">per 100,000");
		result.falseAlarms()
			.forEach((cause, alarms) -> causes.row(cause, alarms.alarms(), alarms.reports(), alarms.per100000()));
		causes.print(out);
		out.println();
		TextTable faults = new TextTable("fault", ">cells", ">found in", ">after");
		result.faults()
			.forEach((fault) -> faults.row(fault.name(), fault.cells(), fault.found(), fault.medianReports()));
		faults.print(out);
		out.flush();
	}

}

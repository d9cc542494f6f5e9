/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--data", arity = "1..*", paramLabel = "FILE", parameterConsumer = FileLists.class,
			description = "Check the reports of this trace (default: ten cells of the simulator).")
	private List<List<Path>> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE", description = "Read --data by this schema file.")
	private List<Path> schemas = new ArrayList<>();

	@Option(names = "--steps", defaultValue = "20000",
			description = "Simulate this many intervals (default: ${DEFAULT-VALUE}).")
	private int steps;

	@Option(names = "--slices", description = "Simulate cells with three slices.")
	private boolean slices;

	@Option(names = "--seed", defaultValue = "1",
			description = "Start the random generator of the simulator from this seed (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--json", paramLabel = "FILE", description = "Write the result to this file, as JSON.")
	private @Nullable Path json;

	@Override
	public Integer call() {
		Trace trace = this.data.isEmpty() ? PlausibilityStudy
			.simulated(this.slices ? RanConfig.sliced(7) : RanConfig.of(10), this.steps, this.seed)
				: TraceOptions.read(this.data, this.schemas);
		PlausibilityResult result = new PlausibilityStudy(trace, PlausibilitySettings.DEFAULT)
			.run(Arrays.asList(DataFault.values()));
		JsonFile.write(this.json, CommandResult.of(this.seed, null, result));
		print(result);
		return ExitCodes.OK;
	}

	private void print(PlausibilityResult result) {
		PrintWriter out = this.command.commandLine().getOut();
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

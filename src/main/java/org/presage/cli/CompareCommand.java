/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.benchmark.ArchitectureStudy;
import org.presage.benchmark.ComparedRun;
import org.presage.benchmark.ComparedSet;
import org.presage.benchmark.ComparisonPlan;
import org.presage.benchmark.ComparisonTable;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.training.TrainingListener;
import org.presage.sim.RanConfig;
import org.presage.worldmodel.torch.TrainingEngine;

/** Trains and judges all architectures on all data sets of a plan. */
@Command(name = "compare", mixinStandardHelpOptions = true,
		description = "Train every architecture of a plan on every data set, on the same windows, and write "
				+ "one table a set. --json is required: it gets the results after every run, and what it holds "
				+ "already is not run again.")
final class CompareCommand implements Callable<Integer> {

	/**
	 * What is written with --json, and read again by the next run.
	 *
	 * @param head of the first run
	 * @param sets by name
	 */
	@JsonResult
	record Result(@JsonUnwrapped ResultHead head, Map<String, ComparedSet> sets) {
	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--plan", required = true, paramLabel = "FILE",
			description = "Run the comparison that this file describes, as docs/examples/comparison.yaml does.")
	@SuppressWarnings("NullAway.Init")
	private Path plan;

	@Option(names = "--traces", required = true, paramLabel = "DIR",
			description = "Find the files that the plan names in this directory.")
	@SuppressWarnings("NullAway.Init")
	private Path traces;

	@Option(names = "--only", split = ",", paramLabel = "NAME",
			description = "Run only these data sets of the plan (default: all).")
	private List<String> only = List.of();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Option(names = "--table", paramLabel = "FILE", description = "Write the tables to this file, as Markdown.")
	private @Nullable Path table;

	@Override
	public Integer call() throws IOException {
		TrainingEngine.require(this.command.name());
		PrintWriter console = this.report.out();
		Path json = this.report.required();
		ComparisonPlan comparison = ComparisonPlan.read(this.plan);
		Result result = Files.exists(json) ? JsonMapper.shared().readValue(json, Result.class)
				: new Result(ResultHead.of(1, null), new LinkedHashMap<>());
		for (ComparisonPlan.DataSet set : comparison.sets()) {
			if (this.only.isEmpty() || this.only.contains(set.name())) {
				for (SplitRule rule : set.rules()) {
					run(comparison, set, rule, result, console);
				}
			}
		}
		String tables = ComparisonTable.of(result.sets());
		console.println(tables);
		if (this.table != null) {
			JsonFile.text(this.table, tables);
		}
		this.report.write(result, this.table);
		console.flush();
		return ExitCodes.OK;
	}

	private void run(ComparisonPlan comparison, ComparisonPlan.DataSet set, SplitRule rule, Result result,
			PrintWriter console) {
		String name = set.label(rule);
		ComparedSet before = result.sets().get(name);
		List<ComparedRun> runs = new ArrayList<>((before != null) ? before.runs() : List.of());
		Path folder = this.plan.toAbsolutePath().getParent();
		Path file = (set.schema() != null && folder != null) ? folder.resolve(set.schema()) : null;
		TraceSchema schema = TraceSchema.of(file, RanConfig.schema());
		Dataset data = new Dataset(TraceReader.read(schema, set.data().stream().map(this.traces::resolve).toList()),
				comparison.window(), comparison.horizon(), rule, null);
		ArchitectureStudy study = new ArchitectureStudy(data, set.epochs(), set.simulated(), comparison.states(),
				Clock.SYSTEM, TrainingListener.NONE);
		result.sets()
			.put(name, new ComparedSet(data.trace().rows(), data.trace().series().size(),
					data.windows(Dataset.Part.TRAIN), data.windows(Dataset.Part.TEST), set.epochs(), runs));
		for (String baseline : Baselines.NAMES) {
			add(runs, baseline, 0, () -> study.baseline(baseline), result, console);
		}
		for (ComparisonPlan.Entry entry : comparison.models()) {
			for (int seed = 1; seed <= entry.runs(); seed++) {
				long chosen = seed;
				add(runs, entry.label(), chosen, () -> study.run(entry, chosen), result, console);
			}
		}
	}

	private void add(List<ComparedRun> runs, String model, long seed, Supplier<ComparedRun> run, Result result,
			PrintWriter console) {
		if (runs.stream().noneMatch((known) -> known.of(model, seed))) {
			ComparedRun found = run.get();
			runs.add(found);
			console.println(JsonMapper.shared().convertValue(found, Map.class));
			console.flush();
			this.report.writeAgain(result);
		}
	}

}

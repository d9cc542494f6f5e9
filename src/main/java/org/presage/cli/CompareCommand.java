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

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.benchmark.ArchitectureStudy;
import org.presage.benchmark.ComparisonPlan;
import org.presage.benchmark.ComparisonTable;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.training.TrainingListener;
import org.presage.sim.RanConfig;
import org.presage.worldmodel.torch.TrainingEngine;

/** Trains and judges all architectures on all data sets of a plan. */
@Command(name = "compare", mixinStandardHelpOptions = true,
		description = "Train every architecture of a plan on every data set, on the same windows, and write one table a set. "
				+ "What the result file already holds is not run again.")
final class CompareCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--plan", required = true, paramLabel = "FILE", description = "See docs/examples/comparison.yaml.")
	@SuppressWarnings("NullAway.Init")
	private Path plan;

	@Option(names = "--traces", required = true, paramLabel = "DIR", description = "Where the plan's data lie.")
	@SuppressWarnings("NullAway.Init")
	private Path traces;

	@Option(names = "--only", split = ",", paramLabel = "NAME", description = "Sets to run (default: all).")
	private List<String> only = List.of();

	@Option(names = "--json", required = true, paramLabel = "FILE", description = "Results, written after every run.")
	@SuppressWarnings("NullAway.Init")
	private Path json;

	@Option(names = "--table", paramLabel = "FILE", description = "The tables in Markdown.")
	private @Nullable Path table;

	@Override
	public Integer call() throws IOException {
		TrainingEngine.require(this.command.name());
		PrintWriter console = this.command.commandLine().getOut();
		ComparisonPlan comparison = ComparisonPlan.read(this.plan);
		Map<String, Object> result = Files.exists(this.json) ? read() : BuildInfo.head(1);
		Map<String, Object> sets = new LinkedHashMap<>();
		if (result.get("sets") instanceof Map<?, ?> known) {
			known.forEach((name, set) -> sets.put(name.toString(), set));
		}
		result.put("sets", sets);
		for (ComparisonPlan.DataSet set : comparison.sets()) {
			if (this.only.isEmpty() || this.only.contains(set.name())) {
				run(comparison, set, result, sets, console);
			}
		}
		String tables = ComparisonTable.of(sets);
		console.println(tables);
		if (this.table != null) {
			Files.writeString(this.table, tables);
		}
		console.flush();
		return ExitCodes.OK;
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> read() {
		return JsonMapper.builder().build().readValue(this.json, LinkedHashMap.class);
	}

	private void run(ComparisonPlan comparison, ComparisonPlan.DataSet set, Map<String, Object> result,
			Map<String, Object> sets, PrintWriter console) {
		List<Object> runs = new ArrayList<>();
		if (sets.get(set.name()) instanceof Map<?, ?> known && known.get("runs") instanceof List<?> list) {
			runs.addAll(list);
		}
		Path folder = this.plan.toAbsolutePath().getParent();
		Path file = (set.schema() != null && folder != null) ? folder.resolve(set.schema()) : null;
		TraceSchema schema = TraceSchema.of(file, RanConfig.schema());
		Dataset data = new Dataset(TraceReader.read(schema, set.data().stream().map(this.traces::resolve).toList()),
				comparison.window(), comparison.horizon());
		ArchitectureStudy study = new ArchitectureStudy(data, set.epochs(), set.simulated(), comparison.states(),
				Clock.SYSTEM, TrainingListener.NONE);
		Map<String, Object> about = new LinkedHashMap<>();
		about.put("rows", data.trace().rows());
		about.put("series", data.trace().series().size());
		about.put("train_windows", data.windows(Dataset.Part.TRAIN));
		about.put("test_windows", data.windows(Dataset.Part.TEST));
		about.put("epochs", set.epochs());
		about.put("runs", runs);
		sets.put(set.name(), about);
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

	private void add(List<Object> runs, String model, long seed, Supplier<Map<String, Object>> run,
			Map<String, Object> result, PrintWriter console) {
		boolean known = runs.stream()
			.anyMatch((each) -> each instanceof Map<?, ?> map && model.equals(map.get("model"))
					&& (map.get("seed") instanceof Number number ? number.longValue() : 0) == seed);
		if (!known) {
			Map<String, Object> found = run.get();
			runs.add(found);
			console.println(found);
			console.flush();
			JsonFile.write(this.json, result);
		}
	}

}

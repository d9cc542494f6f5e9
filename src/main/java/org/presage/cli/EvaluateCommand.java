package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.presage.config.ModelFiles;
import org.presage.control.ControlSettings;
import org.presage.lab.BranchStudy;
import org.presage.lab.ClosedLoop;
import org.presage.lab.FloorStudy;
import org.presage.training.Dataset;
import org.presage.training.Evaluation;
import org.presage.training.Forecaster;
import org.presage.training.ModelForecaster;
import org.presage.training.ScoreTable;
import org.presage.training.Scores;
import org.presage.training.Trace;
import org.presage.training.TraceReader;
import org.presage.training.TraceSchema;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * Judges a model: on recorded traces, on branched futures of the simulator, or in closed
 * loop.
 */
@Command(name = "evaluate", mixinStandardHelpOptions = true,
		description = "Judge a model beside persistence and ridge VARX on the test part of traces (--data), beside the floor of "
				+ "the simulator (--floor), or in closed loop (--closed-loop).")
final class EvaluateCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--model", paramLabel = "FILE", description = "Model package (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--data", arity = "1..*", paramLabel = "FILE", description = "Traces, as for 'train'.")
	private List<Path> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE", description = "Schema file, as for 'train'.")
	private @Nullable Path schema;

	@Option(names = "--floor",
			description = "Compare on fresh simulator states with the mean of 64 branched futures, and test the effect of "
					+ "actions; --data is what the baselines are fitted to.")
	private boolean floor;

	@Option(names = "--states", defaultValue = "1000", description = "States of --floor (default: ${DEFAULT-VALUE}).")
	private int states;

	@Option(names = "--closed-loop",
			description = "Run the loop against the simulator beside simple policies and the same search on the true simulator.")
	private boolean closedLoop;

	@Option(names = "--cells", defaultValue = "10", description = "Cells of --closed-loop (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--steps", defaultValue = "6000",
			description = "Intervals of 100 ms of --closed-loop (default: ${DEFAULT-VALUE}, 10 minutes).")
	private int steps;

	@Option(names = "--seeds", defaultValue = "5",
			description = "Networks of --closed-loop (default: ${DEFAULT-VALUE}).")
	private int seeds;

	@Option(names = "--policies", split = ",", paramLabel = "NAME",
			description = "Of --closed-loop: ${COMPLETION-CANDIDATES} (default: all).")
	private List<ClosedLoop.Contender> policies = List.of(ClosedLoop.Contender.values());

	@Option(names = "--sla-penalty", paramLabel = "N",
			description = "Of --closed-loop: cost of an interval that breaks the agreement, for planning and for scoring "
					+ "(default: the loop's).")
	private double slaPenalty = ControlSettings.SLA_PENALTY;

	@Option(names = "--seed", defaultValue = "4711", description = "Of the simulator (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--json", paramLabel = "FILE", description = "Where the machine-readable result goes.")
	private @Nullable Path json;

	@Override
	public Integer call() throws InterruptedException {
		ModelPackage source = ModelFiles.read(this.model);
		Map<String, Object> result = BuildInfo.head(this.seed);
		result.put("model", Map.of("version", source.manifest().version(), "architecture",
				source.manifest().network().architecture()));
		PrintWriter console = this.command.commandLine().getOut();
		if (this.closedLoop) {
			result.putAll(closedLoop(source));
			console.println(JsonFile.text(result));
			JsonFile.write(this.json, result);
			console.flush();
			return ExitCodes.OK;
		}
		try (OnnxWorldModel loaded = OnnxWorldModel.load(source)) {
			if (this.data.isEmpty()) {
				throw new ParameterException(this.command.commandLine(), "evaluate: expected --data, found none");
			}
			Dataset dataset = dataset(source.manifest());
			if (this.floor) {
				BranchStudy study = new BranchStudy(loaded, this.seed);
				List<BranchStudy.State> sampled = study.states(this.states);
				List<Forecaster> forecasters = new ArrayList<>(Evaluation.baselines(dataset));
				try (ModelForecaster forecaster = new ModelForecaster(source.manifest().network().architecture(),
						loaded)) {
					forecasters.add(forecaster);
					result.put("floor", FloorStudy.run(study, sampled, dataset, forecasters));
				}
				result.put("action_effects", study.actionEffects(sampled));
				console.println(JsonFile.text(result));
			}
			else {
				traces(source.manifest(), loaded, dataset, result, console);
			}
		}
		JsonFile.write(this.json, result);
		console.flush();
		return ExitCodes.OK;
	}

	private Map<String, Object> closedLoop(ModelPackage source) throws InterruptedException {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(source));
			List<Long> networks = LongStream.range(0, this.seeds).map((i) -> this.seed + i).boxed().toList();
			return new ClosedLoop(registry, source.manifest(),
					ControlSettings.defaults().withSlaPenalty(this.slaPenalty), this.cells, this.steps)
				.run(this.policies, networks);
		}
	}

	private Dataset dataset(ModelManifest manifest) {
		TraceSchema traceSchema = (this.schema != null) ? TraceSchema.read(this.schema)
				: TraceSchema.tidy(manifest.schema());
		manifest.schema().requireSameFrames(traceSchema.schema());
		Trace trace = TraceReader.read(traceSchema, this.data);
		return new Dataset(trace, manifest.network().window(), manifest.network().horizon(), manifest.scaler());
	}

	private static void traces(ModelManifest manifest, OnnxWorldModel loaded, Dataset dataset,
			Map<String, Object> result, PrintWriter console) {
		Map<String, Scores> scores = new LinkedHashMap<>();
		for (Forecaster baseline : Evaluation.baselines(dataset)) {
			scores.put(baseline.name(),
					Evaluation.score(dataset, Dataset.Part.TEST, baseline, Evaluation.calibrate(dataset, baseline)));
		}
		try (ModelForecaster forecaster = new ModelForecaster(manifest.network().architecture(), loaded)) {
			scores.put(forecaster.name(),
					Evaluation.score(dataset, Dataset.Part.TEST, forecaster, manifest.calibration()));
		}
		result.putAll(Evaluation.toMap(dataset, dataset.windows(Dataset.Part.TEST), scores));
		ScoreTable.print(dataset, scores, console);
	}

}

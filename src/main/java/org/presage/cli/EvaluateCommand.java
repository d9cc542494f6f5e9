/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.benchmark.BranchStudy;
import org.presage.benchmark.FloorStudy;
import org.presage.benchmark.RivalsReport;
import org.presage.kpi.Kpi;
import org.presage.kpi.NeighbourFile;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.offline.effects.EffectSettings;
import org.presage.offline.effects.EffectTable;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Comparison;
import org.presage.offline.evaluation.EvaluationResult;
import org.presage.offline.evaluation.Forecaster;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.offline.evaluation.ModelResult;
import org.presage.offline.evaluation.PackageResult;
import org.presage.offline.evaluation.ScoreTable;
import org.presage.offline.report.HtmlReport;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * Judges a model: on recorded traces, on branched futures of the simulator, by the
 * effects of actions, or in closed loop.
 */
@Command(name = "evaluate", mixinStandardHelpOptions = true,
		description = "Judge a model beside persistence and ridge VARX on the test part of traces (--data), "
				+ "beside the floor of the simulator (--floor), by the effects of actions (--effects), or in closed "
				+ "loop (--closed-loop).")
final class EvaluateCommand implements Callable<Integer> {

	/** What --floor writes: errors beside the floor, and effects of actions by KPI. */
	@JsonResult
	record Floor(FloorStudy.FloorResult floor, Map<String, BranchStudy.ActionEffect> actionEffects) {
	}

	/** What is written for several data sets. */
	@JsonResult
	record Sets(List<EvaluationResult<ModelResult>> sets) {
	}

	/** What --effects writes for several data sets. */
	@JsonResult
	record EffectSets(List<TraceEvaluation.EffectSet> sets) {
	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Judge this model package; several are compared (default: the built-in one).")
	private List<Path> models = List.of();

	@Option(names = "--data", paramLabel = "FILE…", parameterConsumer = FileLists.class,
			description = "Judge on these traces, as for 'train'; each --data with all files after it is a data set.")
	private List<List<Path>> data = new ArrayList<>();

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Read the traces by this schema file: one for all data sets, or one for each --data "
					+ "in their order.")
	private List<Path> schemas = List.of();

	@Option(names = "--fit", paramLabel = "FILE…", parameterConsumer = FileLists.class,
			description = "Fit the baselines to these traces, one --fit for each --data "
					+ "(default: the training part of --data).")
	private List<List<Path>> fit = new ArrayList<>();

	@Option(names = "--split", defaultValue = "TEST", paramLabel = "PART",
			description = "Judge on these rows of --data: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private Split split;

	@Mixin
	private SplitOptions splitBy = new SplitOptions();

	@Option(names = "--neighbours", paramLabel = "FILE",
			description = "Let models on --data know what neighbours announced and said, if they were trained to: which cells "
					+ "each cell hears, by the names of series (default: cells are alone).")
	private @Nullable Path neighbours;

	@Option(names = "--correction", paramLabel = "MODE",
			description = "Correct forecasts while running: ${COMPLETION-CANDIDATES}. On --data each model is judged "
					+ "with it too, unless it is OFF (default: AUTO); --closed-loop plans with it (default: as the loop).")
	private CorrectionSettings.@Nullable Mode correction;

	@Option(names = "--floor",
			description = "Compare on fresh simulator states with the mean of 64 branched futures, and test "
					+ "the effect of " + "actions; --data is what the baselines are fitted to.")
	private boolean floor;

	@Option(names = "--states", defaultValue = "1000",
			description = "Sample this many states for --floor (default: ${DEFAULT-VALUE}).")
	private int states;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ClosedLoopOptions loop;

	@Option(names = "--effects",
			description = "Estimate from --data what levels of the action do to the next KPIs, adjusted for the "
					+ "state, and compare the models' predictions with it.")
	private boolean effects;

	@Option(names = "--overlap", paramLabel = "P",
			description = "Compare two levels in --effects only where each was taken with at least this probability "
					+ "(default: 0.01).")
	private @Nullable Double overlap;

	@Mixin
	private SeedOption seed = new SeedOption(4711);

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Option(names = "--details", description = "Also print errors and coverage of each KPI and step.")
	private boolean details;

	@Option(names = "--html", paramLabel = "FILE",
			description = "Write one self-contained page about --data, or about --rivals, to this file.")
	private @Nullable Path html;

	@Override
	public Integer call() throws InterruptedException, IOException {
		this.loop.check(this.command);
		if (this.floor && this.loop.requested()) {
			throw new ParameterException(this.command.commandLine(),
					"evaluate: --floor: expected no --closed-loop beside it, found it");
		}
		checkNeighbours();
		checkEffects();
		PrintWriter console = this.report.out();
		CommandResult<?> result;
		if (this.loop.requested() || this.floor) {
			boolean rivals = this.loop.comparesRivals();
			if ((this.models.size() > 1 || this.html != null) && !rivals || this.data.size() > 1) {
				throw new ParameterException(this.command.commandLine(),
						"evaluate: --floor and --closed-loop judge one model and write no page; found --model "
								+ this.models.size() + " times, --data " + this.data.size() + " times"
								+ ((this.html != null) ? ", --html" : ""));
			}
			result = rivals ? rivals() : simulated(console);
		}
		else {
			try (JudgedModels judged = new JudgedModels(this.models)) {
				result = CommandResult.of(this.seed.value(), judged.all().getFirst().manifest(),
						this.effects ? effects(judged, console) : traces(judged, console));
			}
		}
		this.report.write(result, this.html);
		return ExitCodes.OK;
	}

	private CommandResult<?> simulated(PrintWriter console) throws InterruptedException {
		ModelPackage source = ModelFiles
			.read(this.models.isEmpty() ? this.loop.defaultModel() : this.models.getFirst());
		return CommandResult
			.of(this.seed.value(), source.manifest(),
					this.loop.requested() ? this.loop.run(source, this.seed.value(),
							correction(CorrectionSettings.DEFAULT.mode()), Clock.SYSTEM, console)
							: floor(source, console));
	}

	private CommandResult<?> rivals() throws InterruptedException, IOException {
		List<ModelPackage> packages = (this.models.isEmpty() ? List.of(this.loop.defaultModel()) : this.models).stream()
			.map(ModelFiles::read)
			.toList();
		RivalsReport result = this.loop.runRivals(packages, this.seed.value(),
				correction(CorrectionSettings.DEFAULT.mode()), Clock.SYSTEM, this.report);
		RivalEvaluation.page(result, made(), this.html);
		return CommandResult.of(this.seed.value(), packages.getFirst().manifest(), result);
	}

	private CorrectionSettings correction(CorrectionSettings.Mode otherwise) {
		return CorrectionSettings.DEFAULT.with((this.correction != null) ? this.correction : otherwise);
	}

	private void checkNeighbours() {
		if (this.neighbours != null && (this.effects || this.floor || this.loop.requested())) {
			throw new ParameterException(this.command.commandLine(),
					"evaluate: --neighbours: expected none of --effects, --floor and --closed-loop beside it, found "
							+ (this.effects ? "--effects" : this.floor ? "--floor" : "--closed-loop"));
		}
	}

	private void checkEffects() {
		if (this.effects && (this.loop.requested() || this.floor || this.html != null || !this.fit.isEmpty())) {
			throw new ParameterException(this.command.commandLine(),
					"evaluate: --effects: expected neither --floor, --closed-loop, --html nor --fit beside it, found "
							+ (this.loop.requested() ? "--closed-loop"
									: this.floor ? "--floor" : (this.html != null) ? "--html" : "--fit"));
		}
		if (this.overlap != null && !this.effects) {
			throw new ParameterException(this.command.commandLine(),
					"evaluate: --overlap: expected --effects beside it, found none");
		}
	}

	private void checkData() {
		if (this.data.isEmpty()) {
			throw new ParameterException(this.command.commandLine(), "evaluate: expected --data, found none");
		}
		SchemaFiles.wrong(this.schemas, this.data.size()).ifPresent((wrong) -> {
			throw new ParameterException(this.command.commandLine(), "evaluate: " + wrong);
		});
		if (!this.fit.isEmpty() && this.fit.size() != this.data.size()) {
			throw new ParameterException(this.command.commandLine(), "evaluate: --fit: expected one for each of the "
					+ this.data.size() + " --data, found " + this.fit.size());
		}
	}

	private Floor floor(ModelPackage source, PrintWriter console) {
		checkData();
		ModelManifest manifest = source.manifest();
		Path file = SchemaFiles.of(this.schemas, 0);
		TraceSchema traceSchema = TraceSchema.of(file, manifest.schema());
		manifest.schema().requireSameFrames(traceSchema.schema());
		Dataset dataset = new Dataset(TraceReader.read(traceSchema, this.data.getFirst()), manifest.network().window(),
				manifest.network().horizon(), Objects.requireNonNullElse(this.splitBy.rule(), SplitRule.TIME),
				manifest.scaler());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(source);
				ModelForecaster forecaster = new ModelForecaster(manifest.network().architecture(), loaded)) {
			BranchStudy study = new BranchStudy(manifest.schema(), manifest.scaler(), manifest.network().window(),
					manifest.network().horizon(), this.seed.value());
			List<BranchStudy.Branched> sampled = study.branch(this.states);
			List<Forecaster> forecasters = new ArrayList<>(Baselines.of(dataset).all());
			forecasters.add(forecaster);
			Floor result = new Floor(FloorStudy.run(study, sampled, dataset, forecasters),
					study.actionEffects(sampled, loaded));
			ResultTables.print(result.floor(), result.actionEffects(), console);
			return result;
		}
	}

	private Object effects(JudgedModels judged, PrintWriter console) {
		checkData();
		EffectSettings settings = EffectSettings.DEFAULT.withSeed(this.seed.value());
		if (this.overlap != null) {
			settings = settings.withOverlap(this.overlap);
		}
		List<TraceEvaluation.EffectSet> sets = new ArrayList<>();
		for (int i = 0; i < this.data.size(); i++) {
			try (TraceEvaluation evaluation = new TraceEvaluation(judged, this.data.get(i),
					SchemaFiles.of(this.schemas, i), List.of(),
					new TraceEvaluation.Rows(this.split, this.splitBy.rule(), null), CorrectionSettings.NONE)) {
				console.printf("%n%s%n", evaluation.name());
				evaluation.notes().forEach((note) -> console.println("note: " + note));
				TraceEvaluation.EffectSet set = evaluation.effects(settings);
				EffectTable.print(set.effects(), this.details, console);
				sets.add(set);
			}
		}
		return (sets.size() == 1) ? sets.getFirst() : new EffectSets(sets);
	}

	private Object traces(JudgedModels judged, PrintWriter console) throws IOException {
		checkData();
		Set<String> judgedNames = new LinkedHashSet<>();
		List<EvaluationResult<ModelResult>> results = new ArrayList<>();
		List<HtmlReport.Section> sections = new ArrayList<>();
		List<HtmlReport.ModelRow> rows = new ArrayList<>();
		Neighbours relation = (this.neighbours != null) ? NeighbourFile.read(this.neighbours) : null;
		for (int i = 0; i < this.data.size(); i++) {
			List<Path> fitted = this.fit.isEmpty() ? List.of() : this.fit.get(i);
			try (TraceEvaluation evaluation = new TraceEvaluation(judged, this.data.get(i),
					SchemaFiles.of(this.schemas, i), fitted,
					new TraceEvaluation.Rows(this.split, this.splitBy.rule(), relation),
					correction(CorrectionSettings.Mode.AUTO))) {
				Comparison comparison = evaluation.run();
				results.add(evaluation.result(comparison));
				console.printf("%n%s%n", evaluation.name());
				evaluation.notes().forEach((note) -> console.println("note: " + note));
				ScoreTable.print(comparison, this.details, console);
				judgedNames.addAll(evaluation.accepted());
				if (this.html != null) {
					sections.add(HtmlReport.section(sections.size(), evaluation.report(comparison)));
					rows.addAll(evaluation.rows());
				}
			}
		}
		for (JudgedModels.Named model : judged.all()) {
			if (!judgedNames.contains(model.name())) {
				throw new DataException(
						"model " + model.name() + " reads the frames of none of the data sets: expected "
								+ model.manifest().schema().kpis().stream().map(Kpi::name).toList() + " every "
								+ model.manifest().schema().stepMs() + " ms");
			}
		}
		if (this.html != null) {
			HtmlReport.write(this.html, made(), PackageResult.HEADERS, rows, sections);
		}
		return (results.size() == 1) ? results.getFirst() : new Sets(results);
	}

	private static String made() {
		return "Made by presage " + BuildInfo.version() + " (" + BuildInfo.commit() + ") on "
				+ Instant.ofEpochMilli(Clock.SYSTEM.epochMillis()) + ".";
	}

}

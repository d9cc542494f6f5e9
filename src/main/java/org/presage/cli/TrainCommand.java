/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.evaluation.ScoreTable;
import org.presage.offline.training.ProposalSettings;
import org.presage.offline.training.ProposalTraining;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.TrainingEngine;

/** Trains a world model on traces. */
@Command(name = "train", mixinStandardHelpOptions = true,
		description = "Train a world model on recorded traces and write a model package. Ctrl-C stops after "
				+ "the running step; " + "--resume goes on from the checkpoint beside the package.")
final class TrainCommand implements Callable<Integer> {

	private static final String CHECKPOINT = ".checkpoint";

	/**
	 * What is written with --json.
	 *
	 * @param data that the model is trained on
	 * @param trained null for --dry-run
	 */
	@JsonResult
	record Result(DatasetSummary data, @JsonUnwrapped @Nullable Trained trained) {
	}

	/**
	 * What a run made.
	 *
	 * @param out the package
	 * @param parameters weights of the network
	 * @param bestEpoch the one whose weights the package has
	 * @param memoryMib most memory of the process
	 * @param scores on the test part, the validation part if there is none, by name: the
	 * baselines and the model
	 * @param proposals with --propose
	 */
	@JsonResult
	record Trained(String out, int parameters, int epochs, int bestEpoch, String device, double seconds,
			long positionsPerSecond, long memoryMib, Object scores,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Proposed proposals) {
	}

	/**
	 * What the model learnt to propose.
	 *
	 * @param own regret on the validation part with the model's own objective
	 * @param varied the same with random objectives, bounds and PRBs in force
	 */
	@JsonResult
	record Proposed(int parameters, double seconds, ProposalTraining.Judgement own, ProposalTraining.Judgement varied) {
	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	private TraceOptions traces = new TraceOptions();

	@Option(names = "--out", paramLabel = "FILE", description = "Write the package to this file, *.presage.")
	private @Nullable Path out;

	@Mixin
	private SplitOptions split = new SplitOptions();

	@Mixin
	private TrainingOptions options = new TrainingOptions();

	@Option(names = "--model-version", paramLabel = "NAME",
			description = "Name of the model (default: the file's name).")
	private @Nullable String version;

	@Option(names = "--propose",
			description = "Let the model also learn to propose plans, as 'model propose' does. It takes about as long "
					+ "again as the default training.")
	private boolean propose;

	@Option(names = "--resume", description = "Go on from the checkpoint OUT" + CHECKPOINT + ".")
	private boolean resume;

	@Option(names = "--dry-run",
			description = "Show what would be trained on, and stop: rows, gaps, windows of each part, values of each KPI.")
	private boolean dryRun;

	@Option(names = "--details", description = "Also print errors and coverage of each KPI and step.")
	private boolean details;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		PrintWriter console = this.report.out();
		Path target = this.out;
		if (this.dryRun) {
			DatasetSummary summary = DatasetSummary.of(dataset(console, this.traces.read()));
			DatasetTables.print(summary, console);
			this.report.write(CommandResult.of(this.options.seed(), null, new Result(summary, null)));
			return ExitCodes.OK;
		}
		if (target == null) {
			throw new ParameterException(this.command.commandLine(), "train: expected --out, or --dry-run, found none");
		}
		TrainingEngine.require(this.command.name());
		Path checkpoint = target.resolveSibling(target.getFileName() + CHECKPOINT);
		OutputPaths.requirePlace("checkpoint", checkpoint);
		if (this.resume && !Files.exists(checkpoint)) {
			throw new InvalidInputException("--resume", "the checkpoint " + checkpoint, "none");
		}
		Trace trace = this.traces.read();
		Dataset dataset = dataset(console, trace);
		if (this.propose) {
			ProposalTraining.require(dataset);
		}
		NetworkSpec spec = this.options.spec(trace.schema());
		TrainingSettings settings = this.options.settings();
		try (TrainingProgress progress = new TrainingProgress(this.report, settings.epochs(), Clock.SYSTEM)) {
			TrainingRun run = new TrainingRun(dataset, spec, settings, this.options.device(), progress);
			console.printf(
					"%,d rows in %,d series; windows: %,d train, %,d validation, %,d test; %s with %,d parameters%n",
					trace.rows(), trace.series().size(), dataset.windows(Dataset.Part.TRAIN),
					dataset.windows(Dataset.Part.VALID), dataset.windows(Dataset.Part.TEST), spec.architecture(),
					run.parameters());
			console.flush();
			return StoppableRun.run(run::stop, () -> tellOf(checkpoint),
					() -> train(run, progress, dataset, console, target, checkpoint));
		}
	}

	private Dataset dataset(PrintWriter console, Trace trace) {
		trace.notes().forEach((note) -> console.println("note: " + note));
		Dataset dataset = new Dataset(trace, this.options.window(), this.options.horizon(),
				Objects.requireNonNullElse(this.split.rule(), SplitRule.TIME), null);
		dataset.notes().forEach((note) -> console.println("note: " + note));
		this.options.relate(dataset);
		return dataset;
	}

	private Proposed propose(ModelPackage model, Dataset dataset, PrintWriter console, Path target) {
		ProposalProgress progress = new ProposalProgress(console, Clock.SYSTEM);
		ProposalTraining.Result result = new ProposalTraining(model, dataset,
				ProposalSettings.DEFAULT.of(dataset.windows(Dataset.Part.TRAIN), this.options.seed()),
				this.options.device(), progress)
			.run();
		result.model().write(target);
		ModelProposeCommand.print(result, console);
		return new Proposed(result.parameters(), progress.seconds(), result.own(), result.varied());
	}

	/** The run is complete: its checkpoint is used up. */
	private static void discard(Path checkpoint) {
		try {
			Files.deleteIfExists(checkpoint);
		}
		catch (IOException ex) {
			throw FileFailure.writing(checkpoint, ex);
		}
	}

	private static void tellOf(Path checkpoint) {
		if (Files.exists(checkpoint)) {
			System.err.println("\npresage: stopped; the checkpoint " + checkpoint + " is kept, --resume goes on");
		}
	}

	private int train(TrainingRun run, TrainingProgress progress, Dataset dataset, PrintWriter console, Path target,
			Path checkpoint) {
		String name = (this.version != null) ? this.version : target.getFileName().toString().replace(".presage", "");
		TrainingRun.TrainingResult outcome = run.run(name, Instant.ofEpochMilli(Clock.SYSTEM.epochMillis()).toString(),
				checkpoint, this.resume);
		progress.close();
		// Before proposals are learnt: what is interrupted then still has a model.
		outcome.model().write(target);
		discard(checkpoint);
		ScoreTable.print(dataset, outcome.scores(), this.details, console);
		Proposed proposed = this.propose ? propose(outcome.model(), dataset, console, target) : null;
		Trained trained = new Trained(target.toString(), run.parameters(), outcome.training().epochs(),
				outcome.training().bestEpoch(), outcome.training().device(), progress.seconds(),
				progress.positionsPerSecond(), BuildInfo.memoryMib(),
				Objects.requireNonNull(outcome.model().manifest().metrics().get("models")), proposed);
		console.printf("%ntrained on %s in %.0f s, epoch %d of %d, %,d positions/s, %d MiB of memory%n",
				trained.device(), trained.seconds(), trained.bestEpoch(), trained.epochs(),
				trained.positionsPerSecond(), trained.memoryMib());
		this.report.write(CommandResult.of(this.options.seed(), outcome.model().manifest(),
				new Result(DatasetSummary.of(dataset), trained)), target);
		return ExitCodes.OK;
	}

}

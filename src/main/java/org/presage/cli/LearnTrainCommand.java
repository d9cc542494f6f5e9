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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.audit.RecordedSettings;
import org.presage.base.Clock;
import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.base.NameText;
import org.presage.base.TextTable;
import org.presage.control.ControlSettings;
import org.presage.learning.ChallengerChecks;
import org.presage.learning.Check;
import org.presage.learning.CheckResults;
import org.presage.learning.TransitionFile;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.training.ChallengerMode;
import org.presage.offline.training.ChallengerTraining;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelLineage;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TrainingEngine;

/** Trains a challenger on a store of transitions. */
@Command(name = "train", mixinStandardHelpOptions = true,
		description = "Train a model further on a store of transitions and write a package, if it forecasts windows that "
				+ "were never trained on better than before. Exit with status 3 if it does not, or if what it plans "
				+ "does not pass a check. docs/learning.md has the rules.")
final class LearnTrainCommand implements Callable<Integer> {

	private static final String LEARNT = "-learnt-";

	/** Windows from which all weights are trained. */
	private static final long FULL_FROM = 20_000;

	private static final int MOST_TRIGGER = 200;

	/** What is asked for. */
	enum Mode {

		/** By excitation and windows. */
		AUTO,
		/** What the plan does not reach. */
		LEVELS,
		/** Levels, and what the newest frames add whatever the plan. */
		ADAPTER,
		/** The output heads. */
		HEADS,
		/** All weights. */
		FULL

	}

	@Mixin
	private StoreArgument store = new StoreArgument();

	@Option(names = "--champion", required = true, paramLabel = "FILE",
			description = "Start from the weights of this package, or of builtin:default.")
	@SuppressWarnings("NullAway.Init")
	private Path champion;

	@Option(names = "--out", required = true, paramLabel = "FILE",
			description = "Write the package to this file, *.presage.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Option(names = "--mode", defaultValue = "auto", paramLabel = "MODE",
			description = "Train these weights: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: adapter where the "
					+ "allocations follow from the state, or with fewer than 20,000 windows, else full).")
	private Mode mode = Mode.AUTO;

	@Option(names = "--parent", hidden = true, paramLabel = "PID",
			description = "Stop when the process of this number ends.")
	private @Nullable Long parent;

	@Option(names = "--trigger", paramLabel = "TEXT",
			description = "Keep this text in the package: why it was trained.")
	private @Nullable String trigger;

	@Option(names = "--model-version", paramLabel = "NAME",
			description = "Name of the model (default: that of the champion and the time).")
	private @Nullable String version;

	@Option(names = "--epochs", defaultValue = "8", paramLabel = "N",
			description = "Pass over the data this many times at most (default: ${DEFAULT-VALUE}).")
	private int epochs;

	@Option(names = "--since", paramLabel = "TIME",
			description = "Use only what was reported since this time, such as 2026-11-29T12:00:00Z: before, the network "
					+ "was another one (default: all that is stored).")
	private @Nullable Instant since;

	@Option(names = "--settings", paramLabel = "FILE",
			description = "Check the model with these settings of a planner, as in the column 'settings' of an audit "
					+ "file (default: those of a server without configuration).")
	private @Nullable Path settings;

	@Mixin
	private SeedOption seed = new SeedOption();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	private volatile boolean stopped;

	/**
	 * What is written with --json.
	 *
	 * @param store that was trained on
	 * @param champion that it started from
	 * @param out the package; null if none was written, because no epoch was better
	 * @param challenger name of the model
	 * @param excitation of the largest group of cells, NaN if there are too few frames
	 * @param lineage as in the package
	 * @param stored windows of the reservoir
	 * @param nodes that the windows come from
	 * @param parameters weights of the network
	 * @param trained weights that were trained
	 * @param memoryMib most memory of the process
	 * @param checks of what it plans; empty if no package was written
	 */
	@JsonResult
	record Result(String store, String champion, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String out,
			String challenger, double excitation, ModelLineage lineage, long stored, int nodes, int parameters,
			int trained, int epochs, int bestEpoch, double seconds, long memoryMib, List<Check> checks,
			@JsonUnwrapped Scores scores) {
	}

	/** On windows that were not trained on; null if no epoch was better. */
	@JsonResult
	record Scores(@JsonInclude(JsonInclude.Include.NON_NULL) ChallengerTraining.@Nullable Pair anchor,
			@JsonInclude(JsonInclude.Include.NON_NULL) ChallengerTraining.@Nullable Pair recent) {
	}

	/** A learner whose server was killed would train for nobody. */
	private void stopWithParent() {
		Long watched = this.parent;
		if (watched != null) {
			ProcessHandle.of(watched)
				.map(ProcessHandle::onExit)
				.ifPresentOrElse((end) -> end.thenRun(() -> Runtime.getRuntime().halt(ExitCodes.FAILURE)),
						() -> Runtime.getRuntime().halt(ExitCodes.FAILURE));
		}
	}

	@Override
	public Integer call() {
		stopWithParent();
		TrainingEngine.require("learn train");
		requireTrigger();
		if (this.epochs < 1) {
			throw new InvalidInputException("--epochs", "a number >= 1", this.epochs);
		}
		ModelPackage parent = ModelFiles.read(this.champion);
		ControlSettings used = settings();
		StoredData.Learnable learnable;
		double excitation;
		float[][] anchors;
		try (TransitionFile opened = TransitionFile.open(this.store.file())) {
			learnable = StoredData.read(opened, parent.manifest(),
					(this.since != null) ? this.since.toEpochMilli() : Long.MIN_VALUE);
			excitation = excitation(opened.summary().excitation());
			anchors = opened.anchors();
		}
		PrintWriter console = this.report.out();
		ChallengerMode chosen = chosen(learnable.stored(), excitation, console);
		try (TrainingProgress progress = new TrainingProgress(this.report, this.epochs, Clock.SYSTEM)) {
			ChallengerTraining training = new ChallengerTraining(learnable.data(), parent, chosen, this.epochs,
					this.seed.value(), TorchDevice.CPU, progress);
			print(learnable, chosen, training, console);
			ModelLineage lineage = lineage(parent.manifest(), chosen, learnable);
			// What is written is written whole before the process ends.
			return StoppableRun.run(() -> {
				this.stopped = true;
				training.stop();
			}, () -> {
			}, () -> train(training, progress, lineage, learnable, excitation,
					(model) -> checks(parent, model, used, anchors)));
		}
	}

	private void requireTrigger() {
		String text = this.trigger;
		InvalidInputException problem = (text != null) ? NameText.problem("--trigger", text, MOST_TRIGGER) : null;
		if (problem != null) {
			throw problem;
		}
	}

	/** Of the group with most frames. */
	private static double excitation(Map<String, TransitionFile.Excitation> groups) {
		return groups.values()
			.stream()
			.max(Comparator.comparingDouble(TransitionFile.Excitation::frames))
			.map(TransitionFile.Excitation::share)
			.orElse(Double.NaN);
	}

	private ChallengerMode chosen(long windows, double excitation, PrintWriter console) {
		console.printf(Locale.ROOT, "excitation %s%n",
				Double.isNaN(excitation) ? "unknown: too few frames" : "%.3f".formatted(excitation));
		boolean frozen = !(excitation >= TransitionFile.Excitation.LEAST);
		if (frozen && this.mode != Mode.LEVELS) {
			console.printf(Locale.ROOT, "below %.2f, or unknown: every action-path weight is frozen%n",
					TransitionFile.Excitation.LEAST);
			return ChallengerMode.ADAPTER;
		}
		return switch (this.mode) {
			case AUTO -> (windows < FULL_FROM) ? ChallengerMode.ADAPTER : ChallengerMode.FULL;
			case LEVELS -> ChallengerMode.LEVELS;
			case ADAPTER -> ChallengerMode.ADAPTER;
			case HEADS -> ChallengerMode.HEADS;
			case FULL -> ChallengerMode.FULL;
		};
	}

	private static void print(StoredData.Learnable learnable, ChallengerMode chosen, ChallengerTraining training,
			PrintWriter console) {
		Dataset data = learnable.data();
		console.printf(Locale.ROOT,
				"%,d windows of %d nodes are trained on, of %,d stored and the newest frames; %,d anchor windows, %,d of "
						+ "the newest%n%s: %,d of %,d weights%n",
				data.windows(Dataset.Part.TRAIN), learnable.nodes(), learnable.stored(),
				data.windows(Dataset.Part.VALID), data.windows(Dataset.Part.TEST), name(chosen),
				training.trainedParameters(), training.parameters());
		console.flush();
	}

	private static String name(ChallengerMode mode) {
		return mode.name().toLowerCase(Locale.ROOT);
	}

	private ModelLineage lineage(ModelManifest parent, ChallengerMode chosen, StoredData.Learnable learnable) {
		return new ModelLineage(parent.digest(), parent.version(), name(chosen), this.trigger, learnable.fromMs(),
				learnable.toMs(), learnable.data().windows(Dataset.Part.TRAIN));
	}

	/** Names differ between runs, so that decisions show which model made them. */
	private String version(String parent, Instant now) {
		String given = this.version;
		if (given != null) {
			return given;
		}
		int before = parent.indexOf(LEARNT);
		return ((before >= 0) ? parent.substring(0, before) : parent) + LEARNT
				+ DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC).format(now);
	}

	private int train(ChallengerTraining training, TrainingProgress progress, ModelLineage lineage,
			StoredData.Learnable learnable, double excitation, Function<ModelPackage, List<Check>> checking) {
		Instant now = Instant.ofEpochMilli(Clock.SYSTEM.epochMillis());
		String name = version(lineage.parentVersion(), now);
		ChallengerTraining.Outcome outcome = training.run(name, now.toString(), lineage);
		progress.close();
		ModelPackage trained = outcome.model();
		PrintWriter console = this.report.out();
		print(outcome, console);
		List<Check> checks = (trained != null) ? checking.apply(trained) : List.of();
		ModelPackage model = (trained != null) ? CheckResults.into(trained, checks) : null;
		Path written = (model != null) ? this.out : null;
		if (model != null) {
			print(checks, console);
			model.write(this.out);
		}
		console.printf(Locale.ROOT, "%s trained in %.0f s, epoch %d of %d, %d MiB of memory%n", name,
				progress.seconds(), outcome.bestEpoch(), outcome.epochs(), BuildInfo.memoryMib());
		this.report.write(
				CommandResult.of(this.seed.value(), (model != null) ? model.manifest() : null,
						new Result(this.store.file().toString(), this.champion.toString(),
								(written != null) ? written.toString() : null, name, excitation, lineage,
								learnable.stored(), learnable.nodes(), training.parameters(),
								training.trainedParameters(), outcome.epochs(), outcome.bestEpoch(), progress.seconds(),
								BuildInfo.memoryMib(), checks, new Scores(outcome.anchor(), outcome.recent()))),
				written);
		if (model == null) {
			console.println("refused: no epoch forecasts anchor windows better than the champion; nothing was written");
			console.flush();
			return ExitCodes.REFUSED;
		}
		String failures = CheckResults.failures(checks);
		if (!failures.isEmpty()) {
			console.println("refused: " + failures);
			console.flush();
			return ExitCodes.REFUSED;
		}
		return ExitCodes.OK;
	}

	private ControlSettings settings() {
		Path file = this.settings;
		if (file == null) {
			return ControlSettings.defaults();
		}
		try {
			return RecordedSettings.read(Files.readString(file));
		}
		catch (IOException ex) {
			throw FileFailure.reading(file.toString(), ex);
		}
		catch (InvalidInputException ex) {
			throw ex.inside(file + ": ");
		}
	}

	/** A model can forecast better and plan worse. */
	private List<Check> checks(ModelPackage parent, ModelPackage model, ControlSettings used, float[][] anchors) {
		try (OnnxWorldModel serving = OnnxWorldModel.load(parent);
				OnnxWorldModel challenger = OnnxWorldModel.load(model)) {
			return new ChallengerChecks(serving, challenger, used).all(anchors, this.seed.value(), Clock.SYSTEM,
					() -> this.stopped);
		}
		catch (CancellationException ex) {
			throw new DataException("stopped while it was checked; nothing was written");
		}
	}

	private static void print(List<Check> checks, PrintWriter console) {
		TextTable table = new TextTable("check", "", "found");
		checks.forEach((check) -> table.row(check.name(), check.passed() ? "passed" : "failed", check.found()));
		table.print(console);
	}

	private static void print(ChallengerTraining.Outcome outcome, PrintWriter console) {
		TextTable table = new TextTable("windows", ">number", ">CRPS champion", ">challenger", ">coverage 90 %",
				">challenger");
		row(table, "anchor", outcome.anchor());
		row(table, "newest", outcome.recent());
		table.print(console);
	}

	private static void row(TextTable table, String name, ChallengerTraining.@Nullable Pair pair) {
		if (pair != null) {
			table.row(name, "%,d".formatted(pair.champion().windows()), ResultTables.digits(4, pair.champion().crps()),
					ResultTables.digits(4, pair.challenger().crps()),
					ResultTables.digits(1, 100 * pair.champion().coverage90()),
					ResultTables.digits(1, 100 * pair.challenger().coverage90()));
		}
	}

}

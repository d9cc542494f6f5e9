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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Trace;
import org.presage.offline.evaluation.ScoreTable;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.TrainingEngine;

/** Trains a world model on traces. */
@Command(name = "train", mixinStandardHelpOptions = true,
		description = "Train a world model on recorded traces and write a model package. Ctrl-C stops after "
				+ "the running step; " + "--resume goes on from the checkpoint beside the package.")
final class TrainCommand implements Callable<Integer> {

	private static final String CHECKPOINT = ".checkpoint";

	private static final int STOP_WAIT_S = 20;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	private TraceOptions traces = new TraceOptions();

	@Option(names = "--out", paramLabel = "FILE", description = "Write the package to this file, *.presage.")
	private @Nullable Path out;

	@Mixin
	private TrainingOptions options = new TrainingOptions();

	@Option(names = "--model-version", paramLabel = "NAME",
			description = "Name of the model (default: the file's name).")
	private @Nullable String version;

	@Option(names = "--resume", description = "Go on from the checkpoint OUT" + CHECKPOINT + ".")
	private boolean resume;

	@Option(names = "--dry-run",
			description = "Only show what would be trained on: rows, gaps, windows of each part, values of each KPI.")
	private boolean dryRun;

	@Override
	public Integer call() {
		PrintWriter console = this.command.commandLine().getOut();
		Path target = this.out;
		if (this.dryRun) {
			dataset(console, this.traces.read(), true);
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
		Dataset dataset = dataset(console, trace, false);
		NetworkSpec spec = this.options.spec(trace.schema());
		TrainingSettings settings = this.options.settings();
		try (TrainingProgress progress = new TrainingProgress(console, settings.epochs(), Clock.SYSTEM)) {
			TrainingRun run = new TrainingRun(dataset, spec, settings, this.options.device(), progress);
			console.printf(
					"%,d rows in %,d series; windows: %,d train, %,d validation, %,d test; %s with %,d parameters%n",
					trace.rows(), trace.series().size(), dataset.windows(Dataset.Part.TRAIN),
					dataset.windows(Dataset.Part.VALID), dataset.windows(Dataset.Part.TEST), spec.architecture(),
					run.parameters());
			console.flush();
			return train(run, progress, dataset, console, target, checkpoint);
		}
	}

	private Dataset dataset(PrintWriter console, Trace trace, boolean shown) {
		trace.notes().forEach((note) -> console.println("note: " + note));
		Dataset dataset = new Dataset(trace, this.options.window(), this.options.horizon());
		dataset.notes().forEach((note) -> console.println("note: " + note));
		if (shown) {
			DatasetTables.print(dataset, console);
		}
		return dataset;
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

	private int train(TrainingRun run, TrainingProgress progress, Dataset dataset, PrintWriter console, Path target,
			Path checkpoint) {
		CountDownLatch finished = new CountDownLatch(1);
		Thread onInterrupt = new Thread(() -> {
			run.stop();
			try {
				finished.await(STOP_WAIT_S, TimeUnit.SECONDS);
				System.err.println("\npresage: stopped; the checkpoint " + checkpoint + " is kept, --resume goes on");
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		Runtime.getRuntime().addShutdownHook(onInterrupt);
		try {
			String name = (this.version != null) ? this.version
					: target.getFileName().toString().replace(".presage", "");
			TrainingRun.TrainingResult outcome = run.run(name,
					Instant.ofEpochMilli(Clock.SYSTEM.epochMillis()).toString(), checkpoint, this.resume);
			progress.close();
			outcome.model().write(target);
			discard(checkpoint);
			ScoreTable.print(dataset, outcome.scores(), console);
			console.printf("%n%s: trained on %s in %.0f s, epoch %d of %d, %,d positions/s, %d MiB of memory%n", target,
					outcome.training().device(), progress.seconds(), outcome.training().bestEpoch(),
					outcome.training().epochs(), progress.positionsPerSecond(), BuildInfo.memoryMib());
			console.flush();
			return ExitCodes.OK;
		}
		finally {
			finished.countDown();
			try {
				Runtime.getRuntime().removeShutdownHook(onInterrupt);
			}
			catch (IllegalStateException ex) {
				// Already shutting down: the hook is what brought us here.
			}
		}
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Trace;
import org.presage.offline.evaluation.ScoreTable;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.TrainingEngine;

/** Trains a world model on traces. */
@Command(name = "train", mixinStandardHelpOptions = true,
		description = "Train a world model on recorded traces and write a model package. Ctrl-C stops after the running step; "
				+ "--resume goes on from the checkpoint beside the package.")
final class TrainCommand implements Callable<Integer> {

	private static final String CHECKPOINT = ".checkpoint";

	private static final int STOP_WAIT_S = 20;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	private TraceOptions traces = new TraceOptions();

	@Option(names = "--out", required = true, paramLabel = "FILE", description = "The package to write, *.presage.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Mixin
	private TrainingOptions options = new TrainingOptions();

	@Option(names = "--model-version", paramLabel = "NAME",
			description = "Name of the model (default: the file's name).")
	private @Nullable String version;

	@Option(names = "--resume", description = "Go on from the checkpoint OUT" + CHECKPOINT + ".")
	private boolean resume;

	@Override
	public Integer call() {
		TrainingEngine.require(this.command.name());
		PrintWriter console = this.command.commandLine().getOut();
		Trace trace = this.traces.read();
		trace.notes().forEach((note) -> console.println("note: " + note));
		Dataset dataset = new Dataset(trace, this.options.window(), this.options.horizon());
		dataset.notes().forEach((note) -> console.println("note: " + note));
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
			return train(run, progress, dataset, console);
		}
	}

	private int train(TrainingRun run, TrainingProgress progress, Dataset dataset, PrintWriter console) {
		Path checkpoint = this.out.resolveSibling(this.out.getFileName() + CHECKPOINT);
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
					: this.out.getFileName().toString().replace(".presage", "");
			TrainingRun.TrainingResult outcome = run.run(name,
					Instant.ofEpochMilli(Clock.SYSTEM.epochMillis()).toString(), checkpoint, this.resume);
			progress.close();
			outcome.model().write(this.out);
			ScoreTable.print(dataset, outcome.scores(), console);
			console.printf("%n%s: trained on %s in %.0f s, epoch %d of %d, %,d positions/s, %d MiB of memory%n",
					this.out, outcome.training().device(), progress.seconds(), outcome.training().bestEpoch(),
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

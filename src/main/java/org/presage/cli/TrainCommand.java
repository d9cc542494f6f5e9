package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.kpi.KpiSchema;
import org.presage.sim.RanConfig;
import org.presage.time.Clock;
import org.presage.training.Dataset;
import org.presage.training.ScoreTable;
import org.presage.training.Trace;
import org.presage.training.TraceReader;
import org.presage.training.TraceSchema;
import org.presage.training.TrainingListener;
import org.presage.training.TrainingRun;
import org.presage.training.TrainingSettings;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.NetworkSpec;

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

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE",
			description = "CSV, gzip CSV or Parquet files, or folders with x.npy (N, L, F) and y.npy (N, F).")
	@SuppressWarnings("NullAway.Init")
	private List<Path> data;

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Schema file (docs/examples/); without one the 13 standard KPIs at 100 ms, as 'simulate' writes them.")
	private @Nullable Path schema;

	@Option(names = "--out", required = true, paramLabel = "FILE", description = "The package to write, *.presage.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Option(names = "--arch", defaultValue = Architectures.DEFAULT,
			description = "Architecture (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String architecture;

	@Option(names = "--window", defaultValue = "16",
			description = "Frames that the model sees (default: ${DEFAULT-VALUE}).")
	private int window;

	@Option(names = "--horizon", defaultValue = "8",
			description = "Steps that it predicts (default: ${DEFAULT-VALUE}).")
	private int horizon;

	@Option(names = "--width", defaultValue = "32",
			description = "Channels of hidden layers (default: ${DEFAULT-VALUE}).")
	private int width;

	@Option(names = "--heads", defaultValue = "4", description = "Members of the ensemble (default: ${DEFAULT-VALUE}).")
	private int heads;

	@Option(names = "--epochs", defaultValue = "20", description = "Passes over the data (default: ${DEFAULT-VALUE}).")
	private int epochs;

	@Option(names = "--batch", defaultValue = "16", description = "Sequences in a batch (default: ${DEFAULT-VALUE}).")
	private int batch;

	@Option(names = "--learning-rate", defaultValue = "2e-3", description = "Peak rate (default: ${DEFAULT-VALUE}).")
	private double learningRate;

	@Option(names = "--weight-decay", defaultValue = "1e-2", description = "Of AdamW (default: ${DEFAULT-VALUE}).")
	private double weightDecay;

	@Option(names = "--dropout", defaultValue = "0.02",
			description = "Probability that a KPI is hidden from a sequence (default: ${DEFAULT-VALUE}).")
	private double dropout;

	@Option(names = "--noise", defaultValue = "0",
			description = "Noise on the inputs in standard deviations (default: ${DEFAULT-VALUE}).")
	private double noise;

	@Option(names = "--beta", defaultValue = "1", description = "Of the beta-NLL, 0 to 1 (default: ${DEFAULT-VALUE}).")
	private double beta;

	@Option(names = "--patience", defaultValue = "10",
			description = "Epochs without progress before it stops (default: ${DEFAULT-VALUE}).")
	private int patience;

	@Option(names = "--seed", defaultValue = "1", description = "Of everything random (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--model-version", paramLabel = "NAME",
			description = "Name of the model (default: the file's name).")
	private @Nullable String version;

	@Option(names = "--resume", description = "Go on from the checkpoint OUT" + CHECKPOINT + ".")
	private boolean resume;

	@Override
	public Integer call() {
		PrintWriter console = this.command.commandLine().getOut();
		TraceSchema traceSchema = (this.schema != null) ? TraceSchema.read(this.schema)
				: TraceSchema.tidy(KpiSchema.standard(RanConfig.STEP_MS, RanConfig.of(1).carrierPrbs()));
		Trace trace = TraceReader.read(traceSchema, this.data);
		trace.notes().forEach((note) -> console.println("note: " + note));
		Dataset dataset = new Dataset(trace, this.window, this.horizon);
		dataset.notes().forEach((note) -> console.println("note: " + note));
		NetworkSpec defaults = NetworkSpec.of(this.architecture, trace.schema(), this.window, this.horizon);
		NetworkSpec spec = new NetworkSpec(defaults.architecture(), defaults.features(), defaults.action(),
				defaults.window(), defaults.horizon(), this.width, defaults.encoderBlocks(), defaults.decoderBlocks(),
				defaults.latent(), this.heads);
		TrainingSettings base = TrainingSettings.defaults(this.epochs, this.seed);
		TrainingSettings settings = new TrainingSettings(this.epochs, this.batch, base.positions(), this.learningRate,
				this.weightDecay, base.clip(), base.averaging(), this.noise, this.dropout, this.beta, base.kl(),
				this.patience, this.seed);
		try (Progress progress = new Progress(console, this.epochs)) {
			TrainingRun run = new TrainingRun(dataset, spec, settings, progress);
			console.printf(
					"%,d rows in %,d series; windows: %,d train, %,d validation, %,d test; %s with %,d parameters%n",
					trace.rows(), trace.series().size(), dataset.windows(Dataset.Part.TRAIN),
					dataset.windows(Dataset.Part.VALID), dataset.windows(Dataset.Part.TEST), this.architecture,
					run.parameters());
			console.flush();
			return train(run, progress, dataset, console);
		}
	}

	private int train(TrainingRun run, Progress progress, Dataset dataset, PrintWriter console) {
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
			TrainingRun.Outcome outcome = run.run(name, Instant.ofEpochMilli(Clock.SYSTEM.epochMillis()).toString(),
					checkpoint, this.resume);
			progress.close();
			outcome.model().write(this.out);
			ScoreTable.print(dataset, outcome.scores(), console);
			console.printf("%n%s: trained, epoch %d of %d, %,d positions/s%n", this.out, outcome.training().bestEpoch(),
					outcome.training().epochs(), progress.positionsPerSecond());
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

	/** A progress bar of the run with loss, validation score and time left. */
	private static final class Progress implements TrainingListener, AutoCloseable {

		private final PrintWriter console;

		private final int epochs;

		private @Nullable ProgressBar bar;

		private String validation = "";

		private long positions;

		private long startedNs;

		private long lastNs;

		Progress(PrintWriter console, int epochs) {
			this.console = console;
			this.epochs = epochs;
		}

		@Override
		public void step(int epoch, int step, int steps, int count, double loss) {
			ProgressBar shown = this.bar;
			if (shown == null) {
				this.startedNs = Clock.SYSTEM.nanoTime();
				shown = new ProgressBarBuilder().setTaskName("train")
					.setStyle(ProgressBarStyle.ASCII)
					.setUpdateIntervalMillis(1000)
					.setInitialMax((long) this.epochs * steps)
					.setMaxRenderedLength(140)
					.build();
				this.bar = shown;
			}
			this.positions += count;
			this.lastNs = Clock.SYSTEM.nanoTime();
			shown.stepTo((epoch - 1L) * steps + step);
			shown.setExtraMessage(String.format(Locale.ROOT, "loss %.4f%s", loss, this.validation));
		}

		@Override
		public void epoch(int epoch, int of, double score, double rmse, boolean best) {
			this.validation = String.format(Locale.ROOT, " valid CRPS %.4f RMSE %.4f", score, rmse);
			this.console.printf(Locale.ROOT, "epoch %d/%d: validation CRPS %.4f, RMSE %.4f%s%n", epoch, of, score, rmse,
					best ? " (best)" : "");
			this.console.flush();
		}

		long positionsPerSecond() {
			return Math.round(this.positions / Math.max(1e-9, (this.lastNs - this.startedNs) / 1e9));
		}

		@Override
		public void close() {
			if (this.bar != null) {
				this.bar.close();
				this.bar = null;
			}
		}

	}

}

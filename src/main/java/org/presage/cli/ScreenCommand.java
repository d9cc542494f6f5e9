/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.presage.api.v1.ScreenRequest;
import org.presage.api.v1.TracePart;
import org.presage.base.InvalidInputException;
import org.presage.client.ChannelSettings;
import org.presage.client.ScreenClient;
import org.presage.control.ControlSettings;
import org.presage.offline.screening.Injection;
import org.presage.offline.screening.ScreenedPolicyReader;
import org.presage.offline.screening.ScreeningJob;
import org.presage.offline.screening.ScreeningJson;
import org.presage.offline.screening.ScreeningListener;
import org.presage.offline.screening.ScreeningReport;
import org.presage.offline.screening.ScreeningSettings;
import org.presage.offline.screening.ScreeningTable;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Vets policies before a live cell sees them. */
@Command(name = "screen", mixinStandardHelpOptions = true,
		description = "Score PRB policies over recorded windows in a model's imagination: expected KPIs, "
				+ "broken agreements with " + "bounds, worst cases. docs/screening.md says what the numbers mean.")
final class ScreenCommand implements Callable<Integer> {

	/** Which windows. */
	enum Part {

		/** Those of the test part. */
		TEST,
		/** Those of all parts. */
		ALL

	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--policy", required = true, arity = "1..*", paramLabel = "FILE",
			description = "Screen the policies in these files; docs/examples/policies has one of each kind.")
	@SuppressWarnings("NullAway.Init")
	private List<Path> policies;

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE",
			description = "Take windows from these traces, as for 'train'; with --target, names of files in "
					+ "the server's presage.screen.traces.")
	@SuppressWarnings("NullAway.Init")
	private List<String> data;

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Read the traces by this schema file, as for 'train' (default: columns as the "
					+ "model's KPIs are named).")
	private @Nullable String schema;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Screen with this model package (default: the built-in one; with --target, the one "
					+ "that serves).")
	private @Nullable Path model;

	@Option(names = "--part", defaultValue = "test",
			description = "Take windows from this part: ${COMPLETION-CANDIDATES}.")
	private Part part = Part.TEST;

	@Option(names = "--windows", defaultValue = "0", paramLabel = "N",
			description = "Sample this many windows; 0 for all (default: ${DEFAULT-VALUE}).")
	private int windows;

	@Option(names = "--stress", defaultValue = "0", paramLabel = "SHARE",
			description = "Draw this share of the windows from the tail (most Delay or Buffer, least SINR); "
					+ "0: all alike.")
	private double stress;

	@Option(names = "--inject", paramLabel = "EVENT[=N]",
			description = "Also screen with an event in the last frames: deep-fade (N dB), load-surge or "
					+ "neighbour-failure (N " + "times the load). Repeatable.")
	private List<String> inject = List.of();

	@Option(names = "--inject-frames", defaultValue = "3", paramLabel = "K",
			description = "Let an event change this many of the last frames (default: ${DEFAULT-VALUE}).")
	private int injectFrames;

	@Option(names = "--worst", defaultValue = "5", paramLabel = "K",
			description = "List this many worst cases for each policy (default: ${DEFAULT-VALUE}).")
	private int worst;

	@Mixin
	private SeedOption seed = new SeedOption();

	@Option(names = "--fail-on-violation", paramLabel = "SHARE",
			description = "Exit with 3 if a policy's upper bound of SLA violations is above, in any scenario.")
	private @Nullable Double failOnViolation;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Option(names = "--target", paramLabel = "HOST:PORT",
			description = "Let a running xApp do it, with the model that serves there.")
	private @Nullable String target;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ChannelOptions channel;

	@Override
	public Integer call() {
		Double allowed = this.failOnViolation;
		if (allowed != null && !(allowed >= 0 && allowed <= 1)) {
			throw new InvalidInputException("fail-on-violation", "a share of 0 to 1", allowed);
		}
		List<ScreeningJob.PolicyText> texts = this.policies.stream()
			.map((file) -> new ScreeningJob.PolicyText(file.toString(), ScreenedPolicyReader.text(file)))
			.toList();
		String host = this.target;
		ScreeningReport result = (host != null) ? there(host, texts) : here(texts);
		if (allowed != null && !result.hasAgreement()) {
			throw new InvalidInputException("fail-on-violation", "a model with an SLA", "one without");
		}
		PrintWriter console = this.report.out();
		ScreeningTable.print(result, console);
		this.report.write(CommandResult.of(this.seed.value(), null, ScreeningJson.of(result)));
		if (allowed != null && result.violates(allowed)) {
			console.println("\nrefused: the upper bound of a policy's SLA violations is above " + allowed);
			console.flush();
			return ExitCodes.REFUSED;
		}
		return ExitCodes.OK;
	}

	private ScreeningReport here(List<ScreeningJob.PolicyText> texts) {
		ScreeningSettings settings = new ScreeningSettings(this.part == Part.TEST, this.windows, this.stress,
				this.inject.stream().map(Injection::parse).toList(), this.injectFrames, this.worst, this.seed.value());
		ScreeningJob job = new ScreeningJob(texts, (policy, name) -> Path.of(policy).resolveSibling(name),
				this.data.stream().map(Path::of).toList(), (this.schema != null) ? Path.of(this.schema) : null,
				settings);
		Progress progress = new Progress(this.report.progress());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(ModelFiles.read(this.model))) {
			return job.run(loaded, ControlSettings.defaults(), progress);
		}
	}

	private ScreeningReport there(String host, List<ScreeningJob.PolicyText> texts) {
		if (this.model != null) {
			throw new ParameterException(this.command.commandLine(),
					"screen: expected --model or --target, found both");
		}
		ScreenRequest.Builder request = ScreenRequest.newBuilder()
			.addAllTraces(this.data)
			.setSchema((this.schema != null) ? this.schema : "")
			.setPart((this.part == Part.TEST) ? TracePart.TRACE_PART_TEST : TracePart.TRACE_PART_ALL)
			.setWindows(this.windows)
			.setStress(this.stress)
			.addAllInject(this.inject)
			.setInjectFrames(this.injectFrames)
			.setWorst(this.worst)
			.setSeed(this.seed.value());
		texts.forEach((text) -> request.addPoliciesBuilder().setFile(text.file()).setYaml(text.text()));
		Progress progress = new Progress(this.report.progress());
		try (ScreenClient client = new ScreenClient(host, this.channel.settings())) {
			return client.screen(request.build(), (message) -> progress.show(message.getDone(), message.getTotal()));
		}
		catch (StatusRuntimeException ex) {
			throw new IllegalArgumentException(host + ": " + ChannelSettings.reason(ex), ex);
		}
	}

	/** A line for every tenth of the work. */
	private static final class Progress implements ScreeningListener {

		private static final int LINES = 10;

		private final PrintWriter console;

		private long shown;

		Progress(PrintWriter console) {
			this.console = console;
		}

		@Override
		public void progress(long done, long total, Supplier<ScreeningReport.Scenario> interim) {
			show(done, total);
		}

		void show(long done, long total) {
			long tenths = done * LINES / Math.max(1, total);
			if (tenths > this.shown) {
				this.shown = tenths;
				this.console.printf("%,d of %,d windows%n", done, total);
				this.console.flush();
			}
		}

	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.training.ProposalSettings;
import org.presage.offline.training.ProposalTraining;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TrainingEngine;

/** Teaches a model to propose plans. */
@Command(name = "propose", mixinStandardHelpOptions = true,
		description = "Write a package that also proposes plans: a small network learns, from windows of a trace, "
				+ "what a long search with the model finds. Forecasts stay the same.")
final class ModelProposeCommand implements Callable<Integer> {

	/**
	 * What is written with --json.
	 *
	 * @param plans that are proposed for each window
	 * @param contexts windows that it learnt from
	 * @param parameters weights of the network
	 * @param own regret on the validation part with the model's own objective
	 * @param varied the same with random objectives, bounds and PRBs in force
	 */
	@JsonResult
	record Result(String in, String out, int plans, int contexts, int parameters, double seconds,
			ProposalTraining.Judgement own, ProposalTraining.Judgement varied) {
	}

	/** What windows are planned for. */
	enum Objectives {

		/** Random weights, limits, bounds and PRBs in force for two thirds of them. */
		VARIED,
		/** The model's own objective and range. */
		OWN

	}

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private PackagePaths files;

	@Mixin
	private TraceOptions traces = new TraceOptions();

	@Option(names = "--contexts", paramLabel = "N", defaultValue = "20000",
			description = "Learn from this many windows, at most all (default: ${DEFAULT-VALUE}).")
	private int contexts;

	@Option(names = "--epochs", paramLabel = "N", defaultValue = "60",
			description = "Pass over them this many times (default: ${DEFAULT-VALUE}).")
	private int epochs;

	@Option(names = "--plans", paramLabel = "N", defaultValue = "6",
			description = "Propose this many plans, 1 to 13 (default: ${DEFAULT-VALUE}).")
	private int plans;

	@Option(names = "--width", paramLabel = "N", defaultValue = "128",
			description = "Give hidden layers this many channels (default: ${DEFAULT-VALUE}).")
	private int width;

	@Option(names = "--objectives", paramLabel = "NAME", defaultValue = "varied",
			description = "Learn for these objectives: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). own: "
					+ "what the model was trained for; operators' changes are then unknown to it.")
	private Objectives objectives = Objectives.VARIED;

	@Option(names = "--device", defaultValue = "auto",
			description = "Train on this device: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
	private TorchDevice device = TorchDevice.AUTO;

	@Mixin
	private SeedOption seed = new SeedOption();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		this.files.requirePlace();
		ProposalSettings asked = new ProposalSettings(this.plans, this.width, this.contexts, this.epochs,
				this.objectives == Objectives.VARIED, this.seed.value());
		TrainingEngine.require("model " + this.command.name());
		ModelPackage model = ModelFiles.read(this.files.in());
		ModelManifest manifest = model.manifest();
		Trace trace = this.traces.read();
		manifest.schema().requireSameFrames(trace.schema());
		Dataset data = new Dataset(trace, manifest.network().window(), manifest.network().horizon(),
				SplitRule.of(manifest.training(), trace), manifest.scaler());
		ProposalSettings settings = asked.of(data.windows(Dataset.Part.TRAIN), this.seed.value());
		ProposalProgress progress = new ProposalProgress(this.report.out(), Clock.SYSTEM);
		ProposalTraining.Result result = new ProposalTraining(model, data, settings, this.device, progress).run();
		result.model().write(this.files.out());
		print(result, this.report.out());
		this.report.write(CommandResult.of(this.seed.value(), result.model().manifest(),
				new Result(this.files.in().toString(), this.files.out().toString(), this.plans, settings.contexts(),
						result.parameters(), progress.seconds(), result.own(), result.varied())),
				this.files.out());
		return ExitCodes.OK;
	}

	/** The judgement of proposals, in words and numbers. */
	static void print(ProposalTraining.Result result, PrintWriter out) {
		out.printf(Locale.ROOT, "%nregret of the first call on windows of the validation part (0: best, 1: hold); "
				+ "%,d parameters%n", result.parameters());
		TextTable table = new TextTable("objectives", ">windows", ">best proposal alone", ">with proposals",
				">without");
		row(table, "the model's own", result.own());
		row(table, "varied", result.varied());
		table.print(out);
		out.flush();
	}

	private static void row(TextTable table, String name, ProposalTraining.Judgement judged) {
		table.row(name, judged.windows(), percent(judged.alone()), percent(judged.with()), percent(judged.without()));
	}

	private static String percent(double share) {
		return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.benchmark.Answers;
import org.presage.benchmark.ClosedLoop;
import org.presage.benchmark.E2Path;
import org.presage.benchmark.LoopReport;
import org.presage.benchmark.RivalsReport;
import org.presage.benchmark.Scenario;
import org.presage.control.ControlSettings;
import org.presage.control.Objective;
import org.presage.server.model.ModelFiles;
import org.presage.sim.Drift;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** What {@code evaluate --closed-loop} simulates and compares. */
final class ClosedLoopOptions {

	/** What is written for several loads. */
	@JsonResult
	record Loads(List<LoopReport> loads) {
	}

	@Option(names = "--closed-loop",
			description = "Run the loop against the simulator beside simple policies and the best rule in hindsight.")
	private boolean closedLoop;

	@Option(names = "--slices",
			description = "Give each cell of --closed-loop a video, a web and a voice slice with a limit "
					+ "each on the Delay; the default model is then builtin:slices.")
	private boolean slices;

	@Option(names = "--e2", paramLabel = "DIALECT:CONTROL[@rmr]", description = {
			"Also run the loop of --closed-loop through the bytes of E2: KPIs as E2SM-KPM of a dialect, allocations as",
			"ccc, rc-a, rc-b or rsm; for example presage:ccc, which loses nothing, or srsran:rc-a; @rmr: as E2AP over RMR." })
	private @Nullable String e2;

	@Option(names = "--cells", defaultValue = "10",
			description = "Simulate this many cells in --closed-loop (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--steps", defaultValue = "6000",
			description = "Simulate this many intervals of 100 ms in --closed-loop (default: "
					+ "${DEFAULT-VALUE}, 10 minutes).")
	private int steps;

	@Option(names = "--seeds", defaultValue = "5",
			description = "Simulate this many networks in --closed-loop (default: ${DEFAULT-VALUE}).")
	private int seeds;

	@Option(names = "--policies", split = ",", paramLabel = "NAME",
			description = "Compare these policies in --closed-loop: ${COMPLETION-CANDIDATES} (default: those "
					+ "that fit the network).")
	private List<ClosedLoop.Contender> policies = List.of();

	@Option(names = "--answers", paramLabel = "WHEN",
			description = "Plan the cells of --closed-loop so: ${COMPLETION-CANDIDATES}; one after another, each with what "
					+ "those before it have just announced, or all at once, each with what was announced in the interval "
					+ "before; for a model that knows announced plans (default: sequential).")
	private @Nullable Answers answers;

	@Option(names = "--load", split = ",", paramLabel = "FACTOR",
			description = "Multiply the UEs of each cell of --closed-loop by this factor, above 0 and at most 10; one "
					+ "table for each of several (default: 1).")
	private List<Double> loads = List.of();

	@Option(names = "--drift", defaultValue = "NONE", paramLabel = "CHANGE",
			description = "Change the network of --closed-loop from its begin, as a model does not know it: "
					+ "${COMPLETION-CANDIDATES}, see 'demo' (default: none).")
	private Drift drift = Drift.NONE;

	@Option(names = "--sla-penalty", paramLabel = "N",
			description = "Count this cost for an interval of --closed-loop that violates the SLA, for "
					+ "planning and for scoring " + "(default: the loop's).")
	private double slaPenalty = Objective.SLA_PENALTY;

	@Mixin
	private RivalOptions rivals = new RivalOptions();

	boolean requested() {
		return this.closedLoop;
	}

	/** Whether several models and a page are possible. */
	boolean comparesRivals() {
		return this.closedLoop && this.rivals.requested();
	}

	Path defaultModel() {
		return this.slices ? ModelFiles.SLICES : ModelFiles.DEFAULT;
	}

	/** Rejects options that need others, before a command reads anything. */
	void check(CommandSpec command) {
		if (!this.closedLoop) {
			RivalOptions.needs("--slices", this.slices, "--closed-loop", command);
			RivalOptions.needs("--load", !this.loads.isEmpty(), "--closed-loop", command);
			RivalOptions.needs("--drift", this.drift != Drift.NONE, "--closed-loop", command);
			RivalOptions.needs("--policies", !this.policies.isEmpty(), "--closed-loop", command);
			RivalOptions.needs("--e2", this.e2 != null, "--closed-loop", command);
			RivalOptions.needs("--answers", this.answers != null, "--closed-loop", command);
		}
		atLeast("--cells", 1, this.cells, command);
		atLeast("--steps", 1, this.steps, command);
		atLeast("--seeds", 1, this.seeds, command);
		this.rivals.check(command);
		if (this.rivals.requested() && (!this.closedLoop || this.slices || this.e2 != null || this.answers != null
				|| !this.policies.isEmpty() || this.drift != Drift.NONE)) {
			throw new ParameterException(command.commandLine(),
					"evaluate: --rivals: expected --closed-loop and none of --slices, --e2, --answers, --drift and --policies "
							+ "beside it");
		}
		if (new HashSet<>(this.loads).size() < this.loads.size()) {
			throw new ParameterException(command.commandLine(),
					"evaluate: --load: expected each factor once, found " + this.loads);
		}
		this.loads.forEach(this::scenario);
	}

	static void atLeast(String option, int least, int found, CommandSpec command) {
		if (found < least) {
			throw new ParameterException(command.commandLine(),
					"evaluate: " + option + ": expected " + least + " or more, found " + found);
		}
	}

	private Scenario scenario(double load) {
		return (this.slices ? Scenario.slices(this.cells) : Scenario.cells(this.cells)).withLoad(load)
			.withDrift(this.drift);
	}

	private List<ClosedLoop.Contender> contenders(Scenario scenario) {
		List<ClosedLoop.Contender> contenders = new ArrayList<>(
				this.policies.isEmpty() ? ClosedLoop.Contender.of(scenario) : this.policies);
		if (this.e2 != null && !contenders.contains(ClosedLoop.Contender.PRESAGE_E2)) {
			contenders.add(ClosedLoop.Contender.PRESAGE_E2);
		}
		return contenders;
	}

	private List<Double> loads() {
		return !this.loads.isEmpty() ? this.loads : this.rivals.requested() ? RivalOptions.LOADS : List.of(1.0);
	}

	private List<Long> networks(long seed) {
		return LongStream.range(0, this.seeds).map((i) -> seed + i).boxed().toList();
	}

	private ControlSettings settings(CorrectionSettings correction) {
		ControlSettings defaults = ControlSettings.defaults();
		return defaults
			.withSearch((this.answers != null) ? this.answers.of(defaults.search(), this.cells) : defaults.search())
			.withObjective(Objective.DEFAULT.withSlaPenalty(this.slaPenalty))
			.withCorrection(correction);
	}

	/** Runs the rivals and prints their tables. */
	RivalsReport runRivals(List<ModelPackage> packages, long seed, CorrectionSettings correction, Clock clock,
			ReportOptions report) throws InterruptedException {
		RivalsReport result = new RivalEvaluation(clock, report).run(packages, settings(correction),
				this.rivals.size(this.cells, this.steps, networks(seed), loads()));
		report.out().println();
		RivalTables.notes(result).forEach(report.out()::println);
		return result;
	}

	/** Runs the policies and prints a table for each load. */
	Object run(ModelPackage source, long seed, CorrectionSettings correction, Clock clock, PrintWriter console)
			throws InterruptedException {
		List<LoopReport> reports = new ArrayList<>();
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(source));
			for (double load : loads()) {
				Scenario scenario = scenario(load);
				LoopReport report = new ClosedLoop(registry, source.manifest(), settings(correction), scenario,
						this.steps, (this.e2 != null) ? E2Path.parse(this.e2) : E2Path.DEFAULT, clock)
					.run(contenders(scenario), networks(seed));
				ResultTables.print(report, console);
				reports.add(report);
			}
		}
		return (reports.size() == 1) ? reports.getFirst() : new Loads(reports);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.Clock;
import org.presage.base.TextTable;
import org.presage.benchmark.PlanningWindow;
import org.presage.benchmark.RegretResult;
import org.presage.benchmark.RegretStudy;
import org.presage.control.ControlSettings;
import org.presage.control.SearchSettings;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.planner.CemSettings;
import org.presage.planner.GridSettings;
import org.presage.planner.MppiSettings;
import org.presage.planner.PatternSettings;
import org.presage.planner.RandomSettings;
import org.presage.planner.SurrogateSettings;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** What a search misses. */
@Command(name = "regret", mixinStandardHelpOptions = true,
		description = "Measure how far each optimiser stays behind a very large search, at several budgets.")
final class BenchRegretCommand implements Callable<Integer> {

	/** Plans of the first call of the short searches. */
	private static final List<Integer> FIRST_CALLS = List.of(8, 16);

	/** Reach of the second call where the first one has come close already. */
	private static final double NEAR = 0.1;

	private static final int MOST_CALLS = 3;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchTraceOptions recorded;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Plan with this model package (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--windows", defaultValue = "200",
			description = "Plan from this many windows (default: ${DEFAULT-VALUE}).")
	private int windows;

	@Mixin
	private SamplesOption samples = new SamplesOption(65_536);

	@Option(names = "--few", description = "Judge only the default search and searches of one to three calls.")
	private boolean few;

	@Mixin
	private ObjectiveOptions objective = new ObjectiveOptions();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private BenchOptions bench;

	@Override
	public Integer call() throws InterruptedException {
		try (OnnxWorldModel loaded = OnnxWorldModel.load(ModelFiles.read(this.model))) {
			ModelManifest manifest = loaded.manifest();
			RegretStudy study = new RegretStudy(loaded, this.objective.over(ControlSettings.defaults(), manifest),
					this.samples.value(), this.bench.seed(), Clock.SYSTEM);
			List<RegretStudy.Contestant> contestants = calls(proposals(manifest));
			if (!this.few) {
				contestants.addAll(searches());
			}
			RegretResult result = study.run(from(manifest), contestants);
			print(result);
			this.bench.write(manifest, result);
		}
		return ExitCodes.OK;
	}

	private List<PlanningWindow> from(ModelManifest manifest) {
		int length = manifest.network().window();
		Trace trace = this.recorded.read();
		if (trace == null) {
			return PlanningWindow.simulated(this.windows, length, this.bench.seed());
		}
		Dataset recorded = new Dataset(trace, length, manifest.network().horizon(),
				SplitRule.of(manifest.training(), trace), manifest.scaler());
		recorded.schema().requireSameFrames(manifest.schema());
		return PlanningWindow.recorded(recorded, this.windows);
	}

	private static int proposals(ModelManifest manifest) {
		ProposalSpec spec = manifest.proposals();
		return (spec != null) ? spec.plans() : 0;
	}

	/**
	 * The default search, and short ones of one, two and three calls: each without
	 * proposals and, where the model makes some, with them.
	 */
	private List<RegretStudy.Contestant> calls(int proposals) {
		SearchSettings own = SearchSettings.DEFAULT;
		List<RegretStudy.Contestant> all = new ArrayList<>();
		for (boolean proposed : (proposals > 0) ? new boolean[] { false, true } : new boolean[] { false }) {
			// To its end, and as load stops it.
			for (int calls : new int[] { 0, 1, 2, 3 }) {
				all.add(new RegretStudy.Contestant("default", own.optimizer(), own.knots(), own.levels(), calls,
						proposed));
			}
			for (int population : FIRST_CALLS) {
				// All but hold, last plan and proposals are constants.
				int levels = Math.max(0, population - 2 - (proposed ? proposals : 0));
				PatternSettings far = PatternSettings.efficient(this.bench.seed()).resized(population, 1);
				// A second round, so that the first one probes each step by itself.
				PatternSettings near = new PatternSettings(population, 2, far.steps(), NEAR, far.shrink(), far.seed());
				for (int calls = 1; calls <= MOST_CALLS; calls++) {
					all.add(new RegretStudy.Contestant("pattern " + population, far, own.knots(), levels, calls,
							proposed));
					if (calls > 1) {
						all.add(new RegretStudy.Contestant("near " + population, near, own.knots(), levels, calls,
								proposed));
					}
				}
			}
			all.addAll(surrogates(own.knots(), proposed));
		}
		return all;
	}

	private List<RegretStudy.Contestant> searches() {
		List<RegretStudy.Contestant> all = new ArrayList<>();
		SearchSettings own = SearchSettings.DEFAULT;
		PatternSettings pattern = PatternSettings.efficient(this.bench.seed());
		for (int rounds = 1; rounds <= 8; rounds *= 2) {
			all.add(new RegretStudy.Contestant("pattern", pattern.resized(pattern.population(), rounds), own.knots(),
					own.levels()));
		}
		CemSettings cem = CemSettings.efficient(this.bench.seed());
		for (int iterations : new int[] { 1, 3, 6, 32 }) {
			all.add(new RegretStudy.Contestant("cem", cem.resized(cem.population(), iterations), 3, 16));
		}
		for (int iterations : new int[] { 1, 2, 4 }) {
			all.add(new RegretStudy.Contestant("published-cem",
					CemSettings.published(this.bench.seed()).resized(256, iterations), own.knots(), 0));
		}
		for (int iterations : new int[] { 1, 3, 32 }) {
			all.add(new RegretStudy.Contestant("mppi", MppiSettings.standard(32, iterations, this.bench.seed()), 3,
					16));
			all.add(new RegretStudy.Contestant("random-shooting", new RandomSettings(32, iterations, this.bench.seed()),
					3, 0));
		}
		all.add(new RegretStudy.Contestant("grid", new GridSettings(32, 51), 1, 0));
		all.add(new RegretStudy.Contestant("grid", new GridSettings(32, 10), 2, 0));
		return all;
	}

	/** What the search with a surrogate makes of one to five calls. */
	private List<RegretStudy.Contestant> surrogates(int knots, boolean proposed) {
		List<RegretStudy.Contestant> all = new ArrayList<>();
		SurrogateSettings few = new SurrogateSettings(8, 8, 2, this.bench.seed());
		SurrogateSettings quick = SurrogateSettings.quick(this.bench.seed());
		SurrogateSettings standard = SurrogateSettings.standard(this.bench.seed());
		all.add(new RegretStudy.Contestant("surrogate", quick, knots, 0, 1, proposed));
		all.add(new RegretStudy.Contestant("surrogate", few, knots, 0, 2, proposed));
		all.add(new RegretStudy.Contestant("surrogate", quick, knots, 0, 2, proposed));
		all.add(new RegretStudy.Contestant("surrogate", few, knots, 0, 3, proposed));
		for (int calls = 1; calls <= standard.calls() + 1; calls++) {
			all.add(new RegretStudy.Contestant("surrogate", standard, knots, 0, calls, proposed));
		}
		return all;
	}

	private void print(RegretResult result) {
		PrintWriter out = this.bench.out();
		out.printf(Locale.ROOT, "%s windows, measured by %s samples and local refinement%n", result.windows(),
				result.referenceSamples());
		out.printf(Locale.ROOT, "objective: %s%n%n", words(result.objective()));
		TextTable table = new TextTable("optimiser", "proposals", ">rollouts", ">calls", ">knots", ">mean regret",
				">p95 regret", ">p50 ms");
		for (RegretResult.Optimiser entry : result.optimisers()) {
			table.row(entry.name(), entry.proposals() ? "yes" : "no", entry.rollouts(), entry.calls(), entry.knots(),
					known(entry.regretMean()), known(entry.regretP95()), entry.p50Ms());
		}
		table.print(out);
		out.flush();
	}

	private static String known(double value) {
		return Double.isNaN(value) ? "–" : String.valueOf(value);
	}

	/** In the order weights, limits, bounds. */
	private static String words(RegretResult.Judged objective) {
		List<String> words = new ArrayList<>();
		objective.weights().forEach((kpi, weight) -> words.add(kpi + " " + weight));
		for (RegretResult.Bound limit : objective.limits()) {
			words.add(limit.kpi() + ((limit.min() != null) ? " at least " + limit.min() : "")
					+ ((limit.max() != null) ? " at most " + limit.max() : ""));
		}
		words.add(objective.minPrbs() + " to " + objective.maxPrbs() + " PRBs");
		if (objective.maxStep() > 0) {
			words.add("steps of at most " + objective.maxStep() + " PRBs");
		}
		return String.join(", ", words);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.presage.base.Clock;
import org.presage.base.Rounding;
import org.presage.benchmark.DelayTargetController.Gains;
import org.presage.benchmark.RivalFamily.Outcomes;
import org.presage.benchmark.RivalFamily.Setting;
import org.presage.control.ControlSettings;
import org.presage.sim.RanConfig;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.net.Architectures;

/**
 * Presage beside what people would otherwise use, on the same networks at several loads,
 * each policy with its knob turned. Nothing is chosen on the judged networks, but for the
 * best rule in hindsight.
 */
public final class RivalStudy {

	/** Name of the first model's policy. */
	public static final String PRESAGE = "presage";

	/** Name of the best rule of each network in hindsight. */
	public static final String BEST_RULE = "best-rule";

	/** Name of {@link RolloutOracle}. */
	public static final String ORACLE = "oracle";

	/** What an interval of the oracle costs beside one of a rule on as many cells. */
	private static final double ORACLE_COST = 10_000;

	private final List<PlanningModel> models;

	private final ControlSettings settings;

	private final Size size;

	private final Clock clock;

	private final Progress progress;

	private final ModelManifest manifest;

	private final RivalFamilies policies;

	private double workDone;

	private double work;

	private long startedNs;

	/**
	 * A world model to plan with.
	 *
	 * @param name in tables
	 * @param registry serves it
	 */
	public record PlanningModel(String name, ModelRegistry registry) {
	}

	/**
	 * How much is simulated.
	 *
	 * @param cells of each network
	 * @param steps intervals of each run
	 * @param seeds of the networks
	 * @param loads in proportion to the default
	 * @param ppoSamples that each PPO policy is trained with
	 * @param sacSamples that each SAC policy is trained with
	 * @param oracle whether it runs on the same networks as all other policies
	 * @param ceilingSteps intervals of the runs beside the oracle on other networks, 0
	 * for none
	 * @param ceilingCells of the networks of these runs
	 */
	public record Size(int cells, int steps, List<Long> seeds, List<Double> loads, int ppoSamples, int sacSamples,
			boolean oracle, int ceilingSteps, int ceilingCells) {

		int samples(LearningMethod method) {
			return switch (method) {
				case PPO -> this.ppoSamples;
				case SAC -> this.sacSamples;
			};
		}

	}

	/** Is called when a part of the work is done, by any thread but one at a time. */
	public interface Progress {

		/**
		 * @param what was done
		 * @param share of the runs that is done, 0..1; NaN before they begin
		 * @param leftSeconds estimated for the rest; NaN before they begin
		 */
		void done(String what, double share, double leftSeconds);

		/**
		 * Is called when all policies have run at a load.
		 * @param size of the runs
		 * @param result of the load
		 */
		void finished(Size size, RivalsReport.LoadResult result);

	}

	/**
	 * @param models the first one is named {@link #PRESAGE}; all have the same frames
	 */
	public RivalStudy(List<PlanningModel> models, ControlSettings settings, Size size, Clock clock, Progress progress) {
		this.models = models;
		this.settings = settings;
		this.size = size;
		this.clock = clock;
		this.progress = progress;
		this.manifest = Objects.requireNonNull(models.getFirst().registry().manifest());
		this.policies = new RivalFamilies(this.manifest, settings);
	}

	/** Names of all policies but those of further models. */
	public static Set<String> policies() {
		Set<String> names = new TreeSet<>(RivalFamilies.NAMES);
		names.addAll(List.of(PRESAGE, BEST_RULE, ORACLE, Architectures.VARX));
		for (LearningMethod method : LearningMethod.values()) {
			names.add(method.policy());
		}
		return names;
	}

	/** Ridge VARX for the frames of a model, fitted to simulated exploration. */
	public static ModelPackage varx(ModelManifest manifest) {
		return new RivalTraining(List.of(), List.of(), manifest).varx();
	}

	private ClosedLoop loop(ControlSettings scored, int cells, double load, int steps) {
		return new ClosedLoop(this.models.getFirst().registry(), this.manifest, scored,
				Scenario.cells(cells).withLoad(load), steps, E2Path.DEFAULT, this.clock);
	}

	private List<ClosedLoop> loops(ControlSettings scored) {
		return this.size.loads()
			.stream()
			.map((load) -> loop(scored, this.size.cells(), load, this.size.steps()))
			.toList();
	}

	/** Trains what is trained, then runs everything on all networks. */
	public RivalsReport run() throws InterruptedException {
		List<RanConfig> configs = this.size.loads().stream().map(RanConfig.of(this.size.cells())::withLoad).toList();
		RivalTraining training = new RivalTraining(loops(this.settings), configs, this.manifest);
		Gains gains = training.delayGains();
		prepared("tuned the delay controller to a target of " + gains.targetMs() + " ms");
		List<RivalFamily> learned = new ArrayList<>();
		Map<LearningMethod, RivalTraining.Learnt> learnt = new EnumMap<>(LearningMethod.class);
		for (LearningMethod method : LearningMethod.values()) {
			RivalTraining.Learnt standard = learn(training, method, this.policies.ownWeight(), this.settings);
			learnt.put(method, standard);
			List<Setting> weighted = new ArrayList<>();
			for (double weight : this.policies.otherWeights().toArray()) {
				weighted.add(this.policies.learned(weight,
						learn(training, method, weight, this.policies.weighted(weight)).policy()));
			}
			learned.add(new RivalFamily(method.policy(),
					this.policies.learned(this.policies.ownWeight(), standard.policy()), weighted));
		}
		double presage = training.reward(() -> this.policies.planner(this.models.getFirst(), this.settings));
		prepared("ran presage on the networks of the training");
		return new RivalsReport(this.size.cells(), this.size.steps(), this.size.seeds(),
				loads(families(gains, learned)),
				new RivalsReport.DelayTarget(gains.targetMs(), gains.up(), gains.down()),
				learning(LearningMethod.PPO, learnt, presage), learning(LearningMethod.SAC, learnt, presage));
	}

	private RivalTraining.Learnt learn(RivalTraining training, LearningMethod method, double weight,
			ControlSettings rewarded) {
		RivalTraining.Learnt learnt = training.learn(method, this.size.samples(method), rewarded, loops(rewarded));
		prepared("trained " + method + " with " + this.size.samples(method) + " samples and a weight of " + weight
				+ " of the PRBs");
		return learnt;
	}

	private void prepared(String what) {
		this.progress.done(what, Double.NaN, Double.NaN);
	}

	private List<RivalFamily> families(Gains gains, List<RivalFamily> learned) {
		List<RivalFamily> families = new ArrayList<>();
		this.models.forEach((model) -> families.add(this.policies.planner(model)));
		families.addAll(learned);
		families.add(this.policies.delayTarget(gains));
		families.add(this.policies.constant());
		families.add(this.policies.bufferProportional());
		families.add(this.policies.holdLast());
		return families;
	}

	private RivalsReport.Learning learning(LearningMethod method, Map<LearningMethod, RivalTraining.Learnt> all,
			double presage) {
		RivalTraining.Learnt learnt = Objects.requireNonNull(all.get(method));
		Integer reached = learnt.curve()
			.stream()
			.filter((point) -> point.reward() >= presage)
			.map(RivalsReport.LearningPoint::samples)
			.findFirst()
			.orElse(null);
		return new RivalsReport.Learning(learnt.curve().getLast().samples(), learnt.chosenAfter(), learnt.curve(),
				Rounding.to(4, presage), reached);
	}

	private List<RivalsReport.LoadResult> loads(List<RivalFamily> families) throws InterruptedException {
		// Beside the oracle on other networks every policy has its default alone; only
		// rules are chosen from.
		List<RivalFamily> beside = families.stream()
			.map((family) -> family.isRule() ? family : family.alone())
			.toList();
		double oracle = this.size.seeds().size() * ORACLE_COST;
		double small = (double) this.size.ceilingCells() * this.size.ceilingSteps() / this.size.cells()
				/ this.size.steps();
		this.work = this.size.loads().size()
				* (cost(families) + (this.size.oracle() ? oracle : 0) + small * (cost(beside) + oracle));
		this.startedNs = this.clock.nanoTime();
		List<RivalsReport.LoadResult> results = new ArrayList<>();
		try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
			for (double load : this.size.loads()) {
				RivalsReport.LoadResult result = load(pool, families, load);
				if (this.size.ceilingSteps() > 0) {
					result = result.with(ceiling(pool, beside, load, small));
				}
				this.progress.finished(this.size, result);
				results.add(result);
			}
		}
		return results;
	}

	private RivalsReport.LoadResult load(ExecutorService pool, List<RivalFamily> families, double load)
			throws InterruptedException {
		String name = "load " + load;
		ClosedLoop loop = loop(this.settings, this.size.cells(), load, this.size.steps());
		List<Future<LoopOutcome>> running = this.size.oracle() ? oracle(pool, loop, name, 1) : List.of();
		List<Outcomes> outcomes = run(pool, families, loop, name, 1);
		List<LoopOutcome> oracle = all(running);
		return new RivalsReport.LoadResult(load, RivalResults.policies(outcomes, oracle),
				RivalResults.curves(outcomes, oracle),
				oracle.isEmpty() ? null : RivalResults.ceiling(this.size.cells(), this.size.steps(), outcomes, oracle));
	}

	private List<Future<LoopOutcome>> oracle(ExecutorService pool, ClosedLoop loop, String name, double scale) {
		return onEachNetwork(
				pool, (seed) -> loop
					.run(loop.oracle(loop.bestRule(seed).rule(), RolloutOracle.Effort.DEFAULT, planners()), seed),
				name + ", " + ORACLE, scale * ORACLE_COST);
	}

	/** Each with its own search, because they remember what they saw. */
	private List<PlanningPolicy> planners() {
		return this.models.stream().map((model) -> this.policies.planner(model, this.settings)).toList();
	}

	private double cost(List<RivalFamily> families) {
		return families.stream().mapToDouble((family) -> family.cost(this.size.seeds().size())).sum();
	}

	private RivalsReport.Ceiling ceiling(ExecutorService pool, List<RivalFamily> families, double load, double scale)
			throws InterruptedException {
		String name = "load " + load + ", beside the oracle";
		ClosedLoop loop = loop(this.settings, this.size.ceilingCells(), load, this.size.ceilingSteps());
		List<Future<LoopOutcome>> oracle = oracle(pool, loop, name, scale);
		List<Outcomes> outcomes = run(pool, families, loop, name, scale);
		return RivalResults.ceiling(this.size.ceilingCells(), this.size.ceilingSteps(), outcomes, all(oracle));
	}

	/** A run on the network of a seed. */
	private interface Run {

		LoopOutcome on(long seed);

	}

	private List<Future<LoopOutcome>> onEachNetwork(ExecutorService pool, Run run, String name, double cost) {
		List<Future<LoopOutcome>> futures = new ArrayList<>();
		for (long seed : this.size.seeds()) {
			Callable<LoopOutcome> task = () -> {
				LoopOutcome outcome = run.on(seed);
				done(name + ", network " + seed, cost);
				return outcome;
			};
			futures.add(pool.submit(task));
		}
		return futures;
	}

	private List<Outcomes> run(ExecutorService pool, List<RivalFamily> families, ClosedLoop loop, String name,
			double scale) throws InterruptedException {
		Map<RivalFamily, List<List<Future<LoopOutcome>>>> running = new LinkedHashMap<>();
		for (RivalFamily family : families) {
			running.put(family,
					family.settings()
						.stream()
						.map((setting) -> onEachNetwork(pool, (seed) -> loop.run(setting.policy().get(), seed),
								name + ", " + family.name() + " " + setting.knob(), scale * setting.cost()))
						.toList());
		}
		List<Outcomes> outcomes = new ArrayList<>();
		for (Map.Entry<RivalFamily, List<List<Future<LoopOutcome>>>> entry : running.entrySet()) {
			List<List<LoopOutcome>> settings = new ArrayList<>();
			for (List<Future<LoopOutcome>> setting : entry.getValue()) {
				settings.add(all(setting));
			}
			outcomes.add(new Outcomes(entry.getKey(), settings));
		}
		return outcomes;
	}

	private static List<LoopOutcome> all(List<Future<LoopOutcome>> futures) throws InterruptedException {
		List<LoopOutcome> results = new ArrayList<>();
		for (Future<LoopOutcome> future : futures) {
			try {
				results.add(future.get());
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("a run failed", ex.getCause());
			}
		}
		return results;
	}

	private synchronized void done(String what, double cost) {
		this.workDone += cost;
		double seconds = (this.clock.nanoTime() - this.startedNs) / 1e9;
		this.progress.done(what, this.workDone / this.work, seconds * (this.work / this.workDone - 1));
	}

}

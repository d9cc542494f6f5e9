/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.DecisionRecorder;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/**
 * Policies in closed loop with the simulator, all on the same networks: the same seeds,
 * the same start. The reward is that of measured KPIs, in the model's train standard
 * deviations.
 */
public final class ClosedLoop {

	/** Intervals before the policies take over; not scored. */
	private static final int WARM_UP = 100;

	/** The last of them, which the policies see. */
	private static final int OBSERVED = 50;

	private final ModelRegistry registry;

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final KpiSchema schema;

	private final Standardizer scaler;

	private final Scenario scenario;

	private final int steps;

	private final E2Path e2;

	private final Clock clock;

	/**
	 * @param settings of the loops; their batch says how cells answer each other, see
	 * {@link Answers}
	 * @param e2 what {@link Contender#PRESAGE_E2} speaks
	 * @param clock of its sockets; the policies run in simulated time
	 */
	public ClosedLoop(ModelRegistry registry, ModelManifest manifest, ControlSettings settings, Scenario scenario,
			int steps, E2Path e2, Clock clock) {
		this.e2 = e2;
		this.clock = clock;
		this.registry = registry;
		this.manifest = manifest;
		this.settings = settings;
		this.schema = manifest.schema();
		this.scaler = manifest.scaler();
		this.scenario = scenario;
		this.steps = steps;
		RanSimulator probe = new RanSimulator(scenario.network(), 1);
		probe.schema().requireSameFrames(this.schema);
	}

	/** The policies that can be compared. */
	public enum Contender {

		/** The control loop, all slices of a cell together. */
		PRESAGE,
		/**
		 * The same without what neighbours announce, which is given to a model that reads
		 * it.
		 */
		PRESAGE_ALONE,
		/**
		 * The same as the first; cells also pay for what they cost those that receive
		 * them.
		 */
		PRESAGE_SHARING,
		/** The same as the first through the bytes of E2 service models. */
		PRESAGE_E2,
		/** The control loop, each slice alone; what is too much is clipped. */
		SEPARATE, HOLD_LAST, ALL_PRBS, EQUAL_SHARES, BUFFER_PROPORTIONAL, BACKLOG_PROPORTIONAL,
		/**
		 * The best constant allocation or gain of the buffer heuristic, chosen on the
		 * judged network itself.
		 */
		BEST_RULE,
		/** {@link RolloutOracle} on {@link #BEST_RULE}. Slow. */
		ORACLE;

		/** As in tables, JSON and options. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * Those that say something about a scenario. All PRBs to each of several slices
		 * are equal shares once the node has clipped them.
		 */
		public static List<Contender> of(Scenario scenario) {
			return scenario.sliced()
					? List.of(PRESAGE, SEPARATE, EQUAL_SHARES, BUFFER_PROPORTIONAL, BACKLOG_PROPORTIONAL)
					: List.of(PRESAGE, HOLD_LAST, ALL_PRBS, BUFFER_PROPORTIONAL, BEST_RULE);
		}

	}

	/**
	 * Runs contenders on several seeds, on all cores, and reports in the layout of
	 * {@code evaluate --closed-loop}.
	 */
	public LoopReport run(List<Contender> contenders, List<Long> seeds) throws InterruptedException {
		requireNeighbours(contenders);
		Map<Contender, List<Future<LoopOutcome>>> running = new LinkedHashMap<>();
		try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
			for (Contender contender : contenders) {
				running.put(contender, seeds.stream().map((seed) -> pool.submit(() -> run(contender, seed))).toList());
			}
			Map<Contender, List<LoopOutcome>> outcomes = new LinkedHashMap<>();
			for (Map.Entry<Contender, List<Future<LoopOutcome>>> entry : running.entrySet()) {
				List<LoopOutcome> results = new ArrayList<>();
				for (Future<LoopOutcome> future : entry.getValue()) {
					results.add(future.get());
				}
				outcomes.put(entry.getKey(), results);
			}
			return LoopReport.of(this.scenario, this.steps, seeds, knowsNeighbours() ? answers() : null, outcomes);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a run failed", ex.getCause());
		}
	}

	/** Policies that would not differ from the control loop are not run beside it. */
	private void requireNeighbours(List<Contender> contenders) {
		for (Contender contender : contenders) {
			requireNeighbours("--policies " + contender,
					contender == Contender.PRESAGE_ALONE || contender == Contender.PRESAGE_SHARING);
		}
		requireNeighbours("--answers " + Answers.SIMULTANEOUS, answers() == Answers.SIMULTANEOUS);
	}

	private void requireNeighbours(String option, boolean needed) {
		if (needed && !knowsNeighbours()) {
			throw new InvalidInputException(option, "a model that knows announced plans, and cells without slices",
					this.scenario.sliced() ? "slices" : "model " + this.manifest.version() + ", which knows none");
		}
	}

	private boolean knowsNeighbours() {
		return !this.scenario.sliced() && this.manifest.network().knowsAnnounced();
	}

	private Answers answers() {
		return Answers.of(this.settings.search());
	}

	/** Runs one contender on one network. */
	LoopOutcome run(Contender contender, long seed) {
		return run(policy(contender, seed), seed);
	}

	/** Runs a policy on one network, and closes it. */
	LoopOutcome run(AllocationPolicy contender, long seed) {
		RanSimulator start = new RanSimulator(this.scenario.network(), seed);
		start.drift(this.scenario.drift());
		int[] prbs = new int[start.units()];
		Arrays.setAll(prbs, start::prbs);
		try (AllocationPolicy policy = contender) {
			for (int i = 0; i < WARM_UP; i++) {
				start.step(prbs);
				if (i >= WARM_UP - OBSERVED && i < WARM_UP - 1) {
					policy.observe(start);
				}
			}
			// From here on every policy meets the same arrivals and the same fading.
			RanSimulator network = start.alignedBranch(1);
			LoopScore score = new LoopScore(this.scenario, this.schema, this.scaler, this.settings, prbs);
			for (int i = 0; i < this.steps; i++) {
				policy.decide(network, prbs);
				network.step(prbs);
				Arrays.setAll(prbs, network::prbs);
				score.add(network);
			}
			return score.outcome();
		}
	}

	private ControlSettings sliced(boolean joint) {
		return this.settings.withSlices(joint, this.scenario.policies(this.settings.space(this.manifest, "")));
	}

	/** The rule with the highest reward on a network, in hindsight. */
	StationaryRule.Tuned bestRule(long seed) {
		List<StationaryRule.Tuned> rules = StationaryRule.all(this.schema, this.scenario.network().carrierPrbs());
		StationaryRule.Tuned best = rules.getFirst();
		double most = Double.NEGATIVE_INFINITY;
		for (StationaryRule.Tuned rule : rules) {
			double reward = run(rule.rule().policy(), seed).mean(LoopOutcome.Slice::reward);
			if (reward > most) {
				most = reward;
				best = rule;
			}
		}
		return best;
	}

	/** An oracle that improves upon a rule and tries the plans of the loop. */
	AllocationPolicy oracle(StationaryRule base, RolloutOracle.Effort effort) {
		return oracle(base, effort, List.of(planner()));
	}

	/** An oracle that improves upon a rule. It closes the planners. */
	AllocationPolicy oracle(StationaryRule base, RolloutOracle.Effort effort, List<PlanningPolicy> planners) {
		return new RolloutOracle(this.schema, this.scaler, this.settings, base, planners, effort);
	}

	private PlanningPolicy planner() {
		return planner(true, 0);
	}

	private PlanningPolicy planner(boolean together, double rewardShare) {
		return new LoopPolicy(this.registry, this.schema, sliced(true), Wire.PLAIN, together, rewardShare,
				DecisionRecorder.NONE);
	}

	private AllocationPolicy policy(Contender contender, long seed) {
		return switch (contender) {
			case PRESAGE -> planner();
			case PRESAGE_ALONE -> planner(false, 0);
			case PRESAGE_SHARING -> planner(true, 1);
			case PRESAGE_E2 ->
				new LoopPolicy(this.registry, this.schema, sliced(true), new E2Wire(this.schema, this.e2, this.clock));
			case SEPARATE -> new LoopPolicy(this.registry, this.schema, sliced(false), Wire.PLAIN);
			case HOLD_LAST -> SimplePolicies.holdLast();
			case ALL_PRBS -> SimplePolicies.allPrbs();
			case EQUAL_SHARES -> SimplePolicies.equalShares();
			case BUFFER_PROPORTIONAL -> SimplePolicies.bufferProportional(this.schema);
			case BACKLOG_PROPORTIONAL -> SimplePolicies.backlogProportional(this.schema);
			case BEST_RULE -> bestRule(seed).rule().policy();
			case ORACLE -> oracle(bestRule(seed).rule(), RolloutOracle.Effort.DEFAULT);
		};
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.presage.base.Clock;
import org.presage.base.Rounding;
import org.presage.control.ControlSettings;
import org.presage.planner.ActionSpace;
import org.presage.planner.DeepSearch;
import org.presage.planner.JointSpace;
import org.presage.planner.OptimizerSettings;
import org.presage.planner.Plan;
import org.presage.planner.Regret;
import org.presage.planner.TrajectoryPlanner;
import org.presage.worldmodel.WorldModel;

/**
 * How far the plans of optimisers stay behind the best that a very large search finds,
 * from the same windows, under the same model and objective, see {@link Regret}.
 */
public final class RegretStudy {

	private final WorldModel model;

	private final ControlSettings settings;

	private final int samples;

	private final long seed;

	private final Clock clock;

	/**
	 * One search that is judged.
	 *
	 * @param name in the result
	 * @param optimizer how it searches
	 * @param knots of its plans; a model with a shorter horizon has fewer
	 * @param levels constant plans among its first candidates
	 * @param calls of the model after which it is stopped; 0 for the end of the search
	 * @param proposals whether the model's proposals are among its first candidates
	 */
	public record Contestant(String name, OptimizerSettings optimizer, int knots, int levels, int calls,
			boolean proposals) {

		/** A search to its end, without proposals. */
		public Contestant(String name, OptimizerSettings optimizer, int knots, int levels) {
			this(name, optimizer, knots, levels, 0, false);
		}

	}

	/**
	 * Regrets, times and sizes of all contestants from one window; regrets are NaN if
	 * nothing is to gain.
	 */
	private record WindowRegrets(double[] regrets, long[] planNs, int[] rollouts, int[] calls) {
	}

	/**
	 * @param samples of the large search
	 */
	public RegretStudy(WorldModel model, ControlSettings settings, int samples, long seed, Clock clock) {
		this.model = model;
		this.settings = settings;
		this.samples = samples;
		this.seed = seed;
		this.clock = clock;
	}

	/**
	 * Judges on all processors, and reports in the layout of {@code bench regret --json}.
	 * @throws org.presage.base.InvalidInputException naming the field, if the model's
	 * proposals read another objective
	 */
	public RegretResult run(List<PlanningWindow> windows, List<Contestant> contestants) throws InterruptedException {
		int threads = Runtime.getRuntime().availableProcessors();
		List<Callable<List<WindowRegrets>>> parts = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			List<PlanningWindow> part = windows.subList(t * windows.size() / threads,
					(t + 1) * windows.size() / threads);
			parts.add(() -> judge(part, contestants));
		}
		List<WindowRegrets> outcomes = AllProcessors.run(parts, "a window could not be judged")
			.stream()
			.flatMap(List::stream)
			.toList();
		return report(outcomes, contestants);
	}

	private List<WindowRegrets> judge(List<PlanningWindow> windows, List<Contestant> contestants) {
		int horizon = this.model.manifest().network().horizon();
		ActionSpace space = this.settings.space(this.model.manifest(), "");
		List<WindowRegrets> outcomes = new ArrayList<>();
		try (WindowScorer scorer = new WindowScorer(this.model, this.settings)) {
			List<TrajectoryPlanner> planners = contestants.stream()
				.map((c) -> new TrajectoryPlanner(c.optimizer(), 1, horizon, Math.min(c.knots(), horizon), c.levels(),
						c.proposals() ? scorer.proposals() : 0))
				.toList();
			DeepSearch search = new DeepSearch(scorer, JointSpace.of(space), horizon, this.samples, this.seed);
			for (PlanningWindow window : windows) {
				scorer.from(window);
				outcomes.add(judge(window, contestants, planners, scorer, JointSpace.of(space), search));
			}
		}
		return outcomes;
	}

	private WindowRegrets judge(PlanningWindow window, List<Contestant> contestants, List<TrajectoryPlanner> planners,
			WindowScorer scorer, JointSpace space, DeepSearch search) {
		double[] found = new double[planners.size()];
		long[] planNs = new long[found.length];
		int[] rollouts = new int[found.length];
		int[] calls = new int[found.length];
		double best = search.best(window.inForce());
		double hold = Double.NaN;
		float[] inForce = { window.inForce() };
		for (int i = 0; i < found.length; i++) {
			planners.get(i).changes(0, scorer.change());
			long startNs = this.clock.nanoTime();
			Plan plan = plan(contestants.get(i), planners.get(i), scorer, space, inForce);
			planNs[i] = this.clock.nanoTime() - startNs;
			rollouts[i] = plan.rollouts();
			calls[i] = plan.iterations();
			double[] score = new double[1];
			// Not the score of the best candidate: the published search returns its mean.
			scorer.score(1, plan.actions(), score);
			found[i] = score[0];
			best = Math.max(best, found[i]);
			hold = plan.holdScore();
		}
		for (int i = 0; i < found.length; i++) {
			found[i] = Regret.of(best, hold, found[i]);
		}
		return new WindowRegrets(found, planNs, rollouts, calls);
	}

	private static Plan plan(Contestant contestant, TrajectoryPlanner planner, WindowScorer scorer, JointSpace space,
			float[] inForce) {
		if (contestant.proposals()) {
			planner.start(space, inForce, null, scorer.propose(space.slice(0)), 0, scorer.proposals());
		}
		else {
			planner.start(space, inForce, null);
		}
		return planner.run(scorer, (contestant.calls() > 0) ? contestant.calls() : Integer.MAX_VALUE);
	}

	private RegretResult report(List<WindowRegrets> outcomes, List<Contestant> contestants) {
		int withoutGain = 0;
		List<RegretResult.Optimiser> optimisers = new ArrayList<>();
		for (int i = 0; i < contestants.size(); i++) {
			int at = i;
			RegretSummary regrets = RegretSummary.of(outcomes.stream().mapToDouble((outcome) -> outcome.regrets[at]));
			withoutGain = regrets.withoutGain();
			long[] times = outcomes.stream().mapToLong((outcome) -> outcome.planNs[at]).sorted().toArray();
			Contestant contestant = contestants.get(i);
			int knots = Math.min(contestant.knots(), this.model.manifest().network().horizon());
			int rollouts = outcomes.stream().mapToInt((outcome) -> outcome.rollouts[at]).max().orElse(0);
			int calls = outcomes.stream().mapToInt((outcome) -> outcome.calls[at]).max().orElse(0);
			optimisers.add(new RegretResult.Optimiser(contestant.name(), contestant.proposals(), rollouts, calls, knots,
					regrets.regretMean(), regrets.regretP95(), Rounding.to(5, times[times.length / 2] / 1e6)));
		}
		return new RegretResult(outcomes.size(), withoutGain, this.samples,
				RegretResult.Judged.of(this.settings, this.model.manifest()), optimisers);
	}

}

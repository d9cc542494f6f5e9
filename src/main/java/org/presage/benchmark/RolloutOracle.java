/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.sim.RanSimulator;

/**
 * The ceiling: rollouts on the true simulator (parallel rollout, Chang, Givan and Chong,
 * 2004; one cell after the other, Bertsekas, 2021). It knows the true state of the whole
 * network, not its future randomness. In every interval each cell tries to deviate from a
 * base rule for the next interval, and to follow the plans of other policies, before the
 * rule takes over again. All candidates meet the same futures, in which the other cells
 * follow the rule or what was chosen for them just before. The score is the reward of all
 * cells. Further passes over the cells refine what was chosen. So the result is better
 * than the base rule, up to the horizon and to errors of {@link CandidateRace}. Slow.
 */
final class RolloutOracle implements AllocationPolicy {

	/** PRBs by which a cell tries to deviate from what was chosen, by pass. */
	private static final int[][] DEVIATIONS = { { 4, 12 }, { 1, 2 } };

	private final MeasuredReward reward;

	private final StationaryRule base;

	private final List<PlanningPolicy> planners;

	private final Effort effort;

	private long step;

	/**
	 * How much is simulated for a decision.
	 *
	 * @param horizon intervals of a rollout
	 * @param round futures between two looks at the candidates
	 * @param least futures before a candidate can replace what was chosen
	 * @param futures most of one candidate
	 * @param winning standard errors by which a candidate must be better to replace it
	 */
	record Effort(int horizon, int round, int least, int futures, double winning) {

		/** Futures of one second, measured in docs/results.md. */
		static final Effort DEFAULT = new Effort(10, 8, 16, 48, 1);

	}

	/**
	 * @param base the best of the rules, which it improves upon
	 * @param planners whose plans are candidates, closed with the oracle
	 */
	RolloutOracle(KpiSchema schema, Standardizer scaler, ControlSettings settings, StationaryRule base,
			List<PlanningPolicy> planners, Effort effort) {
		this.reward = new MeasuredReward(schema, scaler, settings);
		this.base = base;
		this.planners = List.copyOf(planners);
		this.effort = effort;
	}

	@Override
	public void observe(RanSimulator network) {
		this.planners.forEach((planner) -> planner.observe(network));
	}

	@Override
	public void decide(RanSimulator network, int[] prbs) {
		int[][] chosen = choose(network);
		for (int c = 0; c < prbs.length; c++) {
			prbs[c] = allocation(chosen[c], 0, network, c);
		}
		this.step++;
	}

	@Override
	public void close() {
		this.planners.forEach(PlanningPolicy::close);
	}

	/**
	 * The allocation of a cell: that of its plan, and that of the base rule after it.
	 */
	private int allocation(int[] plan, int step, RanSimulator network, int cell) {
		return (step < plan.length) ? plan[step]
				: Math.clamp(this.base.prbs(network.kpis(cell)), 1, network.config().carrierPrbs());
	}

	/** Plans of all cells; an empty one is the base rule. */
	private int[][] choose(RanSimulator network) {
		List<int[][]> proposals = this.planners.stream().map((planner) -> planner.plans(network)).toList();
		CandidateRace race = new CandidateRace(this.effort.round(), this.effort.least(), this.effort.futures(),
				this.effort.winning());
		double[] scores = new double[this.effort.futures()];
		Arrays.fill(scores, Double.NaN);
		long salt = (this.step + 1) * 1_000_003;
		int[][] chosen = new int[network.units()][0];
		for (int pass = 0; pass < DEVIATIONS.length; pass++) {
			for (int i = 0; i < chosen.length; i++) {
				// Another cell begins each time: the first one knows least of the others.
				int cell = (int) ((i + this.step) % chosen.length);
				List<int[]> candidates = new ArrayList<>(List.of(chosen[cell]));
				if (pass == 0) {
					proposals.stream().map((plans) -> plans[cell]).forEach(candidates::add);
				}
				addDeviations(candidates, DEVIATIONS[pass], network, cell);
				CandidateRace.Winner winner = race.run(candidates.size(), scores, (candidate, future) -> {
					int[][] joint = chosen.clone();
					joint[cell] = candidates.get(candidate);
					return score(network.alignedBranch(salt + future), joint);
				});
				chosen[cell] = candidates.get(winner.candidate());
				scores = winner.scores();
			}
		}
		return chosen;
	}

	/**
	 * Adds plans that differ from the first candidate in the next interval: by so many
	 * PRBs, or by doing what another candidate begins with.
	 */
	private void addDeviations(List<int[]> candidates, int[] deviations, RanSimulator network, int cell) {
		int[] first = candidates.getFirst();
		int now = allocation(first, 0, network, cell);
		Set<Integer> levels = new TreeSet<>();
		for (int deviation : deviations) {
			levels.add(Math.max(1, now - deviation));
			levels.add(Math.min(network.config().carrierPrbs(), now + deviation));
		}
		candidates.forEach((plan) -> levels.add(allocation(plan, 0, network, cell)));
		levels.remove(now);
		for (int level : levels) {
			int[] plan = (first.length > 0) ? first.clone() : new int[1];
			plan[0] = level;
			candidates.add(plan);
		}
	}

	/** Reward of all cells over the horizon. */
	private double score(RanSimulator future, int[][] joint) {
		int[] prbs = new int[joint.length];
		float[] before = new float[joint.length];
		for (int c = 0; c < joint.length; c++) {
			before[c] = this.reward.standardized(future.prbs(c));
		}
		double score = 0;
		for (int h = 0; h < this.effort.horizon(); h++) {
			for (int c = 0; c < joint.length; c++) {
				prbs[c] = allocation(joint[c], h, future, c);
			}
			future.step(prbs);
			for (int c = 0; c < joint.length; c++) {
				float action = this.reward.standardized(future.prbs(c));
				score += this.reward.of(future.kpis(c), 0, action, before[c]);
				before[c] = action;
			}
		}
		return score;
	}

}

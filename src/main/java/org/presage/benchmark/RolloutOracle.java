/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.sim.RanSimulator;

/**
 * The ceiling: rollouts on the true simulator (parallel rollout, Chang, Givan and Chong,
 * 2004; one cell after the other, Bertsekas, 2021). It knows the true state of the whole
 * network, not its future randomness. Each cell tries allocations that are held and then
 * followed by a base rule, and other rules followed to the end, in the same futures; all
 * other cells follow the base rule, or what was chosen for them just before. The score is
 * the reward of all cells. A cell leaves the base rule only where that is better with
 * confidence, so that the result is at least as good as the base rule, up to the horizon
 * and to errors of {@link CandidateRace}. Slow.
 */
final class RolloutOracle implements AllocationPolicy {

	private static final double[] LEVELS = { 0.04, 0.15, 0.3, 0.55, 1 };

	private final MeasuredReward reward;

	private final StationaryRule base;

	private final List<StationaryRule> rules;

	private final Effort effort;

	private Choice[] choices = new Choice[0];

	private long step;

	/**
	 * How much is simulated for a decision.
	 *
	 * @param horizon intervals of a rollout
	 * @param held intervals in which a candidate's allocation is held
	 * @param every intervals between two decisions, at most {@code held}
	 * @param round futures between two looks at the candidates
	 * @param least futures before a candidate can replace the base rule
	 * @param futures most of one candidate
	 */
	record Effort(int horizon, int held, int every, int round, int least, int futures) {

		/** Up to hundreds of futures of four seconds. */
		static final Effort DEFAULT = new Effort(40, 4, 4, 8, 48, 240);

	}

	/** An allocation for the first intervals, 0 for none, and a rule. */
	private record Choice(int level, StationaryRule rule) {

		int prbs(int since, int held, float[] kpis) {
			return (this.level > 0 && since < held) ? this.level : this.rule.prbs(kpis);
		}

	}

	/**
	 * @param base the best of the rules, which it improves upon
	 * @param rules that a cell may follow instead
	 */
	RolloutOracle(KpiSchema schema, Standardizer scaler, ControlSettings settings, StationaryRule base,
			List<StationaryRule> rules, Effort effort) {
		this.reward = new MeasuredReward(schema, scaler, settings);
		this.base = base;
		this.rules = List.copyOf(rules);
		this.effort = effort;
	}

	@Override
	public void decide(RanSimulator network, int[] prbs) {
		int since = (int) (this.step % this.effort.every());
		if (since == 0) {
			choose(network);
		}
		for (int c = 0; c < prbs.length; c++) {
			prbs[c] = this.choices[c].prbs(since, this.effort.held(), network.kpis(c));
		}
		this.step++;
	}

	private void choose(RanSimulator network) {
		int carrier = network.config().carrierPrbs();
		List<Choice> candidates = new ArrayList<>(List.of(new Choice(0, this.base)));
		for (double level : LEVELS) {
			candidates.add(new Choice((int) Math.max(1, Math.round(level * carrier)), this.base));
		}
		this.rules.forEach((rule) -> candidates.add(new Choice(0, rule)));
		this.choices = new Choice[network.units()];
		Arrays.fill(this.choices, candidates.getFirst());
		CandidateRace race = new CandidateRace(this.effort.round(), this.effort.least(), this.effort.futures());
		double[] scores = new double[this.effort.futures()];
		Arrays.fill(scores, Double.NaN);
		long salt = (this.step + 1) * 1_000_003;
		for (int i = 0; i < this.choices.length; i++) {
			// Another cell begins each time: the first one knows least of the others.
			int cell = (int) ((i + this.step / this.effort.every()) % this.choices.length);
			CandidateRace.Winner winner = race.run(candidates.size(), scores, (candidate, future) -> {
				Choice[] joint = this.choices.clone();
				joint[cell] = candidates.get(candidate);
				return score(network.alignedBranch(salt + future), joint);
			});
			this.choices[cell] = candidates.get(winner.candidate());
			scores = winner.scores();
		}
	}

	/** Reward of all cells over the horizon. */
	private double score(RanSimulator future, Choice[] joint) {
		int[] prbs = new int[joint.length];
		float[] before = new float[joint.length];
		for (int c = 0; c < joint.length; c++) {
			before[c] = this.reward.standardized(future.prbs(c));
		}
		double score = 0;
		for (int h = 0; h < this.effort.horizon(); h++) {
			for (int c = 0; c < joint.length; c++) {
				prbs[c] = joint[c].prbs(h, this.effort.held(), future.kpis(c));
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

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;

/**
 * Result of {@code evaluate --closed-loop --rivals --json}. Rewards are per interval and
 * cell, in train standard deviations.
 *
 * @param cells of each network
 * @param steps that are scored
 * @param seeds of the networks
 * @param loads one a load
 * @param delayTarget gains of the tuned controller
 * @param ppo how this policy was learnt
 * @param sac how this policy was learnt
 */
@JsonResult
public record RivalsReport(int cells, int steps, List<Long> seeds, List<LoadResult> loads, DelayTarget delayTarget,
		Learning ppo, Learning sac) {

	/**
	 * All policies at one load.
	 *
	 * @param load UEs in proportion to the default
	 * @param policies by name, each with its default knob; the oracle among them if it
	 * ran on these networks
	 * @param curves by name: what a policy achieves as its knob is turned
	 * @param ceiling null if no oracle was requested
	 */
	@JsonResult
	public record LoadResult(double load, Map<String, Policy> policies, Map<String, List<Point>> curves,
			@Nullable Ceiling ceiling) {

		LoadResult with(Ceiling other) {
			return new LoadResult(this.load, this.policies, this.curves, other);
		}

	}

	/**
	 * A policy with its default knob.
	 *
	 * @param curve name of the curve that it is a point of
	 * @param point what it achieves
	 * @param rewardBySeed one a network
	 * @param presageGain reward of Presage less this one's on the same networks
	 */
	@JsonResult
	public record Policy(String curve, Point point, List<Double> rewardBySeed, Estimate presageGain) {
	}

	/**
	 * One setting of a knob.
	 *
	 * @param knob PRB weight of planners and learned policies, target in ms, PRBs or gain
	 * of rules; NaN for a policy without one, or one chosen by network
	 * @param reward of an interval, by the default objective
	 * @param delayOverLimit share of intervals with a Delay over the limit, 0..1
	 * @param prbs in force
	 */
	@JsonResult
	public record Point(double knob, Estimate reward, Estimate delayOverLimit, Estimate prbs) {
	}

	/**
	 * The same policies beside rollouts on the true simulator.
	 *
	 * @param cells of each network
	 * @param steps that are scored
	 * @param policies reward by name, {@code oracle} among them
	 * @param shares how far each policy goes from the best rule in hindsight to the
	 * oracle, by name: 0 is the rule, 1 the oracle; NaN if the oracle is not above that
	 * rule with confidence
	 * @param oracleGain reward of the oracle less that of the best other policy, on the
	 * same networks
	 * @param best that policy
	 * @param ceilingShare that of Presage
	 */
	@JsonResult
	public record Ceiling(int cells, int steps, Map<String, Estimate> policies, Map<String, Estimate> shares,
			Estimate oracleGain, String best, Estimate ceilingShare) {
	}

	/**
	 * Gains that were tuned on networks that are not judged.
	 *
	 * @param targetMs Delay that is aimed at
	 * @param up share of the carrier for a Delay of e times the target
	 * @param down the same below it
	 */
	@JsonResult
	public record DelayTarget(double targetMs, double up, double down) {
	}

	/**
	 * How a policy was learnt.
	 *
	 * @param samples steps of all cells together, in whole rollouts
	 * @param chosenAfter samples of the policy that is judged: the best on networks that
	 * are not
	 * @param curve mean reward on those networks
	 * @param presageReward of Presage on those networks
	 * @param samplesToPresage where the curve first reaches it; null if it does not
	 */
	@JsonResult
	public record Learning(int samples, int chosenAfter, List<LearningPoint> curve, double presageReward,
			@Nullable Integer samplesToPresage) {
	}

	/** Mean reward after so many samples. */
	@JsonResult
	public record LearningPoint(int samples, double reward) {
	}

}

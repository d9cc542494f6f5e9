/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * What a cell or slice should achieve, in standardised units. A plan's score is the sum
 * over its steps of its KPIs and PRBs, weighted, less what changes, a broken agreement
 * and improbable promises cost; and what its last state is worth. Weights are inputs of
 * every decision.
 *
 * @param targets weight of each predicted KPI, {@code [Y]}
 * @param terminal weight of each predicted KPI at the last step, {@code [Y]}: what the
 * time after the horizon will make of it
 * @param action weight of the allocation; negative for a cost
 * @param change cost of a unit change of the allocation, 0 or more
 * @param sla cost of an interval that breaks the model's service level agreement, 0 or
 * more; and of each standard deviation by which it is broken, so that there is a way back
 * from where no plan can meet it within the horizon
 * @param limits of the agreement
 * @param chance cost of an interval in which a bound of {@code chances} is surely broken,
 * 0 or more; and of each standard deviation by which it is
 * @param chances bounds that may be broken with probability ε at most
 * @param risk κ: the score of a plan is its mean less κ times the weighted epistemic
 * spread, 0 or more
 */
public record Reward(double[] targets, double[] terminal, double action, double change, double sla, List<Limit> limits,
		double chance, List<Limit> chances, double risk) {

	/** Terms of a score that are not of one KPI, in this order after the KPIs. */
	public enum Term {

		/** The broken service level agreement. */
		SLA,
		/** The PRBs. */
		ALLOCATION,
		/** Their changes. */
		CHANGE,
		/** Bounds that are more probably broken than allowed. */
		CHANCE,
		/** What the last state is worth. */
		TERMINAL

	}

	public Reward {
		require("weights", finite(targets), "finite numbers", Arrays.toString(targets));
		require("terminal weights", finite(terminal) && terminal.length == targets.length,
				targets.length + " finite numbers", Arrays.toString(terminal));
		require("action weight", Double.isFinite(action), "a finite number", action);
		require("change cost", change >= 0 && Double.isFinite(change), "0 or more", change);
		require("SLA penalty", sla >= 0 && Double.isFinite(sla), "0 or more", sla);
		require("chance penalty", chance >= 0 && Double.isFinite(chance), "0 or more", chance);
		require("risk", risk >= 0 && Double.isFinite(risk), "0 or more", risk);
		limits = List.copyOf(limits);
		chances = List.copyOf(chances);
	}

	/** A weighted sum and an agreement, without chance constraints or terminal value. */
	public Reward(double[] targets, double action, double change, double sla, List<Limit> limits, double risk) {
		this(targets, new double[targets.length], action, change, sla, limits, 0, List.of(), risk);
	}

	/** The same with a higher cost of the allocation, or a lower one. */
	public Reward withActionCost(double more) {
		return new Reward(this.targets, this.terminal, this.action - more, this.change, this.sla, this.limits,
				this.chance, this.chances, this.risk);
	}

	private static boolean finite(double[] weights) {
		return Arrays.stream(weights).allMatch(Double::isFinite);
	}

	static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new InvalidInputException(name, expected, found);
		}
	}

	/**
	 * Whether a score depends on a predicted KPI, apart from the model's own agreement.
	 */
	public boolean reads(int target) {
		return this.targets[target] != 0 || this.terminal[target] != 0 || bounds(target);
	}

	/** Whether a score falls where a bound of a predicted KPI is broken. */
	public boolean bounds(int target) {
		return this.sla > 0 && bounds(this.limits, target) || this.chance > 0 && bounds(this.chances, target);
	}

	private static boolean bounds(List<Limit> limits, int target) {
		return limits.stream().anyMatch((limit) -> limit.target() == target);
	}

	/** Number of terms that a score is the sum of, Y + 5. */
	public int termCount() {
		return this.targets.length + Term.values().length;
	}

	/**
	 * Adds the scores of imagined plans.
	 * @param actions standardised, {@code [plans, H]} from {@code first·H} on
	 * @param current allocation in force, standardised; NaN if not known, then the first
	 * change is free
	 * @param imagined what is expected of them, from plan {@code first} on
	 * @param scores one a plan, added to
	 */
	public void score(int first, int plans, int horizon, float[] actions, float current, Imagined imagined,
			double[] scores) {
		score(first, plans, horizon, actions, current, imagined, scores, null, 0);
	}

	/**
	 * Adds the scores of imagined plans and writes what each step contributes; the last
	 * step has the value of the last state.
	 * @param steps receives {@code [plans, H]} from {@code offset} on; null for none
	 */
	public void score(int first, int plans, int horizon, float[] actions, float current, Imagined imagined,
			double[] scores, double @Nullable [] steps, int offset) {
		int kpis = this.targets.length;
		for (int p = 0; p < plans; p++) {
			double score = 0;
			int plan = (first + p) * horizon;
			float before = Float.isNaN(current) ? actions[plan] : current;
			for (int h = 0; h < horizon; h++) {
				int at = (plan + h) * kpis;
				float action = actions[plan + h];
				double sum = score;
				for (int y = 0; y < kpis; y++) {
					score += kpi(y, imagined, at);
				}
				score += this.action * action - this.change * Math.abs(action - before);
				score -= breach(imagined, at, plan + h) + improbable(imagined, at);
				before = action;
				if (steps != null) {
					steps[offset + p * horizon + h] = score - sum;
				}
			}
			double last = last(imagined, (plan + horizon - 1) * kpis);
			scores[p] += score + last;
			if (steps != null) {
				steps[offset + (p + 1) * horizon - 1] += last;
			}
		}
	}

	/**
	 * What the score of one imagined plan is made of.
	 * @param plan index of the plan; the other arguments are those of {@link #score}
	 * @param terms receives {@code [Y + 5]}, which sum to its score: each KPI, its share
	 * of the risk taken off; then every {@link Term}
	 */
	public void terms(int plan, int horizon, float[] actions, float current, Imagined imagined, double[] terms) {
		int kpis = this.targets.length;
		int first = plan * horizon;
		Arrays.fill(terms, 0);
		float before = Float.isNaN(current) ? actions[first] : current;
		for (int h = 0; h < horizon; h++) {
			int at = (first + h) * kpis;
			float action = actions[first + h];
			for (int y = 0; y < kpis; y++) {
				terms[y] += kpi(y, imagined, at);
			}
			terms[kpis + Term.SLA.ordinal()] -= breach(imagined, at, first + h);
			terms[kpis + Term.CHANCE.ordinal()] -= improbable(imagined, at);
			terms[kpis + Term.ALLOCATION.ordinal()] += this.action * action;
			terms[kpis + Term.CHANGE.ordinal()] -= this.change * Math.abs(action - before);
			before = action;
		}
		terms[kpis + Term.TERMINAL.ordinal()] = last(imagined, (first + horizon - 1) * kpis);
	}

	private double kpi(int target, Imagined imagined, int at) {
		return weighted(this.targets[target], imagined, at + target);
	}

	private double weighted(double weight, Imagined imagined, int at) {
		return (weight == 0) ? 0
				: weight * imagined.mean()[at] - this.risk * Math.abs(weight) * imagined.epistemic()[at];
	}

	private double last(Imagined imagined, int at) {
		double value = 0;
		for (int y = 0; y < this.terminal.length; y++) {
			value += weighted(this.terminal[y], imagined, at + y);
		}
		return value;
	}

	private double breach(Imagined imagined, int at, int step) {
		return (this.sla > 0) ? this.sla * (1 - imagined.met()[step] + excess(this.limits, imagined.mean(), at)) : 0;
	}

	private double improbable(Imagined imagined, int at) {
		if (this.chance == 0) {
			return 0;
		}
		double violation = excess(this.chances, imagined.mean(), at);
		for (int l = 0; l < this.chances.size(); l++) {
			Limit limit = this.chances.get(l);
			int i = at + limit.target();
			violation += limit.violation(imagined.mean()[i],
					Math.hypot(imagined.aleatoric()[i], imagined.epistemic()[i]));
		}
		return this.chance * violation;
	}

	/** By how many standard deviations limits are broken. */
	private static double excess(List<Limit> limits, float[] values, int offset) {
		double excess = 0;
		for (int l = 0; l < limits.size(); l++) {
			excess += limits.get(l).excess(values[offset + limits.get(l).target()]);
		}
		return excess;
	}

	/**
	 * The reward of one measured interval.
	 * @param kpis standardised targets {@code [Y]}, NaN absent: an absent KPI counts as
	 * its mean, 0
	 * @param action allocation in force, standardised
	 * @param before allocation in force in the interval before, standardised
	 * @param met 1 if the interval met the agreement, 0 if it broke it, NaN if that is
	 * unknown
	 */
	public double of(float[] kpis, float action, float before, float met) {
		double reward = this.action * action - this.change * Math.abs(action - before);
		reward -= this.sla * (((met == 0) ? 1 : 0) + excess(this.limits, kpis, 0));
		for (Limit limit : this.chances) {
			double excess = limit.excess(kpis[limit.target()]);
			reward -= this.chance * (((excess > 0) ? 1 - limit.epsilon() : 0) + excess);
		}
		for (int y = 0; y < kpis.length; y++) {
			reward += Float.isNaN(kpis[y]) ? 0 : this.targets[y] * kpis[y];
		}
		return reward;
	}

}

package org.presage.planner;

import java.util.Arrays;
import java.util.List;

/**
 * What a cell should achieve, in standardised units: the weighted sum of its KPIs and of
 * the PRBs it takes, less a cost of changing them. Weights are inputs of every decision.
 *
 * @param targets weight of each predicted KPI, {@code [Y]}
 * @param action weight of the allocation; negative for a cost
 * @param change cost of a unit change of the allocation, 0 or more
 * @param sla cost of an interval that breaks the service level agreement, 0 or more; and
 * of each standard deviation by which it is broken, so that there is a way back from
 * where no plan can meet it within the horizon
 * @param limits of the agreement
 * @param risk κ: the score of a plan is its mean less κ times the weighted epistemic
 * spread, 0 or more
 */
public record Reward(double[] targets, double action, double change, double sla, List<Limit> limits, double risk) {

	/** Beyond this a broken limit is not broken more. */
	private static final double MAX_EXCESS = 3;

	/**
	 * A bound of the agreement, standardised.
	 *
	 * @param target index of the predicted KPI
	 * @param min smallest admissible value; negative infinity for none
	 * @param max largest admissible value; positive infinity for none
	 */
	public record Limit(int target, double min, double max) {

		private double excess(double value) {
			return Math.min(MAX_EXCESS, Math.max(0, Math.max(value - this.max, this.min - value)));
		}

	}

	public Reward {
		for (double weight : targets) {
			require("weights", Double.isFinite(weight), "finite numbers", Arrays.toString(targets));
		}
		require("action weight", Double.isFinite(action), "a finite number", action);
		require("change cost", change >= 0 && Double.isFinite(change), "0 or more", change);
		require("SLA penalty", sla >= 0 && Double.isFinite(sla), "0 or more", sla);
		limits = List.copyOf(limits);
		require("risk", risk >= 0 && Double.isFinite(risk), "0 or more", risk);
	}

	private static void require(String name, boolean holds, String expected, Object found) {
		if (!holds) {
			throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
		}
	}

	/**
	 * Scores imagined plans: the sum of their rewards over the horizon.
	 * @param actions standardised, {@code [plans, H]}
	 * @param current allocation in force, standardised; NaN if not known, then the first
	 * change is free
	 * @param mean predicted means {@code [plans, H, Y]}
	 * @param epistemic spread of the members {@code [plans, H, Y]}
	 * @param met probability that a step meets the agreement {@code [plans, H]}; read
	 * only if its breach costs
	 * @param scores receives one score a plan
	 */
	public void score(int plans, int horizon, float[] actions, float current, float[] mean, float[] epistemic,
			float[] met, double[] scores) {
		int kpis = this.targets.length;
		for (int p = 0; p < plans; p++) {
			double score = 0;
			float before = Float.isNaN(current) ? actions[p * horizon] : current;
			for (int h = 0; h < horizon; h++) {
				float action = actions[p * horizon + h];
				int at = (p * horizon + h) * kpis;
				for (int y = 0; y < kpis; y++) {
					score += kpi(y, mean, epistemic, at);
				}
				score += this.action * action - this.change * Math.abs(action - before);
				score -= breach(mean, at, met, p * horizon + h);
				before = action;
			}
			scores[p] = score;
		}
	}

	/**
	 * What the score of one imagined plan is made of; the arguments are those of
	 * {@link #score} for a single plan, and the terms sum to its score.
	 * @param terms receives {@code [Y + 3]}: each KPI, its share of the risk taken off;
	 * the broken agreement; the allocation; its changes
	 */
	public void terms(int horizon, float[] actions, float current, float[] mean, float[] epistemic, float[] met,
			double[] terms) {
		int kpis = this.targets.length;
		Arrays.fill(terms, 0);
		float before = Float.isNaN(current) ? actions[0] : current;
		for (int h = 0; h < horizon; h++) {
			for (int y = 0; y < kpis; y++) {
				terms[y] += kpi(y, mean, epistemic, h * kpis);
			}
			terms[kpis] -= breach(mean, h * kpis, met, h);
			terms[kpis + 1] += this.action * actions[h];
			terms[kpis + 2] -= this.change * Math.abs(actions[h] - before);
			before = actions[h];
		}
	}

	private double kpi(int target, float[] mean, float[] epistemic, int at) {
		double weight = this.targets[target];
		return (weight == 0) ? 0 : weight * mean[at + target] - this.risk * Math.abs(weight) * epistemic[at + target];
	}

	private double breach(float[] mean, int at, float[] met, int step) {
		return (this.sla > 0) ? this.sla * (1 - met[step] + excess(mean, at)) : 0;
	}

	/**
	 * By how many standard deviations the agreement is broken; an absent KPI breaks
	 * nothing.
	 */
	private double excess(float[] values, int offset) {
		double excess = 0;
		for (int l = 0; l < this.limits.size(); l++) {
			float value = values[offset + this.limits.get(l).target()];
			excess += Float.isNaN(value) ? 0 : this.limits.get(l).excess(value);
		}
		return excess;
	}

	/**
	 * The reward of one measured interval.
	 * @param kpis standardised targets {@code [Y]}, NaN absent: an absent KPI counts as
	 * its mean, 0
	 * @param action allocation in force, standardised
	 * @param before allocation in force in the interval before, standardised
	 * @param met 1 if the interval met the agreement, 0 if it broke it, NaN if that
	 * cannot be told
	 */
	public double of(float[] kpis, float action, float before, float met) {
		double reward = this.action * action - this.change * Math.abs(action - before);
		reward -= this.sla * (((met == 0) ? 1 : 0) + excess(kpis, 0));
		for (int y = 0; y < kpis.length; y++) {
			reward += Float.isNaN(kpis[y]) ? 0 : this.targets[y] * kpis[y];
		}
		return reward;
	}

}

package org.presage.planner;

import java.util.Arrays;

/**
 * What a cell should achieve, in standardised units: the weighted sum of its KPIs and of
 * the PRBs it takes, less a cost of changing them. Weights are inputs of every decision.
 *
 * @param targets weight of each predicted KPI, {@code [Y]}
 * @param action weight of the allocation; negative for a cost
 * @param change cost of a unit change of the allocation, 0 or more
 * @param sla cost of an interval that breaks the service level agreement, 0 or more
 * @param risk κ: the score of a plan is its mean less κ times the weighted epistemic
 * spread, 0 or more
 */
public record Reward(double[] targets, double action, double change, double sla, double risk) {

	public Reward {
		for (double weight : targets) {
			require("weights", Double.isFinite(weight), "finite numbers", Arrays.toString(targets));
		}
		require("action weight", Double.isFinite(action), "a finite number", action);
		require("change cost", change >= 0 && Double.isFinite(change), "0 or more", change);
		require("SLA penalty", sla >= 0 && Double.isFinite(sla), "0 or more", sla);
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
					double weight = this.targets[y];
					if (weight != 0) {
						score += weight * mean[at + y] - this.risk * Math.abs(weight) * epistemic[at + y];
					}
				}
				score += this.action * action - this.change * Math.abs(action - before);
				if (this.sla > 0) {
					score -= this.sla * (1 - met[p * horizon + h]);
				}
				before = action;
			}
			scores[p] = score;
		}
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
		reward -= (met == 0) ? this.sla : 0;
		for (int y = 0; y < kpis.length; y++) {
			reward += Float.isNaN(kpis[y]) ? 0 : this.targets[y] * kpis[y];
		}
		return reward;
	}

}

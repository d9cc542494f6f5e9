/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.presage.control.ControlSettings;
import org.presage.control.SearchSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.planner.JointSpace;
import org.presage.planner.Plan;
import org.presage.planner.TrajectoryPlanner;
import org.presage.sim.RanSimulator;

/**
 * The ceiling: the same kind of search on the true simulator. It knows the true state of
 * the network, not its future randomness: a plan's score is the mean over branched
 * futures, in which the neighbours radiate as they do now. To be affordable it plans
 * every few intervals and follows its plan in between.
 */
final class OraclePolicy implements AllocationPolicy {

	private static final int FUTURES = 4;

	private static final int EVERY = 2;

	private static final CemSettings SEARCH = new CemSettings(16, 2, 1, 0.2, true, true, 0.3, 0.02, false, 5);

	private final KpiSchema schema;

	private final MeasuredReward reward;

	private final JointSpace space;

	private final int horizon;

	private final TrajectoryPlanner planner;

	private float[][] plans = new float[0][];

	private final float[] kpis;

	private long step;

	OraclePolicy(KpiSchema schema, Standardizer scaler, ControlSettings settings, ActionSpace space, int horizon) {
		this.schema = schema;
		this.reward = new MeasuredReward(schema, scaler, settings);
		this.space = JointSpace.of(space);
		this.horizon = horizon;
		this.planner = new SearchSettings(SEARCH, 3, 0, 1).planner(1, horizon);
		this.kpis = new float[horizon * schema.size()];
	}

	@Override
	public void decide(RanSimulator network, int[] prbs) {
		if (this.plans.length != prbs.length) {
			this.plans = new float[prbs.length][];
		}
		for (int c = 0; c < prbs.length; c++) {
			int since = (int) ((this.step + c) % EVERY);
			float[] plan = this.plans[c];
			if (plan == null || since == 0) {
				plan = plan(network, c, prbs[c]);
				since = 0;
			}
			prbs[c] = Math.round(plan[since]);
		}
		this.step++;
	}

	private float[] plan(RanSimulator network, int cell, int current) {
		long salt = this.step * 1000;
		Plan plan = this.planner.plan(this.space, new float[] { current }, this.plans[cell],
				(count, actions, scores) -> {
					for (int p = 0; p < count; p++) {
						scores[p] = score(network, cell, current, actions, p * this.horizon, salt);
					}
				});
		float[] chosen = plan.actions().clone();
		this.plans[cell] = chosen;
		return chosen;
	}

	private double score(RanSimulator network, int cell, int current, float[] actions, int offset, long salt) {
		int[] plan = new int[this.horizon];
		for (int h = 0; h < this.horizon; h++) {
			plan[h] = Math.round(actions[offset + h]);
		}
		double score = 0;
		for (int f = 1; f <= FUTURES; f++) {
			network.imagine(cell, plan, salt + f, this.kpis);
			float before = this.reward.standardized(current);
			for (int h = 0; h < this.horizon; h++) {
				float action = this.reward.standardized(plan[h]);
				score += this.reward.of(this.kpis, h * this.schema.size(), action, before) / FUTURES;
				before = action;
			}
		}
		return score;
	}

}

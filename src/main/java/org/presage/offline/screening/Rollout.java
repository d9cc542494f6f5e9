/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.List;
import java.util.stream.IntStream;

import org.presage.control.PlanEvaluator;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * Follows policies through a model's imagination, many windows and policies in one call.
 * A policy that reacts is rolled forward: at step h its allocations up to h are known,
 * the rest is held; imagined so, step h is what it decides step h+1 from. Owned by one
 * thread.
 */
final class Rollout implements AutoCloseable {

	/**
	 * Plans of one call: enough to use the processor well, and small enough for its
	 * cache.
	 */
	private static final int PLANS = 64;

	private final ModelManifest manifest;

	private final KpiSchema schema;

	private final int horizon;

	private final int targets;

	private final int action;

	private final Reward reward;

	private final List<ScreenedPolicy> policies;

	private final int[] reacting;

	private final int capacity;

	private final PlanEvaluator evaluator;

	/** PRBs {@code [C, P, H]}. */
	private final float[] plans;

	private final double[] scores = new double[1];

	private final float[] frame;

	/**
	 * @param reward of a plan, as the control loop judges it
	 * @param policies to follow, P
	 */
	Rollout(WorldModel model, Reward reward, List<ScreenedPolicy> policies) {
		this.manifest = model.manifest();
		this.schema = this.manifest.schema();
		this.horizon = this.manifest.network().horizon();
		this.targets = this.schema.targets();
		this.action = this.schema.actionIndex();
		this.reward = reward;
		this.policies = List.copyOf(policies);
		this.reacting = IntStream.range(0, policies.size()).filter((p) -> policies.get(p).reacts()).toArray();
		this.capacity = Math.max(1, PLANS / policies.size());
		this.evaluator = new PlanEvaluator(model, this.capacity, policies.size());
		this.plans = new float[this.capacity * policies.size() * this.horizon];
		this.frame = new float[this.schema.size()];
	}

	/** Most windows of one call. */
	int capacity() {
		return this.capacity;
	}

	/**
	 * Follows all policies from each situation.
	 * @param situations at most {@link #capacity}; at least L frames each
	 * @param outcomes of each policy; written from window {@code first} on
	 */
	void follow(List<Situation> situations, int first, List<Outcomes> outcomes) {
		encode(situations);
		for (int c = 0; c < situations.size(); c++) {
			float[] last = situations.get(c).last(this.action);
			for (int p = 0; p < this.policies.size(); p++) {
				this.policies.get(p).decide(situations.get(c), 0, last, this.plans, plan(c, p));
			}
		}
		for (int h = 1; h < this.horizon && this.reacting.length > 0; h++) {
			react(situations, h);
		}
		imagine(situations.size(), IntStream.range(0, this.policies.size()).toArray());
		for (int c = 0; c < situations.size(); c++) {
			for (int p = 0; p < this.policies.size(); p++) {
				record(situations.get(c), c, p, first + c, outcomes.get(p));
			}
		}
	}

	private void encode(List<Situation> situations) {
		int length = this.manifest.network().window();
		for (int c = 0; c < situations.size(); c++) {
			Situation situation = situations.get(c);
			this.evaluator.window(c, situation.frames(), (situation.rows() - length) * this.schema.size());
		}
		this.evaluator.encode(situations.size());
	}

	private int plan(int cell, int policy) {
		return (cell * this.policies.size() + policy) * this.horizon;
	}

	/** Step {@code h} of the policies that look at step h−1. */
	private void react(List<Situation> situations, int h) {
		imagine(situations.size(), this.reacting);
		for (int c = 0; c < situations.size(); c++) {
			for (int r = 0; r < this.reacting.length; r++) {
				int at = plan(c, this.reacting[r]);
				read(c * this.reacting.length + r, h - 1, this.plans[at + h - 1]);
				this.policies.get(this.reacting[r]).decide(situations.get(c), h, this.frame, this.plans, at);
			}
		}
	}

	/** Imagines the present plans of some policies for all cells. */
	private void imagine(int cells, int[] chosen) {
		for (int c = 0; c < cells; c++) {
			for (int r = 0; r < chosen.length; r++) {
				this.evaluator.plans(c * chosen.length + r, 1, this.plans, plan(c, chosen[r]));
			}
		}
		this.evaluator.predict(cells, chosen.length);
	}

	/** Reads an imagined step into {@link #frame}. */
	private void read(int imagined, int step, float prbs) {
		for (int y = 0; y < this.targets; y++) {
			this.frame[this.schema.frameIndex(y)] = (float) physical(imagined, step, y);
		}
		this.frame[this.action] = prbs;
	}

	/**
	 * The mean of the imagined distribution in the KPI's unit and range; NaN if it is not
	 * finite, or the model has never seen the KPI.
	 */
	private double physical(int imagined, int step, int target) {
		int kpi = this.schema.frameIndex(target);
		Prediction predicted = this.evaluator.prediction();
		float mean = predicted.mean()[predicted.index(imagined, step, target)];
		if (!this.manifest.observed()[kpi] || !Float.isFinite(mean)) {
			return Double.NaN;
		}
		Kpi range = this.schema.kpi(kpi);
		return Math.clamp(this.manifest.scaler().physical(kpi, mean), range.min(), range.max());
	}

	private void record(Situation situation, int cell, int policy, int window, Outcomes outcomes) {
		int imagined = cell * this.policies.size() + policy;
		System.arraycopy(this.plans, plan(cell, policy), outcomes.plans(), window * this.horizon, this.horizon);
		int broken = 0;
		double violation = 0;
		for (int h = 0; h < this.horizon; h++) {
			float prbs = this.plans[plan(cell, policy) + h];
			outcomes.outside()[window * this.horizon + h] = prbs < this.manifest.actionMin()
					|| prbs > this.manifest.actionMax();
			outcomes.spread()[window * this.horizon + h] = spread(imagined, h);
			float met = this.evaluator.prediction().sla()[imagined * this.horizon + h];
			broken += Float.isFinite(met) ? 0 : 1;
			violation += Float.isFinite(met) ? 1 - met : 1;
		}
		for (int y = 0; y < this.targets; y++) {
			double sum = 0;
			for (int h = 0; h < this.horizon; h++) {
				sum += physical(imagined, h, y);
			}
			outcomes.kpis()[y][window] = sum / this.horizon;
		}
		double score = score(situation, imagined);
		outcomes.reward()[window] = Double.isFinite(score) ? score : Double.NaN;
		outcomes.violation()[window] = this.schema.sla().isEmpty() ? Double.NaN : violation / this.horizon;
		if (broken > 0 || !Double.isFinite(score)) {
			outcomes.countNonFinite();
		}
	}

	private float spread(int imagined, int step) {
		Prediction predicted = this.evaluator.prediction();
		double sum = 0;
		int count = 0;
		for (int y = 0; y < this.targets; y++) {
			if (this.manifest.observed()[this.schema.frameIndex(y)]) {
				sum += predicted.epistemic()[predicted.index(imagined, step, y)];
				count++;
			}
		}
		return (float) (sum / count);
	}

	private double score(Situation situation, int plan) {
		this.scores[0] = 0;
		this.evaluator.score(this.reward, plan, 1, situation.inForce(), this.scores);
		return this.scores[0];
	}

	@Override
	public void close() {
		this.evaluator.close();
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Arrays;

import org.presage.control.ObjectiveVector;
import org.presage.control.PlanEvaluator;
import org.presage.planner.PatternSettings;
import org.presage.planner.Plan;
import org.presage.planner.PlanScorer;
import org.presage.planner.TrajectoryPlanner;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.WorldModel;

/** Plans examples with a model, far beyond what a decision has time for. */
final class ExamplePlanner implements PlanScorer, AutoCloseable {

	/** Plans of one call: what stays in the cache. */
	private static final int CALL = 32;

	/** How far a step is moved to see what that costs, as a share of the bounds. */
	private static final float PROBE = 0.1f;

	/** Constants among the first plans. */
	private static final int LEVELS = 13;

	private final int horizon;

	private final int plans;

	private final PlanEvaluator evaluator;

	private final ObjectiveVector vector;

	/** From scratch, as the default search. */
	private final TrajectoryPlanner first;

	/** From the best plan known and those that the model proposes. */
	private final TrajectoryPlanner further;

	/** What one call finds, with proposals and without. */
	private final TrajectoryPlanner with;

	private final TrajectoryPlanner without;

	/** The best plan known, then what the model proposes, {@code [1 + G, H]}. */
	private final float[] shares;

	private final float[] moved;

	private final double[] scores = new double[CALL];

	private final double[] part = new double[CALL];

	private PlanningExample example;

	/**
	 * What the first call finds, as regret.
	 *
	 * @param alone the best proposal
	 * @param with proposals, hold and constants
	 * @param without hold and constants
	 */
	record FirstCall(double alone, double with, double without) {
	}

	/**
	 * @param example to begin with
	 */
	ExamplePlanner(WorldModel model, long seed, PlanningExample example) {
		ModelManifest manifest = model.manifest();
		ProposalSpec spec = manifest.proposals();
		this.horizon = manifest.network().horizon();
		this.plans = (spec != null) ? spec.plans() : 0;
		this.evaluator = new PlanEvaluator(model, 1, CALL);
		this.vector = new ObjectiveVector(manifest);
		PatternSettings search = PatternSettings.efficient(seed);
		this.first = new TrajectoryPlanner(search, 1, this.horizon, this.horizon, LEVELS);
		this.further = new TrajectoryPlanner(new PatternSettings(16, 3, search.steps(), 0.1, 0.4, seed), 1,
				this.horizon, this.horizon, LEVELS, 1 + this.plans);
		this.with = new TrajectoryPlanner(search, 1, this.horizon, this.horizon, LEVELS, this.plans);
		this.without = new TrajectoryPlanner(search, 1, this.horizon, this.horizon, LEVELS);
		this.shares = new float[(1 + this.plans) * this.horizon];
		this.moved = new float[2 * this.horizon * this.horizon];
		this.example = example;
	}

	/** Encodes the window of an example; what follows is about it. */
	void from(PlanningExample next) {
		this.example = next;
		this.evaluator.window(0, next.frames, 0);
		this.evaluator.encode(1);
	}

	/** Its context, {@code [K]}; overwritten by the next one. */
	float[] context() {
		return this.evaluator.contexts();
	}

	/** Writes its objective, {@code [D]}. */
	void objective(float[] to, int offset) {
		this.vector.write(this.example.reward, this.example.bounds, this.example.inForce, to, offset);
	}

	/** Finds its plan from scratch, as the default search does. */
	void search() {
		Plan plan = this.first.plan(this.example.space(), new float[] { this.example.inForce }, null, this);
		this.example.holdScore = Double.isNaN(plan.holdScore()) ? hold() : plan.holdScore();
		this.example.keep(plan.actions(), plan.score());
		weigh();
	}

	/** Of an unknown allocation: what the search begins with. */
	private double hold() {
		float[] plan = new float[this.horizon];
		Arrays.fill(plan, Math.round((this.example.bounds.min() + this.example.bounds.max()) / 2f));
		score(1, plan, this.scores);
		return this.scores[0];
	}

	/** Improves its plan, beginning with what the model proposes and the best. */
	void refine() {
		propose();
		System.arraycopy(this.example.plan, 0, this.shares, 0, this.horizon);
		this.further.start(this.example.space(), new float[] { this.example.inForce }, null, this.shares, 0,
				1 + this.plans);
		this.further.run(this, Integer.MAX_VALUE);
		this.example.keep(this.further.plan().actions(), this.further.plan().score());
		weigh();
	}

	private void propose() {
		if (this.plans > 0) {
			objective(this.evaluator.objectives(), 0);
			System.arraycopy(this.evaluator.propose(1), 0, this.shares, this.horizon, this.plans * this.horizon);
		}
	}

	/**
	 * By how much of what is to be gained the score falls when one step moves, over the
	 * squared move: an error of a proposal counts as the regret that it brings.
	 */
	private void weigh() {
		int count = 2 * this.horizon;
		for (int p = 0; p < count; p++) {
			for (int h = 0; h < this.horizon; h++) {
				float share = this.example.plan[h];
				if (h == p / 2) {
					share = Math.clamp(share + ((p % 2 == 0) ? PROBE : -PROBE), 0, 1);
				}
				this.moved[p * this.horizon + h] = this.example.bounds.min() + share * this.example.span();
			}
		}
		double[] found = new double[count];
		score(count, this.moved, found);
		double gain = Math.max(this.example.score - this.example.holdScore, 0.02 * Math.abs(this.example.score) + 1e-3);
		for (int h = 0; h < this.horizon; h++) {
			double fall = 2 * this.example.score - found[2 * h] - found[2 * h + 1];
			this.example.weights[h] = (float) Math.max(0, fall / (2 * gain * PROBE * PROBE));
		}
	}

	/** Judges what the first call finds. */
	FirstCall firstCall() {
		propose();
		double alone = Double.NEGATIVE_INFINITY;
		float[] plan = new float[this.horizon];
		for (int g = 0; g < this.plans; g++) {
			for (int h = 0; h < this.horizon; h++) {
				plan[h] = this.example.bounds.min() + this.shares[(1 + g) * this.horizon + h] * this.example.span();
			}
			this.example.bounds.project(plan, 0, this.horizon, this.example.inForce);
			score(1, plan, this.scores);
			alone = Math.max(alone, this.scores[0]);
			this.example.keep(plan, this.scores[0]);
		}
		float[] inForce = { this.example.inForce };
		this.with.start(this.example.space(), inForce, null, this.shares, this.horizon, this.plans);
		this.with.run(this, 1);
		this.without.start(this.example.space(), inForce, null);
		this.without.run(this, 1);
		this.example.keep(this.without.plan().actions(), this.without.plan().score());
		return new FirstCall(this.example.regret(alone), this.example.regret(this.with.plan().score()),
				this.example.regret(this.without.plan().score()));
	}

	@Override
	public void score(int count, float[] actions, double[] into) {
		for (int from = 0; from < count; from += CALL) {
			int size = Math.min(CALL, count - from);
			this.evaluator.plans(0, size, actions, from * this.horizon);
			this.evaluator.predict(1, size);
			Arrays.fill(this.part, 0);
			this.evaluator.score(this.example.reward, 0, size, this.example.inForce, this.part);
			System.arraycopy(this.part, 0, into, from, size);
		}
	}

	@Override
	public void close() {
		this.evaluator.close();
	}

}

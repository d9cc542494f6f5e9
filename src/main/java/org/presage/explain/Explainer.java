/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.Evidence;
import org.presage.control.ReceivedPlan;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Explains plans of one model and answers what-if questions, with the reward, the bounds
 * and the search of the control loop. Owned by one thread; to be closed before the model.
 */
public final class Explainer implements AutoCloseable {

	private static final double MOST_DIFFERENCE = 100;

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final Imagination imagination;

	public Explainer(WorldModel model, ControlSettings settings) {
		this.manifest = model.manifest();
		this.settings = settings;
		this.imagination = new Imagination(model, settings);
	}

	public ModelManifest manifest() {
		return this.manifest;
	}

	/**
	 * Latents of all windows inside the frames; plan, outlook and sensitivity at the
	 * newest one.
	 * @param difference half of the span of the finite differences, above 0 to 100 PRBs
	 * @throws InvalidInputException if frames, plan or difference cannot be used
	 * @throws org.presage.worldmodel.ModelException if the model fails
	 */
	public Explanation explain(CellWindow cell, double difference) {
		if (!(difference > 0 && difference <= MOST_DIFFERENCE)) {
			throw new InvalidInputException("difference_prbs", "above 0, at most 100", difference);
		}
		int newest = newestWindow(cell);
		this.imagination.correct(cell.correction());
		float[][] contexts = new float[newest + 1][];
		for (int first = 0; first <= newest; first++) {
			contexts[first] = this.imagination.encode(cell.frames(), first);
		}
		announce(cell);
		float[] plan = plan(cell);
		PlanPrediction outlook = this.imagination.outlook(plan, cell);
		PlanSensitivity sensitivity = PlanSensitivity.of(this.imagination, plan, cell.inForce(), difference);
		return new Explanation(cell.plan() != null, EncodedWindows.of(contexts, Latents.of(this.manifest.network())),
				outlook, sensitivity, NeighbourEffect.of(this.imagination, this.manifest, plan, cell));
	}

	/**
	 * The alternative, moved to the nearest admissible plan, beside the present plan and
	 * beside holding.
	 * @throws InvalidInputException if frames, plan or alternative cannot be used
	 * @throws org.presage.worldmodel.ModelException if the model fails
	 */
	public WhatIf whatIf(CellWindow cell, Alternative alternative) {
		this.imagination.correct(cell.correction());
		this.imagination.encode(cell.frames(), newestWindow(cell));
		announce(cell);
		float[] plan = plan(cell);
		float[] requested = alternative.requested(plan, this.manifest.schema().kpi(this.manifest.network().action()));
		float[] admissible = admissible(requested, cell.inForce());
		return new WhatIf(cell.plan() != null, this.imagination.outlook(plan, cell), hold(plan.length, cell),
				this.imagination.outlook(admissible, cell),
				WhatIf.Projection.of(requested, admissible, this.imagination.space()));
	}

	/**
	 * What the model imagines of a plan, whether it may be decided or not.
	 * @param alternative null for the cell's present plan
	 * @throws InvalidInputException if frames or plan cannot be used
	 * @throws org.presage.worldmodel.ModelException if the model fails
	 */
	public PlanRollout rollout(CellWindow cell, Alternative.@Nullable Absolute alternative) {
		this.imagination.correct(cell.correction());
		this.imagination.encode(cell.frames(), newestWindow(cell));
		announce(cell);
		if (alternative == null) {
			return this.imagination.rollout(plan(cell), cell,
					(cell.plan() != null) ? PlanRollout.Origin.DECIDED : PlanRollout.Origin.PLANNED_NOW);
		}
		float[] steps = new float[this.manifest.network().horizon()];
		float[] requested = alternative.requested(steps, this.manifest.schema().kpi(this.manifest.network().action()));
		return this.imagination.rollout(requested, cell, PlanRollout.Origin.GIVEN);
	}

	/** What a decided plan was made with; what is known now for one that is made now. */
	private void announce(CellWindow cell) {
		this.imagination.announce((cell.plan() != null || !this.manifest.network().knowsAnnounced()) ? cell.announced()
				: ReceivedPlan.announcement(cell.neighbours(), this.manifest));
	}

	/** First frame of the newest window. */
	private int newestWindow(CellWindow cell) {
		int frames = cell.frames().length / this.manifest.schema().size();
		int window = this.manifest.network().window();
		if (frames < window) {
			throw new InvalidInputException("frames", "at least " + window + ", the model's window", frames);
		}
		if (cell.plan() == null) {
			// The loop has judged the window of a plan that it decided.
			Evidence.require(this.manifest, this.settings, cell.frames());
		}
		return frames - window;
	}

	private float[] plan(CellWindow cell) {
		float[] plan = cell.plan();
		if (plan == null) {
			return this.imagination.plan(cell.inForce());
		}
		if (plan.length != this.manifest.network().horizon()) {
			throw new InvalidInputException("plan", this.manifest.network().horizon() + " values, one a step",
					plan.length);
		}
		return plan;
	}

	private @Nullable PlanPrediction hold(int horizon, CellWindow cell) {
		if (Float.isNaN(cell.inForce())) {
			return null;
		}
		float[] held = new float[horizon];
		Arrays.fill(held, cell.inForce());
		return this.imagination.outlook(admissible(held, cell.inForce()), cell);
	}

	private float[] admissible(float[] requested, float inForce) {
		float[] admissible = requested.clone();
		this.imagination.space().project(admissible, 0, admissible.length, inForce);
		return admissible;
	}

	@Override
	public void close() {
		this.imagination.close();
	}

}

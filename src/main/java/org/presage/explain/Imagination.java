/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.KpiIntervals;
import org.presage.control.PlanEvaluator;
import org.presage.planner.ActionSpace;
import org.presage.planner.Imagined;
import org.presage.planner.JointSpace;
import org.presage.planner.Plan;
import org.presage.planner.Reward;
import org.presage.planner.TrajectoryPlanner;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * Evaluates one plan at a time, so that the same plan gets the same answer to the last
 * bit whatever else is asked. Owned by one thread.
 */
final class Imagination implements AutoCloseable {

	private final ModelManifest manifest;

	private final int horizon;

	private final Reward reward;

	private final ActionSpace space;

	private final TrajectoryPlanner planner;

	private final PlanEvaluator evaluator;

	/** Of the cell that is asked about, {@code [H, Y]}; null for none. */
	private float @Nullable [] correction;

	Imagination(WorldModel model, ControlSettings settings) {
		this.manifest = model.manifest();
		this.horizon = this.manifest.network().horizon();
		this.reward = settings.reward(this.manifest.schema(), this.manifest.scaler());
		this.space = settings.space(this.manifest, "");
		this.planner = settings.search().planner(1, this.horizon);
		this.evaluator = new PlanEvaluator(model, 1, this.planner.population());
	}

	ActionSpace space() {
		return this.space;
	}

	/** Corrects what is predicted from now on as the cell's forecasts are; null: not. */
	void correct(float @Nullable [] shift) {
		if (shift != null && shift.length != this.horizon * this.manifest.schema().targets()) {
			throw new InvalidInputException("correction",
					this.horizon * this.manifest.schema().targets() + " values, one a step and KPI", shift.length);
		}
		this.correction = shift;
	}

	/**
	 * Encodes a window; what follows is predicted from there.
	 * @param frames physical values {@code [N, F]}
	 * @param first of the window's frames
	 * @return the context {@code [K]}
	 */
	float[] encode(float[] frames, int first) {
		this.evaluator.window(0, frames, first * this.manifest.schema().size());
		this.evaluator.encode(1);
		return this.evaluator.contexts().clone();
	}

	/**
	 * Completes the window that was encoded last by what its neighbours announced; null
	 * for nothing.
	 */
	void announce(float @Nullable [] announced) {
		if (announced != null) {
			int size = this.manifest.network().announcedSize();
			if (announced.length != size) {
				throw new InvalidInputException("announced", size + " values", announced.length);
			}
			this.evaluator.announce(0, announced, 0, size);
		}
	}

	/**
	 * Plans from scratch, to the end of the search.
	 * @param inForce allocation in force, NaN if not known
	 * @return {@code [H]} PRBs
	 * @throws ModelException if too few plans had a finite score
	 */
	float[] plan(float inForce) {
		Plan plan = this.planner.plan(JointSpace.of(this.space), new float[] { inForce }, null,
				(count, candidates, scores) -> {
					predict(count, candidates);
					score(count, inForce, scores);
				});
		if (plan.failed()) {
			throw new ModelException("model " + this.manifest.version() + ": " + plan.nonFinite() + " of "
					+ plan.rollouts() + " scores are not finite");
		}
		return plan.actions();
	}

	/**
	 * The terms of a plan's score, {@code [Y + 5]}; see {@link Reward#terms}.
	 * @param plan {@code [H]} PRBs, not necessarily whole
	 */
	double[] terms(float[] plan, float inForce) {
		predict(1, plan);
		double[] terms = new double[this.reward.termCount()];
		this.evaluator.terms(this.reward, shifted(1), 0, inForce, terms);
		return terms;
	}

	private void score(int count, float inForce, double[] scores) {
		this.evaluator.score(this.reward, shifted(count), 0, count, inForce, scores, null, 0);
	}

	private Imagined shifted(int count) {
		return this.evaluator.shifted(0, count, this.correction, 0);
	}

	/** What is expected of a plan of {@code [H]} PRBs. */
	PlanPrediction outlook(float[] plan, CellWindow cell) {
		double[] terms = terms(plan, cell.inForce());
		double[] score = new double[1];
		score(1, cell.inForce(), score);
		Prediction predicted = this.evaluator.prediction();
		int targets = predicted.targets();
		int ninety = this.manifest.calibration().indexOf(Calibration.DECIDED);
		float[] shift = this.correction;
		KpiIntervals kpis = new KpiIntervals(this.manifest, this.manifest.schema().frameIndices());
		float[] uncorrected = (shift != null) ? new float[this.horizon * targets] : kpis.mean();
		for (int i = 0; i < this.horizon * targets; i++) {
			double reach = factor(cell, ninety, i) * predicted.deviation(i);
			kpis.set(i, predicted.mean()[i], reach);
			if (shift != null) {
				uncorrected[i] = kpis.mean()[i];
				kpis.set(i, predicted.mean()[i] + shift[i], reach);
			}
		}
		float[] sla = new float[this.horizon];
		System.arraycopy(predicted.sla(), 0, sla, 0, this.horizon);
		return new PlanPrediction(plan.clone(), score[0], terms, kpis.mean(), kpis.low(), kpis.high(), uncorrected,
				sla);
	}

	/** What is imagined of a plan of {@code [H]} PRBs, step by step. */
	PlanRollout rollout(float[] plan, CellWindow cell, PlanRollout.Origin origin) {
		predict(1, plan);
		float[] shift = this.correction;
		double[] score = new double[1];
		double[] rewards = new double[this.horizon];
		this.evaluator.score(this.reward, shifted(1), 0, 1, cell.inForce(), score, rewards, 0);
		Prediction predicted = this.evaluator.prediction();
		int[] frameIndices = this.manifest.schema().frameIndices();
		double[] levels = this.manifest.calibration().levels();
		KpiIntervals kpis = new KpiIntervals(this.manifest, frameIndices);
		int length = this.horizon * frameIndices.length;
		float[] mean = new float[length];
		float[][] quantiles = new float[2 * levels.length][length];
		for (int i = 0; i < length; i++) {
			int kpi = frameIndices[i % frameIndices.length];
			double expected = predicted.mean()[i] + ((shift != null) ? shift[i] : 0);
			double reach = 0;
			mean[i] = kpis.physical(kpi, expected);
			for (int level = 0; level < levels.length; level++) {
				// Each level is calibrated by itself: none is inside of a lower one.
				reach = Math.max(reach, factor(cell, level, i) * predicted.deviation(i));
				quantiles[levels.length - 1 - level][i] = kpis.physical(kpi, expected - reach);
				quantiles[levels.length + level][i] = kpis.physical(kpi, expected + reach);
			}
		}
		boolean knowsOutages = this.manifest.schema().outage() != null;
		return new PlanRollout(origin, plan.clone(), PlanRollout.probabilities(levels), mean, quantiles, rewards,
				this.manifest.schema().sla().isEmpty() ? null : Arrays.copyOf(predicted.sla(), this.horizon),
				knowsOutages ? Arrays.copyOf(predicted.outage(), this.horizon) : null);
	}

	/** Standard deviations that an interval of a level reaches to each side. */
	private double factor(CellWindow cell, int level, int index) {
		int targets = this.manifest.schema().targets();
		return this.manifest.calibration().factor(level, index / targets, index % targets)
				* cell.intervalScale(level, index);
	}

	private void predict(int count, float[] plans) {
		this.evaluator.plans(0, count, plans, 0);
		this.evaluator.predict(1, count);
	}

	@Override
	public void close() {
		this.evaluator.close();
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.Standardizer;
import org.presage.planner.Imagined;
import org.presage.planner.Reward;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.WorldModel;

/**
 * Evaluates plans with a model: encodes windows, predicts what plans bring, and scores
 * that. Takes physical values and standardises them. Its buffers grow with the largest
 * call; every call overwrites the results of the one before. Owned by one thread; to be
 * closed before the model.
 */
public final class PlanEvaluator implements AutoCloseable {

	private final WorldModel model;

	private final ModelCallListener listener;

	private final Standardizer scaler;

	/** Frames of a window, L. */
	private final int window;

	/** KPIs of a frame, F. */
	private final int features;

	private final int horizon;

	private final int targets;

	private final int action;

	private int capacity;

	private int plansEach;

	private Imaginer imaginer;

	/** Standardised windows {@code [C, L, F]}, NaN absent. */
	private float[] windows = new float[0];

	/** Encoded windows {@code [C, K]}. */
	private float[] contexts = new float[0];

	/** Standardised plans {@code [C, P, H]}. */
	private float[] plans = new float[0];

	/** What is wanted {@code [C, D]}; empty where the model proposes nothing. */
	private float[] objectives = new float[0];

	/** Proposed plans {@code [C, G, H]}. */
	private float[] proposals = new float[0];

	private Prediction prediction;

	private Imagined imagined;

	/** The same with corrected means; null before any correction. */
	private @Nullable Imagined corrected;

	/**
	 * @param windows of one call
	 * @param plansEach plans of one window in one call
	 */
	public PlanEvaluator(WorldModel model, int windows, int plansEach) {
		this(model, windows, plansEach, ModelCallListener.NONE);
	}

	PlanEvaluator(WorldModel model, int windows, int plansEach, ModelCallListener listener) {
		ModelManifest manifest = model.manifest();
		this.model = model;
		this.listener = listener;
		this.scaler = manifest.scaler();
		this.window = manifest.network().window();
		this.features = manifest.schema().size();
		this.horizon = manifest.network().horizon();
		this.targets = manifest.schema().targets();
		this.action = manifest.schema().actionIndex();
		this.capacity = windows;
		this.plansEach = plansEach;
		this.imaginer = model.imaginer(windows, plansEach);
		this.prediction = buffers();
		this.imagined = PlanPredictions.view(this.prediction);
	}

	private Prediction buffers() {
		this.windows = new float[this.capacity * this.window * this.features];
		this.contexts = new float[this.capacity * this.model.contextSize()];
		this.plans = new float[this.capacity * this.plansEach * this.horizon];
		ProposalSpec spec = this.model.manifest().proposals();
		if (spec != null) {
			this.objectives = new float[this.capacity * spec.objective()];
			this.proposals = new float[this.capacity * spec.plans() * this.horizon];
		}
		return new Prediction(this.capacity * this.plansEach, this.horizon, this.targets);
	}

	/**
	 * Makes room for so many windows with so many plans each; may lose results. Keeps the
	 * room that is there unless both together take more than {@code mostBytes}.
	 */
	void reserve(int count, int plansOfEach, long mostBytes) {
		if (count > this.capacity || plansOfEach > this.plansEach) {
			this.imaginer.close();
			int windowsKept = Math.max(count, this.capacity);
			int plansKept = Math.max(plansOfEach, this.plansEach);
			boolean both = this.model.imaginerBytes(windowsKept, plansKept) <= mostBytes;
			this.capacity = both ? windowsKept : count;
			this.plansEach = both ? plansKept : plansOfEach;
			this.imaginer = this.model.imaginer(this.capacity, this.plansEach);
			this.prediction = buffers();
			this.imagined = PlanPredictions.view(this.prediction);
			this.corrected = null;
		}
	}

	/**
	 * Sets a window of the next call of {@link #encode}.
	 * @param frames physical values, of which the L·F from {@code offset} on are taken;
	 * NaN absent
	 */
	public void window(int index, float[] frames, int offset) {
		this.scaler.standardize(frames, offset, this.windows, index * this.window * this.features, this.window);
	}

	/**
	 * Encodes the first {@code count} windows.
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	public void encode(int count) {
		this.listener.encoding();
		this.imaginer.encode(count, this.windows, this.contexts);
		this.listener.encoded();
	}

	/**
	 * Completes the context of a window that was encoded last by what its neighbours
	 * announce.
	 * @param announced of which the {@code size} values from {@code offset} on are its
	 * last ones, see {@link org.presage.worldmodel.net.AnnouncedPlans}
	 */
	public void announce(int index, float[] announced, int offset, int size) {
		System.arraycopy(announced, offset, this.contexts, (index + 1) * this.model.contextSize() - size, size);
	}

	/**
	 * What is wanted of each window, for {@link #propose}: {@code [C, D]}, in the order
	 * of {@link ObjectiveVector}. To be filled.
	 */
	public float[] objectives() {
		return this.objectives;
	}

	/**
	 * Proposes plans for the first {@code count} windows as they were encoded last; only
	 * for a model whose manifest has proposals.
	 * @return shares of the bounds, {@code [C, G, H]}
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	public float[] propose(int count) {
		this.listener.proposing();
		this.imaginer.propose(count, this.contexts, this.objectives, this.proposals);
		this.listener.proposed();
		return this.proposals;
	}

	/** Windows as encoded last, {@code [C, K]}. */
	public float[] contexts() {
		return this.contexts;
	}

	/**
	 * Sets plans of the next call of {@link #predict}.
	 * @param first place of the first of them in the call
	 * @param prbs allocations, of which {@code count}·H from {@code offset} on are taken
	 */
	public void plans(int first, int count, float[] prbs, int offset) {
		int to = first * this.horizon;
		for (int i = 0; i < count * this.horizon; i++) {
			this.plans[to + i] = this.scaler.standardize(this.action, prbs[offset + i]);
		}
	}

	/**
	 * Predicts plans of the first {@code count} windows as they were encoded last.
	 * @param plansOfEach window
	 * @return the predictions, window by window
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	public Prediction predict(int count, int plansOfEach) {
		return predict(count, this.contexts, plansOfEach);
	}

	/** The same from windows encoded before, {@code [C, K]}. */
	Prediction predict(int count, float[] from, int plansOfEach) {
		this.listener.predicting();
		this.imaginer.imagine(count, from, plansOfEach, this.plans, this.prediction);
		this.listener.predicted(count * plansOfEach * this.horizon);
		return this.prediction;
	}

	/** What was predicted last. */
	public Prediction prediction() {
		return this.prediction;
	}

	/** Standardised windows of the next encoding, {@code [C, L, F]}, NaN absent. */
	float[] windows() {
		return this.windows;
	}

	/** Standardised plans of the last prediction, {@code [C, P, H]}. */
	float[] plans() {
		return this.plans;
	}

	/**
	 * What predicted plans bring, with their means shifted, all alike; the prediction
	 * stays as it is.
	 * @param shift of which the H·Y from {@code offset} on are added; null for none
	 * @return of all plans of the call, of which only these are shifted; valid until the
	 * next prediction
	 */
	public Imagined shifted(int first, int count, float @Nullable [] shift, int offset) {
		if (shift == null) {
			return this.imagined;
		}
		Imagined to = corrected();
		int length = this.horizon * this.targets;
		for (int p = first; p < first + count; p++) {
			for (int i = 0; i < length; i++) {
				to.mean()[p * length + i] = this.prediction.mean()[p * length + i] + shift[offset + i];
			}
		}
		return to;
	}

	private Imagined corrected() {
		Imagined known = this.corrected;
		if (known == null) {
			known = new Imagined(new float[this.prediction.mean().length], this.imagined.aleatoric(),
					this.imagined.epistemic(), this.imagined.met());
			this.corrected = known;
		}
		return known;
	}

	/**
	 * Adds the scores of predicted plans.
	 * @param first place of the first of them in the call
	 * @param inForce allocation in force in PRBs, NaN if not known
	 * @param scores one a plan, from 0 on
	 */
	public void score(Reward reward, int first, int count, float inForce, double[] scores) {
		score(reward, this.imagined, first, count, inForce, scores, null, 0);
	}

	/**
	 * Adds the scores of predicted plans, and writes what each step contributes.
	 * @param outcome what they bring, see {@link #shifted}
	 * @param steps receives {@code [count, H]} from {@code offset} on; null for none
	 */
	public void score(Reward reward, Imagined outcome, int first, int count, float inForce, double[] scores,
			double @Nullable [] steps, int offset) {
		reward.score(first, count, this.horizon, this.plans, standardized(inForce), outcome, scores, steps, offset);
	}

	/**
	 * What the score of a predicted plan is made of.
	 * @param outcome what it brings, see {@link #shifted}
	 * @param terms receives {@code [Y + 5]}; see {@link Reward#terms}
	 */
	public void terms(Reward reward, Imagined outcome, int plan, float inForce, double[] terms) {
		reward.terms(plan, this.horizon, this.plans, standardized(inForce), outcome, terms);
	}

	private float standardized(float prbs) {
		return this.scaler.standardize(this.action, prbs);
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}

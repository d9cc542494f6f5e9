/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Measures the calls of a model that no plan is quicker than: encode a window, propose
 * plans where the model does and the settings use it, and imagine the plans of one
 * iteration. Owned by one thread; to be closed before the model.
 */
public final class FirstIteration implements AutoCloseable {

	private final Clock clock;

	private final Imaginer imaginer;

	/** Null if searches begin without proposals. */
	private final @Nullable ProposalSpec proposals;

	private final int plans;

	private final float[] window;

	private final float[] context;

	private final float[] objective;

	private final float[] proposed;

	private final float[] actions;

	private final Prediction forecast;

	/**
	 * @param settings whose search is measured
	 */
	public FirstIteration(WorldModel model, ControlSettings settings, Clock clock) {
		NetworkSpec spec = model.manifest().network();
		this.clock = clock;
		this.plans = settings.search().planner(1, spec.horizon()).population();
		this.proposals = settings.search().proposals() ? model.manifest().proposals() : null;
		this.window = new float[spec.window() * spec.features()];
		this.context = new float[model.contextSize()];
		this.objective = new float[(this.proposals != null) ? this.proposals.objective() : 0];
		this.proposed = new float[(this.proposals != null) ? this.proposals.plans() * spec.horizon() : 0];
		this.actions = new float[this.plans * spec.horizon()];
		this.forecast = new Prediction(this.plans, spec.horizon(), spec.targets());
		this.imaginer = model.imaginer(1, this.plans);
	}

	/**
	 * Times of one run.
	 *
	 * @param encodeNs of the window in ns
	 * @param proposeNs of the proposals in ns; 0 without proposals
	 * @param imagineNs of the plans in ns
	 */
	public record Times(long encodeNs, long proposeNs, long imagineNs) {

		/** All calls together in ns. */
		public long totalNs() {
			return this.encodeNs + this.proposeNs + this.imagineNs;
		}

	}

	/** Plans of the iteration. */
	public int plans() {
		return this.plans;
	}

	/** Whether the search begins with proposals of the model. */
	public boolean proposes() {
		return this.proposals != null;
	}

	/**
	 * Runs the calls once.
	 * @throws org.presage.worldmodel.ModelException if the model could not be run
	 */
	public Times run() {
		long startNs = this.clock.nanoTime();
		this.imaginer.encode(1, this.window, this.context);
		long encodedNs = this.clock.nanoTime();
		long proposedNs = encodedNs;
		if (this.proposals != null) {
			this.imaginer.propose(1, this.context, this.objective, this.proposed);
			proposedNs = this.clock.nanoTime();
		}
		this.imaginer.imagine(1, this.context, this.plans, this.actions, this.forecast);
		return new Times(encodedNs - startNs, proposedNs - encodedNs, this.clock.nanoTime() - proposedNs);
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}

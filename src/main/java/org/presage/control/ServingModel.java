/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.WorldModel;

/**
 * The models that a loop serves with, one or two, and what plans with them. Owned by one
 * thread.
 */
final class ServingModel implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(ServingModel.class);

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final Clock clock;

	private final LoopMetrics metrics;

	private final NeighbourPlans neighbours;

	private Lane serving = Lane.NONE;

	private ModelRegistry.@Nullable Canary canary;

	private Lane trial = Lane.NONE;

	ServingModel(ModelRegistry registry, ControlSettings settings, Clock clock, LoopMetrics metrics,
			NeighbourPlans neighbours) {
		this.neighbours = neighbours;
		this.registry = registry;
		this.settings = settings;
		this.clock = clock;
		this.metrics = metrics;
	}

	/**
	 * A model and what plans with it.
	 *
	 * @param lease null without a model
	 * @param planner null without a model, or if it cannot be used
	 */
	private record Lane(ModelRegistry.@Nullable Lease lease, @Nullable CellPlanner planner) {

		private static final Lane NONE = new Lane(null, null);

		void close() {
			try {
				if (this.planner != null) {
					this.planner.close();
				}
			}
			finally {
				if (this.lease != null) {
					this.lease.close();
				}
			}
		}

	}

	/** Whether other models are to serve from now on, or other cells. */
	boolean changed() {
		return !this.registry.serves(this.serving.lease()) || this.registry.canary() != this.canary;
	}

	/** Null without a model, or if it cannot be used. */
	@Nullable CellPlanner planner() {
		return this.serving.planner();
	}

	/** What plans a cell; null without a model, or if it cannot be used. */
	@Nullable CellPlanner planner(CellId cell) {
		ModelRegistry.Canary split = this.canary;
		CellPlanner other = this.trial.planner();
		return (split != null && other != null && split.has(cell)) ? other : this.serving.planner();
	}

	/**
	 * Changes over; a model that is not used any more closes when this was its last user.
	 * @return schema of the model that serves now; null without one
	 */
	@Nullable KpiSchema change() {
		Lane before = this.serving;
		Lane triedBefore = this.trial;
		ModelRegistry.Canary split = this.registry.canary();
		ModelRegistry.Lease second = (split != null) ? this.registry.acquire(split) : null;
		ModelRegistry.Lease current = this.registry.acquire();
		if (second != null && second == current) {
			// It was promoted between the two looks.
			second.close();
			second = null;
		}
		this.canary = split;
		this.serving = lane(current, before, triedBefore);
		this.trial = lane(second, triedBefore, before);
		try {
			closeUnused(before);
		}
		finally {
			closeUnused(triedBefore);
		}
		ModelRegistry.Lease served = this.serving.lease();
		return (served != null) ? served.model().manifest().schema() : null;
	}

	private void closeUnused(Lane lane) {
		if (lane != this.serving && lane != this.trial) {
			lane.close();
		}
	}

	/**
	 * A model that has been promoted goes on with its planner.
	 * @param acquired to be used from now on
	 */
	private Lane lane(ModelRegistry.@Nullable Lease acquired, Lane one, Lane other) {
		if (acquired == null) {
			return Lane.NONE;
		}
		Lane known = (one.lease() == acquired) ? one : other;
		if (known.lease() == acquired) {
			acquired.close();
			return known;
		}
		CellPlanner planner = plannerFor(acquired);
		ModelManifest manifest = acquired.model().manifest();
		if (!this.neighbours.relation().isEmpty() && !manifest.network().knowsAnnounced()) {
			LOG.atInfo()
				.addKeyValue(LogKeys.MODEL, manifest.version())
				.log("model {} reads nothing of neighbours: cells are planned alone", manifest.version());
		}
		return new Lane(acquired, planner);
	}

	private @Nullable CellPlanner plannerFor(ModelRegistry.Lease served) {
		String version = served.model().manifest().version();
		int window = served.model().manifest().network().window();
		if (window > this.settings.cells().windowCapacity()) {
			LOG.atError()
				.addKeyValue(LogKeys.MODEL, version)
				.log("model {} requires windows of {} frames, found {} kept ({}): it is not used", version, window,
						this.settings.cells().windowCapacity(), this.settings.cells().names().of("windowCapacity"));
			return null;
		}
		WorldModel replica = null;
		try {
			replica = served.model().replica();
			return new CellPlanner(replica, this.settings, this.clock, this.metrics, this.neighbours, true);
		}
		catch (InvalidInputException ex) {
			closeUnused(replica);
			LOG.atError()
				.addKeyValue(LogKeys.MODEL, version)
				.log("model {} cannot serve with this configuration: {}: it is not used", version, ex.getMessage());
			return null;
		}
		catch (RuntimeException | Error ex) {
			closeUnused(replica);
			LOG.atError()
				.addKeyValue(LogKeys.MODEL, version)
				.setCause(ex)
				.log("model {} could not be started: it is not used", version);
			return null;
		}
	}

	private static void closeUnused(@Nullable WorldModel replica) {
		if (replica != null) {
			replica.close();
		}
	}

	@Override
	public void close() {
		Lane closed = this.serving;
		Lane tried = this.trial;
		this.serving = Lane.NONE;
		this.trial = Lane.NONE;
		this.canary = null;
		try {
			closed.close();
		}
		finally {
			tried.close();
		}
	}

}

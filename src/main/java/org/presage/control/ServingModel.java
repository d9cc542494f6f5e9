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
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.WorldModel;

/** The model that a loop serves with, and what plans with it. Owned by one thread. */
final class ServingModel implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(ServingModel.class);

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final Clock clock;

	private final LoopMetrics metrics;

	private final NeighbourPlans neighbours;

	private ModelRegistry.@Nullable Lease lease;

	private @Nullable CellPlanner planner;

	ServingModel(ModelRegistry registry, ControlSettings settings, Clock clock, LoopMetrics metrics,
			NeighbourPlans neighbours) {
		this.neighbours = neighbours;
		this.registry = registry;
		this.settings = settings;
		this.clock = clock;
		this.metrics = metrics;
	}

	/** Whether another model is to serve from now on. */
	boolean changed() {
		return !this.registry.serves(this.lease);
	}

	/** Null without a model, or if it cannot be used. */
	@Nullable CellPlanner planner() {
		return this.planner;
	}

	/**
	 * Changes over; the old model closes when this was its last user.
	 * @return schema of the model that serves now; null without one
	 */
	@Nullable KpiSchema change() {
		close();
		ModelRegistry.Lease acquired = this.registry.acquire();
		this.lease = acquired;
		if (acquired == null) {
			return null;
		}
		this.planner = plannerFor(acquired);
		ModelManifest manifest = acquired.model().manifest();
		if (!this.neighbours.relation().isEmpty() && !manifest.network().knowsAnnounced()) {
			LOG.atInfo()
				.addKeyValue(LogKeys.MODEL, manifest.version())
				.log("model {} reads nothing of neighbours: cells are planned alone", manifest.version());
		}
		return acquired.model().manifest().schema();
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
		CellPlanner closed = this.planner;
		ModelRegistry.Lease returned = this.lease;
		this.planner = null;
		this.lease = null;
		try {
			if (closed != null) {
				closed.close();
			}
		}
		finally {
			if (returned != null) {
				returned.close();
			}
		}
	}

}

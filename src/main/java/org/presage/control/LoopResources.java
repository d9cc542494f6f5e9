/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What all loops of a program share. Thread-safe. */
public final class LoopResources {

	private final int maxCells;

	private final AtomicInteger cells = new AtomicInteger();

	private final AtomicLong decisions = new AtomicLong();

	private final DecisionRecorder recorder;

	private final DecisionTracer tracer;

	private final Supplier<? extends Intents> intents;

	private final @Nullable ReportCheck check;

	private final NeighbourPlans neighbours;

	private @Nullable LogThrottle stale;

	public LoopResources(int maxCells, DecisionRecorder recorder) {
		this(maxCells, recorder, DecisionTracer.NONE, () -> Intents.NONE);
	}

	/**
	 * @param maxCells cells and slices that have a window at the same time in all loops
	 * together
	 * @param recorder is given each decision with what it was made from
	 * @param tracer follows some of them
	 * @param intents what operators want now; asked once in each cycle of each loop
	 */
	public LoopResources(int maxCells, DecisionRecorder recorder, DecisionTracer tracer,
			Supplier<? extends Intents> intents) {
		this(maxCells, recorder, tracer, intents, null);
	}

	/**
	 * The same with a check of reports.
	 * @param check of reports before they are used; null for none
	 */
	public LoopResources(int maxCells, DecisionRecorder recorder, DecisionTracer tracer,
			Supplier<? extends Intents> intents, @Nullable ReportCheck check) {
		this(maxCells, recorder, tracer, intents, check, NeighbourPlans.none());
	}

	/**
	 * The same for cells that know what their neighbours intend.
	 * @param neighbours what each cell announces
	 */
	public LoopResources(int maxCells, DecisionRecorder recorder, DecisionTracer tracer,
			Supplier<? extends Intents> intents, @Nullable ReportCheck check, NeighbourPlans neighbours) {
		this.neighbours = neighbours;
		this.check = (check != null && check.on()) ? check : null;
		this.maxCells = maxCells;
		this.recorder = recorder;
		this.tracer = tracer;
		this.intents = intents;
	}

	/** Takes a place for one more cell; false if there is none. */
	boolean takeCell() {
		if (this.cells.incrementAndGet() <= this.maxCells) {
			return true;
		}
		this.cells.decrementAndGet();
		return false;
	}

	void giveBack(int places) {
		this.cells.addAndGet(-places);
	}

	/** Number of the next decision, from 1. */
	long nextDecision() {
		return this.decisions.incrementAndGet();
	}

	Intents intents() {
		return this.intents.get();
	}

	/** Limits how often stale reports of all loops are logged. */
	synchronized LogThrottle stale(Clock clock) {
		LogThrottle known = this.stale;
		if (known == null) {
			known = new LogThrottle(LoggerFactory.getLogger(ControlLoop.class), Level.WARN,
					"reports that were old, late or repeated", clock);
			this.stale = known;
		}
		return known;
	}

	/** Null for none. */
	@Nullable ReportCheck check() {
		return this.check;
	}

	NeighbourPlans neighbours() {
		return this.neighbours;
	}

	DecisionRecorder recorder() {
		return this.recorder;
	}

	DecisionTracer tracer() {
		return this.tracer;
	}

}

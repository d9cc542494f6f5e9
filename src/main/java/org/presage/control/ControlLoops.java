/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

import org.presage.kpi.CellId;

/**
 * The loops of a program, each with a thread, cells and buffers of its own. A cell
 * belongs to one of them with all its slices, by hash. Thread-safe.
 */
public final class ControlLoops {

	private final List<ControlLoop> loops;

	private final boolean refusesOutOfRange;

	public ControlLoops(List<ControlLoop> loops) {
		this(loops, false);
	}

	/**
	 * @param refusesOutOfRange whether reports with a value out of its KPI's range are
	 * refused, on every path; otherwise the KPI is absent
	 */
	public ControlLoops(List<ControlLoop> loops, boolean refusesOutOfRange) {
		this.loops = List.copyOf(loops);
		this.refusesOutOfRange = refusesOutOfRange;
	}

	/** Whether reports with a value out of its KPI's range are refused. */
	public boolean refusesOutOfRange() {
		return this.refusesOutOfRange;
	}

	/** Each is to be worked on by one thread. */
	public List<ControlLoop> all() {
		return this.loops;
	}

	/** Offers a frame to its cell's loop, see {@link ControlLoop#offer}. */
	public boolean offer(Arrival arrival) {
		return of(arrival.frame().cell()).offer(arrival);
	}

	/** Tells the cell's loop, see {@link ControlLoop#received}. */
	public void received(ControlFeedback feedback) {
		of(feedback.cell()).received(feedback);
	}

	/** Asks the cell's loop, see {@link ControlLoop#ask}. */
	public Future<Optional<CellSnapshot>> ask(CellId cell) {
		return of(cell).ask(cell);
	}

	/** Asks each loop for its cells in short, see {@link ControlLoop#survey}. */
	public List<Future<List<CellStatus>>> survey() {
		return this.loops.stream().map(ControlLoop::survey).toList();
	}

	ControlLoop of(CellId cell) {
		int hash = 31 * cell.node().hashCode() + cell.cell().hashCode();
		// Names that differ in their last digit have hashes that differ in their last
		// bits: mixed, so that they spread whatever the number of loops.
		int mixed = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
		return this.loops.get(Math.floorMod(mixed ^ (mixed >>> 12), this.loops.size()));
	}

}

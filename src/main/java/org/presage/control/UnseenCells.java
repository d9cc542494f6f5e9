/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.ReportPeriod;

/**
 * Holds cells that are not seen as their model needs them, counts why, and logs each
 * change. Owned by one thread.
 */
final class UnseenCells {

	private static final Logger LOG = LoggerFactory.getLogger(UnseenCells.class);

	/** Fewer gaps before a window is full are ordinary losses. */
	private static final int MANY_GAPS = 3;

	/**
	 * A window with more lost frames spans a time of another length than the model takes
	 * it for.
	 */
	private static final int LOST_ONE_OF = 3;

	private final DecisionDispatcher desk;

	private final CellLimits limits;

	private final boolean checksPeriod;

	private final LoopMetrics metrics;

	private final LogThrottle log;

	UnseenCells(DecisionDispatcher desk, ControlSettings settings, LoopMetrics metrics, Clock clock) {
		this.desk = desk;
		this.limits = settings.cells();
		this.checksPeriod = settings.evidence().periodTolerance() > 0;
		this.metrics = metrics;
		this.log = new LogThrottle(LOG, Level.WARN, "cells that are not seen as the model needs them", clock);
	}

	/** Holds a cell that reports at another period than the model's step. */
	void offStep(Arrival arrival, CellState state, ReportPeriod period, float inForce) {
		ReportPeriod.Fault fault = Objects.requireNonNull(period.fault());
		hold(arrival, state, Outcome.OFF_STEP, UnseenCause.valueOf(fault.name()), inForce, period.detail(fault));
	}

	/**
	 * Holds a cell until its window is full.
	 * @param frames that its window must have
	 * @return false if it has them; nothing is held then
	 */
	boolean warmingUp(Arrival arrival, int slot, CellState state, float inForce, LoopCells cells, int frames) {
		int filled = cells.windows().filled(slot);
		if (filled >= frames) {
			state.filled();
			return false;
		}
		String detail = filled + " of " + frames + " frames";
		if (state.gaps() < MANY_GAPS) {
			this.desk.hold(arrival, state, Outcome.WARMING_UP, inForce, detail);
		}
		else {
			hold(arrival, state, Outcome.WARMING_UP, UnseenCause.GAPS, inForce,
					detail + ": " + state.gaps() + " pauses of more than " + cells.gapMs() + " ms ("
							+ this.limits.names().of("gapSteps") + ") have restarted the window before it was full");
		}
		return true;
	}

	/**
	 * Holds a cell too many of whose reports are lost.
	 * @return false if they are not; nothing is held then
	 */
	private boolean lossy(Arrival arrival, int slot, CellState state, CellWindows windows, CellPlanner planner) {
		long spanMs = windows.spanMs(slot, planner.window());
		long stepMs = planner.manifest().schema().stepMs();
		long expectedMs = (planner.window() - 1) * stepMs;
		if (!this.checksPeriod || LOST_ONE_OF * expectedMs >= (LOST_ONE_OF - 1) * spanMs) {
			return false;
		}
		state.expectation().skip();
		hold(arrival, state, Outcome.OFF_STEP, UnseenCause.SLOWER, state.allocation().inForce(),
				"expected a report every " + stepMs + " ms, a third of them lost at most, found " + planner.window()
						+ " in " + (spanMs + stepMs) + " ms, " + Math.round(100 - 100.0 * expectedMs / spanMs)
						+ " % lost");
		return true;
	}

	/**
	 * Holds a cell of which too little is measured, or too seldom.
	 * @return false if enough is; nothing is held then
	 */
	boolean blind(Arrival arrival, int slot, CellState state, CellWindows windows, CellPlanner planner) {
		if (lossy(arrival, slot, state, windows, planner)) {
			return true;
		}
		SliceRules.Rules rules = state.rules(arrival.frame().cell().slice(), planner.rules());
		UnseenCause cause = planner.evidence().judge(windows, slot, rules, arrival.frame().reportable());
		if (cause == null) {
			if (state.unseen(null) && this.log.admits()) {
				CellId cell = arrival.frame().cell();
				LOG.atInfo().addKeyValue(LogKeys.CELL, cell).log("{}: planned again, enough is measured", cell);
			}
			return false;
		}
		// A report that is compared with nothing says nothing of the model.
		state.expectation().skip();
		hold(arrival, state, Outcome.BLIND, cause, state.allocation().inForce(),
				planner.evidence().detail(cause, rules, arrival.frame().reportable()));
		return true;
	}

	private void hold(Arrival arrival, CellState state, Outcome outcome, UnseenCause cause, float inForce,
			String detail) {
		this.metrics.unseen(cause);
		if (state.unseen(cause) && this.log.admits()) {
			CellId cell = arrival.frame().cell();
			LOG.atWarn().addKeyValue(LogKeys.CELL, cell).log("{}: held; {}", cell, detail);
		}
		this.desk.hold(arrival, state, outcome, inForce, detail);
	}

}

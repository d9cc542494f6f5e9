/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.plausibility.CellPlausibility;
import org.presage.kpi.plausibility.Duplicates;
import org.presage.kpi.plausibility.FalseReport;
import org.presage.kpi.plausibility.PlausibilitySettings;

/**
 * Judges reports before they reach a window, for all loops of a program; counts and logs
 * what cannot be true. Thread-safe, apart from the state of a cell.
 */
public final class ReportCheck {

	private static final Logger LOG = LoggerFactory.getLogger(ReportCheck.class);

	private final PlausibilitySettings settings;

	private final Duplicates duplicates;

	private final EnumCounters<FalseData> found;

	private final LogThrottle log;

	public ReportCheck(PlausibilitySettings settings, MeterRegistry registry, Clock clock) {
		this.settings = settings;
		this.duplicates = new Duplicates(settings.duplicateReports());
		this.found = Metric.FALSE_DATA.counters(registry, FalseData.class);
		this.log = new LogThrottle(LOG, Level.WARN, "cells with false data", clock);
	}

	/**
	 * Judges a report of a cell that is newer than all before.
	 * @param schema of the frame
	 * @return why it must not be used; null if it may be
	 */
	@Nullable FalseReport judge(KpiFrame frame, CellState state, KpiSchema schema) {
		CellPlausibility cell = state.plausibility(frame.cell(), schema, this.settings);
		FalseReport before = cell.newest();
		FalseReport now = cell.judge(frame, this.duplicates.judge(frame, schema.actionIndex(), schema.stepMs()));
		if (now == null) {
			return null;
		}
		this.found.increment(now.cause());
		if ((before == null || before.cause() != now.cause()) && this.log.admits()) {
			LOG.atWarn()
				.addKeyValue(LogKeys.CELL, frame.cell())
				.log("{}: {}; {}", frame.cell(), now, holds() ? "not used, the cell is held" : "used all the same");
		}
		return holds() ? now : null;
	}

	/** A report has the interval of one before, and other numbers. */
	void conflicting(KpiFrame frame, CellState state, KpiSchema schema) {
		state.plausibility(frame.cell(), schema, this.settings).conflicting(frame);
	}

	/**
	 * Counts a report with a KPI that is far from what the model expects.
	 * @return whether there is one
	 */
	boolean judge(KpiSurprise surprise) {
		boolean unexpected = surprise.worst(this.settings.kpiSurprise()) >= 0;
		if (unexpected) {
			this.found.increment(FalseData.UNEXPECTED);
		}
		return unexpected;
	}

	boolean on() {
		return this.settings.mode() != PlausibilitySettings.Mode.OFF;
	}

	private boolean holds() {
		return this.settings.mode() == PlausibilitySettings.Mode.HOLD;
	}

	/** Forgets a cell. */
	void forget(CellId cell) {
		this.duplicates.forget(cell);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * Judges the reports of one cell, or of one slice of it, in their order. What it has
 * learnt of the cell takes about 5 kB. Allocates nothing while nothing is found. Owned by
 * one thread.
 */
public final class CellPlausibility {

	private final ZeroServed zero;

	private final FrozenValues frozen;

	private final RepeatedValue repeated;

	private final ShiftedRecord shifted;

	private final ScaleStep steps;

	private final Overlap overlap;

	private @Nullable FalseReport newest;

	/**
	 * @param schema of the reports
	 */
	public CellPlausibility(KpiSchema schema, PlausibilitySettings settings) {
		this.zero = new ZeroServed(schema, settings.zeroReports());
		this.frozen = new FrozenValues(schema, settings.frozenReports());
		this.repeated = new RepeatedValue(schema);
		this.shifted = new ShiftedRecord(schema);
		this.steps = new ScaleStep(schema, settings.stepDeviations());
		this.overlap = new Overlap(schema.stepMs());
	}

	/**
	 * Judges a report that is newer than all before.
	 * @param duplicate what the cells together say of it; null for nothing
	 * @return why it is not believed; null if it is
	 */
	public @Nullable FalseReport judge(KpiFrame frame, @Nullable FalseReport duplicate) {
		float[] values = frame.values();
		FalseReport found = first(known(frame.known()), duplicate, this.overlap.judge(frame.intervalEndMs(), false));
		// Each sees every report; what is found first is said.
		found = first(found, this.repeated.judge(values), this.zero.judge(values));
		found = first(found, this.frozen.judge(values), this.shifted.judge(values));
		if (found == null) {
			found = this.steps.judge(values);
			if (found == null) {
				this.shifted.learn(values);
			}
		}
		this.newest = found;
		return found;
	}

	/** Takes a report whose interval ends when one before did, with other numbers. */
	public void conflicting(KpiFrame frame) {
		this.newest = this.overlap.judge(frame.intervalEndMs(), true);
	}

	/** Of the newest report; null if it is believed. */
	public @Nullable FalseReport newest() {
		return this.newest;
	}

	/** Reports are missing: what runs over several starts again. */
	public void restart() {
		this.zero.restart();
		this.frozen.restart();
		this.shifted.restart();
		this.steps.restart();
		this.overlap.restart();
	}

	private static @Nullable FalseReport known(@Nullable FalseData cause) {
		return (cause == null) ? null : new FalseReport(cause, "found where the record was read");
	}

	private static @Nullable FalseReport first(@Nullable FalseReport one, @Nullable FalseReport two,
			@Nullable FalseReport three) {
		return (one != null) ? one : (two != null) ? two : three;
	}

}

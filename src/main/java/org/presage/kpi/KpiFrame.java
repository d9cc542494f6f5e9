/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import org.jspecify.annotations.Nullable;

/**
 * The KPIs of one cell over one measurement interval.
 *
 * @param cell whose they are
 * @param sequence the sender's number of this report, returned with its decision
 * @param intervalEndMs end of the interval in ms since 1970-01-01T00:00Z, by the node's
 * clock
 * @param values physical values in the schema's order, NaN absent; the action is the
 * allocation in force in the interval. Owned by the frame: do not write.
 * @param known why the record that it was read from cannot be true; null if nothing is
 * known against it
 * @param reportable per KPI, whether the node can report it at all; null: it can report
 * all. Not copied: do not write
 */
public record KpiFrame(CellId cell, long sequence, long intervalEndMs, float[] values, @Nullable FalseData known,
		boolean @Nullable [] reportable) {

	/**
	 * A time that is further from now than this, in ms, is no late report: it is another
	 * kind of time, or of the past.
	 */
	public static final long ABSURD_MS = 86_400_000;

	/** A frame that nothing is known against. */
	public KpiFrame(CellId cell, long sequence, long intervalEndMs, float[] values) {
		this(cell, sequence, intervalEndMs, values, null, null);
	}

	/** Whether a time in ms since 1970 is no time of a report that has just come. */
	public static boolean isAbsurd(long ms, long nowMs) {
		return ms <= nowMs - ABSURD_MS || ms >= nowMs + ABSURD_MS;
	}

	/** What to do about a time that cannot be, for a message; empty if it can. */
	public String timeHint(long nowMs) {
		return !isAbsurd(this.intervalEndMs, nowMs) ? ""
				: "; more than a day off: the sender's clock or unit of time is wrong, or it replays without saying so";
	}

}

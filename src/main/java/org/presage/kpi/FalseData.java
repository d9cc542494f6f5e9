/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

/**
 * Why a report that is right in form cannot be true. Each is counted by its name in lower
 * case.
 */
public enum FalseData {

	/**
	 * Nothing is served although data are queued, PRBs are given and the link is good.
	 */
	ZERO_SERVED,
	/**
	 * Every KPI is as it was before, in report after report, of a cell whose KPIs move.
	 */
	FROZEN,
	/** Two cells report the same numbers: one of them, or a cell under two names. */
	DUPLICATE,
	/** A KPI has left its ties to the others at once: halved, or in another unit. */
	SCALE_STEP,
	/** The values stand one place beside their names. */
	SHIFTED,
	/** A negative value is repeated in the place of the values after it. */
	REPEATED_VALUE,
	/** A record has more or fewer values than names. */
	VALUE_COUNT,
	/** Intervals of two senders overlap under one name. */
	OVERLAP,
	/** One KPI is not as the model expects, for a dozen reports or more. */
	UNEXPECTED

}

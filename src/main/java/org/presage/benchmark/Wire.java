/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import org.jspecify.annotations.Nullable;

/** The way of KPIs to the loop, and of allocations back to the cells. */
interface Wire extends AutoCloseable {

	/** As the plain API has them: nothing is lost. */
	Wire PLAIN = new Wire() {
		@Override
		public Seen report(int unit, float[] kpis, long endMs) {
			return new Seen(kpis, null);
		}

		@Override
		public int allocate(int unit, int prbs) {
			return prbs;
		}
	};

	/**
	 * What the loop gets to know of a unit's KPIs.
	 *
	 * @param values {@code [F]} in the schema's order and units; NaN: none
	 * @param reportable per KPI, whether it can come at all; null: all can
	 */
	record Seen(float[] values, boolean @Nullable [] reportable) {
	}

	/**
	 * What the loop gets to know of a unit's KPIs.
	 * @param endMs end of their interval
	 */
	Seen report(int unit, float[] kpis, long endMs);

	/** What becomes of a decision at the unit. */
	int allocate(int unit, int prbs);

	@Override
	default void close() {
	}

}

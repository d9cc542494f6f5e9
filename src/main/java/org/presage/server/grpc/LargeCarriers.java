/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.api.v1.KpiValue;
import org.presage.base.LogKeys;
import org.presage.kpi.CellId;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

/**
 * Logs once of each cell that it reports more PRBs than the model's carrier has. Its
 * reports are rejected, or have no allocation, for as long as that model serves.
 * Thread-safe.
 */
final class LargeCarriers {

	private static final Logger LOG = LoggerFactory.getLogger(LargeCarriers.class);

	private static final int MAX_CELLS = 10_000;

	private final Set<CellId> logged = ConcurrentHashMap.newKeySet();

	/**
	 * Looks at a report whose allocation could not be used.
	 * @param kpis of the report
	 */
	void check(CellId cell, List<KpiValue> kpis, KpiSchema schema) {
		for (KpiValue value : kpis) {
			if (value.getName().equals(schema.action())) {
				check(cell, value.getValue(), schema.kpi(schema.actionIndex()));
			}
		}
	}

	private void check(CellId cell, double prbs, Kpi action) {
		if (prbs > action.max() && this.logged.size() < MAX_CELLS && this.logged.add(cell)) {
			LOG.atWarn()
				.addKeyValue(LogKeys.CELL, cell)
				.log("{}: reports {} {}, the carrier of the model has {}: serve a model package that was trained on such "
						+ "carriers; until then the cell is not planned as it is", cell, Math.round(prbs),
						action.name(), Math.round(action.max()));
		}
	}

}

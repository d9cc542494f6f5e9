/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.IndicationMessage.UeReport;
import org.presage.e2.sm.kpm.IndicationMessage.UeReports;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.kpi.KpiSchema;

/**
 * Data faults of the nodes of one network, which can be switched while it runs.
 * Thread-safe.
 */
public final class DataFaults {

	private volatile Set<DataFault> on = Set.of();

	/** What each cell said last. */
	private final Map<String, float[]> said = new HashMap<>();

	/** What any cell said last. */
	private float[] before = new float[0];

	/** Has these faults from now on. */
	public void set(Set<DataFault> faults) {
		this.on = faults.isEmpty() ? Set.of() : EnumSet.copyOf(faults);
	}

	/** What a cell takes for its KPIs. */
	synchronized float[] kpis(String cell, KpiSchema schema, float[] measured) {
		float[] now = measured;
		for (DataFault fault : this.on) {
			now = switch (fault) {
				case FROZEN_VALUES -> this.said.getOrDefault(cell, now);
				case IDENTICAL_CELLS -> (this.before.length > 0) ? this.before : now;
				default -> fault.kpis(schema, now);
			};
		}
		this.said.put(cell, now.clone());
		this.before = now.clone();
		return now;
	}

	/** What it writes for a message. */
	IndicationMessage written(IndicationMessage message) {
		return switch (message) {
			case Report report -> written(report);
			case UeReports ues -> new UeReports(
					ues.reports().stream().map((one) -> new UeReport(one.ue(), written(one.report()))).toList());
			case IndicationMessage.ConditionalReport conditional -> conditional;
		};
	}

	private Report written(Report report) {
		return new Report(report.granularityMs(), report.measurements(), report.data().stream().map((row) -> {
			List<MeasuredValue> record = row.record();
			for (DataFault fault : this.on) {
				record = fault.record(record);
			}
			return new Row(row.incomplete(), record);
		}).toList());
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.Map;

import org.presage.base.JsonResult;

/**
 * Result of {@code bench plausibility --json}.
 *
 * @param trace name of its schema
 * @param cells that reported
 * @param reports of all cells
 * @param falseAlarms among reports without a fault, by cause
 * @param faults that were put into the recording
 */
@JsonResult
public record PlausibilityResult(String trace, int cells, long reports, Map<String, Alarms> falseAlarms,
		List<Fault> faults) {

	/**
	 * False alarms of one cause.
	 *
	 * @param alarms how often one began
	 * @param reports that they lasted, together
	 * @param per100000 alarms in 100,000 reports
	 */
	@JsonResult
	public record Alarms(long alarms, long reports, double per100000) {
	}

	/**
	 * How a fault was found.
	 *
	 * @param name of the fault
	 * @param cells that had it
	 * @param found cells in which it was found within 200 reports
	 * @param medianReports reports until then; 200 for not found, −1 without cells
	 */
	@JsonResult
	public record Fault(String name, int cells, long found, int medianReports) {
	}

}

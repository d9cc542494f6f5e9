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
 * @param falseAlarmsPer100000 reports that were called false without a fault, of 100,000,
 * by cause
 * @param faults that were put into the recording
 */
@JsonResult
public record PlausibilityResult(String trace, int cells, long reports, Map<String, Double> falseAlarmsPer100000,
		List<Fault> faults) {

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

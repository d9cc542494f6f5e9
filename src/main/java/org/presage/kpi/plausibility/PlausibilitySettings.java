/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.presage.base.InvalidInputException;

/**
 * How sure a check must be before it calls a report false.
 *
 * @param mode what follows
 * @param zeroReports reports one after the other that serve nothing, of a node that does
 * not report block errors; with block errors below one half, a single report is enough
 * @param frozenReports reports one after the other without any movement, at least 3
 * @param duplicateReports reports one after the other that are another cell's, at least 2
 * @param stepDeviations how many standard deviations of its ordinary movement a KPI's tie
 * to the others must have moved, at least 4
 * @param kpiSurprise smoothed surprise of one KPI, of 25 at most, above which a report
 * counts as unexpected; that alone holds no cell; 0 for never
 */
public record PlausibilitySettings(Mode mode, int zeroReports, int frozenReports, int duplicateReports,
		double stepDeviations, double kpiSurprise) {

	/** The default: holds the cell. */
	public static final PlausibilitySettings DEFAULT = new PlausibilitySettings(Mode.HOLD, 20, 10, 10, 6, 20);

	/** Checks nothing. */
	public static final PlausibilitySettings OFF = new PlausibilitySettings(Mode.OFF, 20, 10, 10, 6, 0);

	public PlausibilitySettings {
		atLeast("zero-reports", 1, zeroReports);
		atLeast("frozen-reports", 3, frozenReports);
		atLeast("duplicate-reports", 2, duplicateReports);
		atLeast("step-deviations", 4, stepDeviations);
	}

	/** What follows from a false report. */
	public enum Mode {

		/** It is counted, not learnt from, and the cell is held. */
		HOLD,
		/** It is counted and otherwise used as if it were true. */
		COUNT,
		/** Reports are not checked. */
		OFF

	}

	private static void atLeast(String key, double least, double value) {
		if (!(value >= least)) {
			throw new InvalidInputException(key, least + " or more", value);
		}
	}

}

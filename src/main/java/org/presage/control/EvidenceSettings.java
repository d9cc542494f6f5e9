/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;

/**
 * What must be measured of a cell before it is planned. Only KPIs that the model saw in
 * training count. What an idle cell cannot measure is not missing from the reports that
 * {@link IdleIntervals} takes for those of one. Nor is a KPI that the dialect of a node
 * cannot report, unless the objective holds a bound against it.
 *
 * @param windowShare share of the window's reports in which each KPI that the objective
 * reads is measured, 0 to 1; 0: never checked
 * @param freshReports a KPI that the objective reads is measured in one of so many newest
 * reports; 0: never checked
 * @param otherShare share of the other KPIs that are measured in {@code windowShare} of
 * the reports, 0 to 1, their number rounded down; 0: never checked
 * @param periodTolerance part of the model's step by which the period of the reports may
 * differ, 0 to below 1; 0: never checked
 * @param sourceSilenceNs a cell is reported by one source, as a whole or by slices, until
 * that has been silent for so long; 0: any source may report any cell
 * @param names of these settings in messages
 */
public record EvidenceSettings(double windowShare, int freshReports, double otherShare, double periodTolerance,
		long sourceSilenceNs, SettingNames names) {

	/** The default. */
	public static final EvidenceSettings DEFAULT = new EvidenceSettings(0.5, 5, 0.25, 0.25, 2_000_000_000L,
			SettingNames.PLAIN);

	/** Checks nothing. */
	public static final EvidenceSettings NONE = new EvidenceSettings(0, 0, 0, 0, 0, SettingNames.PLAIN);

	public EvidenceSettings {
		require(names.of("windowShare"), windowShare >= 0 && windowShare <= 1, "0 to 1", windowShare);
		require(names.of("freshReports"), freshReports >= 0, "0 or more", freshReports);
		require(names.of("otherShare"), otherShare >= 0 && otherShare <= 1, "0 to 1", otherShare);
		require(names.of("periodTolerance"), periodTolerance >= 0 && periodTolerance < 1, "0 to below 1",
				periodTolerance);
		require(names.of("sourceSilence"), sourceSilenceNs >= 0, "0 or more", sourceSilenceNs);
	}

	private static void require(String key, boolean holds, String expected, double found) {
		if (!holds) {
			throw new InvalidInputException(key, expected, found);
		}
	}

}

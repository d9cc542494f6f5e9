/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * Why a report is refused of a cell that is reported already. Each is counted by its name
 * in lower case.
 */
public enum ReportConflict {

	/** Another source reports the cell. */
	SOURCE,
	/**
	 * The cell is reported as a whole, and this is of a slice, or the other way round.
	 */
	KIND

}

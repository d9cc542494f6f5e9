/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * Why a cell is not seen as its model needs it. Each is counted by its name in lower
 * case.
 */
public enum UnseenCause {

	/** No KPI that the model predicts is measured in the window. */
	NO_KPI,
	/** A KPI that the objective reads is not measured, too seldom, or not recently. */
	OBJECTIVE,
	/** Too few of the other KPIs are measured. */
	OTHERS,
	/** The cell reports more often than the model's step. */
	FASTER,
	/** The cell reports less often than the model's step. */
	SLOWER,
	/** Several reports have one time stamp. */
	COARSE_TIME,
	/** Gaps restart the cell's window again and again before it is full. */
	GAPS

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * Result of a frame. All but {@link #PLANNED} and {@link #ROLLED_BACK} hold the last
 * allocation.
 */
public enum Outcome {

	/** The allocation is the planner's. */
	PLANNED,
	/** The cell's window is not full yet. */
	WARMING_UP,
	/** The budget was over before a plan was there. */
	DEADLINE,
	/** No model is loaded. */
	NO_MODEL,
	/** The model failed, or imagined too little that is finite. */
	MODEL_FAILED,
	/**
	 * A defect of this program kept the frame from being handled; the detail names it.
	 */
	FAILED,
	/** The cell behaves too differently from what the model expects. */
	SURPRISED,
	/** The fewest PRBs of the cell's slices are more than the cell has. */
	INFEASIBLE,
	/** Control of the cell has had no effect, or was refused. */
	DISTRUSTED,
	/** The KPIs collapsed after the last change, which is taken back. */
	ROLLED_BACK,
	/** The allocation was changed too short a time ago. */
	RATE_LIMITED,
	/** The frame is older than one that was answered, repeats it, or is too old. */
	STALE,
	/** The report is right in form and cannot be true; the detail names the cause. */
	IMPLAUSIBLE,
	/** Too little is measured of the cell; the detail names the KPIs. */
	BLIND,
	/** The cell reports at another period than the model's step, or with coarse times. */
	OFF_STEP

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/** What becomes of an answered report: it is kept, or why nothing is learnt from it. */
public enum TransitionResult {

	/** It is kept. */
	KEPT,
	/**
	 * One of the first frames after a start, a gap or a change of model, as many as the
	 * model's window has.
	 */
	SETTLING,
	/** It is late, old or repeated. */
	STALE,
	/** It cannot be true. */
	IMPLAUSIBLE,
	/** It measures too little, or nothing but zeros. */
	BLIND,
	/** It covers an interval of another length than the model's step. */
	OFF_STEP,
	/** Control of its cell has no effect, or was refused. */
	DISTRUSTED,
	/** The allocation was just taken back because the KPIs collapsed. */
	ROLLED_BACK,
	/** It does not tell the PRBs in force. */
	NO_ACTION,
	/** No model serves, or one whose frames are not those of the file. */
	OTHER_MODEL

}

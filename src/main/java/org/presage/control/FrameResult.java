/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/** How frames are counted. */
public enum FrameResult {

	/** In order, and now the newest of its window. */
	ACCEPTED,
	/** After a gap: the window started again. */
	GAP,
	/** Ends when the newest one ends. */
	REPEATED,
	/** Ends before the newest one. */
	LATE,
	/** Older than the oldest age that is acted upon. */
	OLD,
	/** Right in form, and false in content: not used. */
	IMPLAUSIBLE,
	/** At another period than the model's step: not used. */
	OFF_STEP,
	/** Refused: a field is wrong. */
	REJECTED

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

/**
 * What real nodes do with control although it is not what a message asks for. Each can be
 * given to a simulated node ({@code presage ric --fault}). Sources: docs/e2.md, "How
 * nodes carry out control".
 */
public enum ControlHabit {

	/** Refuses a dedicated ratio of 0, as if it was missing (srsRAN, OCUDU). */
	REFUSE_DEDICATED_ZERO,
	/** Applies the minimum, whatever the dialect says (upstream OAI slicing). */
	APPLY_MIN,
	/** Applies the maximum, whatever the dialect says (srsRAN, OCUDU). */
	APPLY_MAX,
	/** Applies the dedicated ratio, whatever the dialect says (xSlice's fork of OAI). */
	APPLY_DEDICATED,
	/** Reads only the first group of a message (srsRAN, OCUDU by E2SM-RC). */
	FIRST_GROUP,
	/** Limits the uplink as the downlink (srsRAN, OCUDU by E2SM-RC). */
	BOTH_DIRECTIONS,
	/** Acknowledges, and changes another slice than the one that was named. */
	ANOTHER_SLICE,
	/** Refuses every control while the cell uses nearly all that it is allowed. */
	REFUSE_UNDER_LOAD,
	/** Answers control later than an xApp waits ({@link ControlHabits#LATE_MS}). */
	LATE_ANSWER,
	/** Answers each control twice. */
	ANSWER_TWICE,
	/**
	 * Vanishes when it is subscribed to by Format 4 of the standard's grammar, and comes
	 * back after {@link ControlHabits#RESTART_MS} (FlexRIC before 2024-01-25, and KPM
	 * v2.01).
	 */
	ABORT_ON_FORMAT4,
	/**
	 * Vanishes in the same way when Format 4 has another condition than equality of the
	 * S-NSSAI, in octets (OAI's gNB).
	 */
	ABORT_ON_CONDITION

}

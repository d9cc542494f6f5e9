/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/** What is known of a neighbour when a cell is planned. */
public enum NeighbourStanding {

	/** It has announced a plan, which is used. */
	USED,
	/** Its newest plan is too old. */
	STALE,
	/** It has announced nothing. */
	ABSENT

}

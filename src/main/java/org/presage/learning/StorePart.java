/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/** A part of a store of transitions. */
public enum StorePart {

	/** The newest frames: a series is a cell. */
	NEWEST,
	/** Windows of all times and states: a series is a window. */
	RESERVOIR,
	/** Both. */
	ALL;

	boolean hasNewest() {
		return this != RESERVOIR;
	}

	/** Whether windows of a cell overlap in it. */
	public boolean hasReservoir() {
		return this != NEWEST;
	}

}

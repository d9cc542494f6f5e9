/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.kpi.CellId;

/**
 * What operators want of all cells at one moment. Immutable, so that a loop may keep what
 * it received as long as it sees the same object.
 */
@FunctionalInterface
public interface Intents {

	/** Nobody wants anything but what is configured. */
	Intents NONE = (cell) -> CellIntent.NONE;

	/** Of a cell or a slice of one. */
	CellIntent of(CellId cell);

}

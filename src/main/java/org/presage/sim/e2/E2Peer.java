/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.kpm.ActionDefinition;

/** The RIC of a test: an xApp sees nodes through it. */
public interface E2Peer extends AutoCloseable {

	/**
	 * Delivers an indication to whoever has subscribed to the cell.
	 * @param header E2SM-KPM-IndicationHeader
	 * @param measured what the cell has measured
	 */
	void indicate(CellGlobalId.Nr cell, byte[] header, Measured measured);

	/**
	 * Delivers the same indication to whoever has subscribed to the cell.
	 * @param header E2SM-KPM-IndicationHeader
	 * @param message E2SM-KPM-IndicationMessage
	 */
	default void indicate(CellGlobalId.Nr cell, byte[] header, byte[] message) {
		indicate(cell, header, (asked) -> message);
	}

	/** What a cell has measured in an interval. */
	@FunctionalInterface
	interface Measured {

		/** E2SM-KPM-IndicationMessage of what was asked for. */
		byte[] message(ActionDefinition asked);

	}

	@Override
	void close();

}

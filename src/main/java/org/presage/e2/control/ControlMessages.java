/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;

import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.rc.SliceQuota;
import org.presage.e2.sm.common.Grammar;

/** Control messages of one service model, both ways. */
interface ControlMessages {

	/** Whether a message has room for several slices. */
	default boolean severalSlices() {
		return true;
	}

	/** The control header. */
	byte[] header(CellAllocation allocation);

	/**
	 * The control message of some slices.
	 * @param quotas of slices of the cell, at least one
	 */
	byte[] message(CellAllocation allocation, List<SliceQuota> quotas, ControlRules rules);

	/**
	 * What a message asks for, as a node of that grammar reads it.
	 * @throws org.presage.e2.asn1.CodecException if it is none
	 */
	List<SliceRatios> read(byte[] message, ControlRules rules, Grammar grammar);

}

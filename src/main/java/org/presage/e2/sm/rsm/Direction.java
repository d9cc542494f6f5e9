/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rsm;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

/** SliceType: a slice is of one direction. */
public enum Direction {

	/** dlSlice. */
	DOWNLINK,
	/** ulSlice. */
	UPLINK;

	/** SliceType, which has no extension marker. */
	static final PerType<Direction> TYPE = Per.integer(0, 1)
		.as((index) -> values()[index.intValue()], (direction) -> (long) direction.ordinal());

}

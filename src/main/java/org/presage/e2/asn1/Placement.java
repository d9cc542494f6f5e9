/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

/** Where a version of a grammar has a field or an alternative. */
public enum Placement {

	/** Before the extension marker. */
	ROOT,
	/** Behind the extension marker. */
	ADDITION,
	/** Nowhere: it is not read, and refused when it is to be written. */
	ABSENT

}

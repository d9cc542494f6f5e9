/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

/** How SST or SD stand in the octets of a RAN parameter. */
public enum IdForm {

	/** The octets themselves: one for SST, three for SD. */
	BINARY,
	/** A decimal number in ASCII, without leading zeros. */
	DECIMAL,
	/** A hexadecimal number in ASCII: two digits for SST, six for SD. */
	HEX

}

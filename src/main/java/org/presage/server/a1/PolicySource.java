/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

/** How a policy came. */
public enum PolicySource {

	/** By a message of the A1 mediator. */
	A1,
	/** By the web server of this program. */
	REST,
	/** From a file; the only way on which it can be changed. */
	FILE

}

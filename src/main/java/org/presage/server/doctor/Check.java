/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

/** Looks at one thing. Changes nothing. */
interface Check {

	/** What it looks at, one word. */
	String name();

	/** Looks, and tells what there is. */
	void look(Findings findings);

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.Locale;

/** What a caller may be. No role contains another one. */
public enum Role {

	/** Reports KPIs and gets decisions. */
	NODE,
	/** Changes what the xApp does. */
	OPERATOR,
	/** Asks what was decided, and why. */
	READER;

	/** As it is configured and told. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}

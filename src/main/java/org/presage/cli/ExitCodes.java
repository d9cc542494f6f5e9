/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

/** What the program returns to its caller. */
final class ExitCodes {

	/** All went well. */
	static final int OK = 0;

	/**
	 * The command line, its input or its configuration is wrong; the message says what.
	 */
	static final int INPUT = 2;

	/** Something failed that the caller could not know. */
	static final int FAILURE = 1;

	/** What was asked to be checked does not hold. */
	static final int REFUSED = 3;

	private ExitCodes() {
	}

}

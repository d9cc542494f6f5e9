/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a user has before him: commands are run, and what they say is kept. */
abstract class Terminal {

	final StringWriter out = new StringWriter();

	final StringWriter err = new StringWriter();

	final int run(String... args) {
		return PresageCommand.execute(
				PresageCommand.line().setOut(new PrintWriter(this.out, true)).setErr(new PrintWriter(this.err, true)),
				args);
	}

}

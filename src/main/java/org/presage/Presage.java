/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage;

import org.presage.cli.PresageCommand;

/** The program. */
public final class Presage {

	private Presage() {
	}

	public static void main(String[] args) {
		// entry point: the one place that ends the process
		System.exit(PresageCommand.run(args));
		// end of entry point
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;

import picocli.CommandLine.Parameters;

/** The store of transitions that a command reads. */
final class StoreArgument {

	@Parameters(index = "0", paramLabel = "FILE",
			description = "Read this store (presage.learn.store). A server locks it while it runs: read a copy then.")
	@SuppressWarnings("NullAway.Init")
	private Path file;

	Path file() {
		return this.file;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;

import picocli.CommandLine.Parameters;

/** The package that a command reads, and the one that it writes. */
final class PackagePaths {

	@Parameters(index = "0", paramLabel = "IN", description = "Read this package.")
	@SuppressWarnings("NullAway.Init")
	private Path in;

	@Parameters(index = "1", paramLabel = "OUT", description = "Write this package; it may be the same file.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	Path in() {
		return this.in;
	}

	Path out() {
		return this.out;
	}

	/** Refuses a place that cannot be written, before the work. */
	void requirePlace() {
		OutputPaths.requirePlace("OUT", this.out);
	}

}

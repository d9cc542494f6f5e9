/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Option;

/** The seed of everything random in a command: the same seed gives the same result. */
final class SeedOption {

	@Option(names = "--seed", paramLabel = "N",
			description = "Start all random generators from this seed (default: ${DEFAULT-VALUE}).")
	private long seed;

	SeedOption() {
		this(1);
	}

	/**
	 * @param otherwise the seed without the option
	 */
	SeedOption(long otherwise) {
		this.seed = otherwise;
	}

	long value() {
		return this.seed;
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Option;

/** How large the search is that plans are compared with. */
final class SamplesOption {

	@Option(names = "--samples", paramLabel = "N",
			description = "Compare plans with a search of this many (default: ${DEFAULT-VALUE}).")
	private int samples;

	/**
	 * @param otherwise the number without the option
	 */
	SamplesOption(int otherwise) {
		this.samples = otherwise;
	}

	int value() {
		return this.samples;
	}

}

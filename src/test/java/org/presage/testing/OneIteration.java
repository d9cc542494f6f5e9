/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.util.stream.Stream;

/**
 * Configuration of a server whose plans tests compare. A search ends when its time is
 * used up, so a pause of the machine costs iterations and changes the plan. The first
 * iteration always runs: a search that has only one gives the same plan for the same
 * reports, however long it takes.
 */
public final class OneIteration {

	private OneIteration() {
	}

	/** Command-line arguments of such a server, before those of the test. */
	public static String[] with(String... arguments) {
		return Stream
			.concat(Stream.of("--presage.planner.preset=cem", "--presage.planner.iterations=1",
					"--presage.loop.budget=1s"), Stream.of(arguments))
			.toArray(String[]::new);
	}

}

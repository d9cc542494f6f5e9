/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Locale;

import org.presage.control.SearchSettings;

/** When the cells of a simulated network know what their neighbours have decided. */
public enum Answers {

	/** One after another: each knows what those before it have just announced. */
	SEQUENTIAL,
	/**
	 * All in one call of the model: each knows what the others announced in the interval
	 * before. A server is between the two: of the cells of one call, up to four on a
	 * processor, and those that threads plan at the same moment, none knows the others'.
	 */
	SIMULTANEOUS;

	/** How a network of so many cells is searched so. */
	public SearchSettings of(SearchSettings search, int cells) {
		return search.withBatch((this == SIMULTANEOUS) ? cells : 1);
	}

	/** How cells that are searched so answer. */
	static Answers of(SearchSettings search) {
		return (search.batch() > 1) ? SIMULTANEOUS : SEQUENTIAL;
	}

	/** As in tables, JSON and options. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.function.Supplier;

/** Receives the progress of a screening, on its thread. */
public interface ScreeningListener {

	/**
	 * Called after every batch.
	 * @param done windows that were imagined, of all scenarios
	 * @param total windows to imagine
	 * @param interim of the scenario at work, without bounds and worst cases; computed
	 * when asked for
	 */
	default void progress(long done, long total, Supplier<ScreeningReport.Scenario> interim) {
	}

	/** Asked before every batch; true ends the screening. */
	default boolean cancelled() {
		return false;
	}

}

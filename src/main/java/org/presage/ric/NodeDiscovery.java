/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** A way to find E2 nodes and their cells. */
@FunctionalInterface
public interface NodeDiscovery {

	/**
	 * Begins, and returns at once.
	 * @param timer runs all that is to be done
	 * @param listener receives what is there, on that timer
	 */
	Running start(ScheduledExecutorService timer, Listener listener);

	/** Receives what is there. */
	interface Listener {

		/** All the cells that are there, whenever that changes. */
		void found(List<CellTarget> cells);

		/** A node has left the RIC. */
		void vanished(String node);

		/** Whether a node that leaves must be noticed at once. */
		boolean isWatching();

	}

	/** Goes on until it is closed. */
	interface Running extends AutoCloseable {

		@Override
		void close();

	}

}

/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

/**
 * A learned model of how a cell's KPIs follow its allocations, ready to run. Thread-safe.
 */
public interface WorldModel extends AutoCloseable {

	/** {@link #device} of a model that runs on the processor. */
	String CPU = "cpu";

	/** What the model was trained on and for. */
	ModelManifest manifest();

	/** What it runs on: {@code cpu} or {@code cuda}. */
	default String device() {
		return CPU;
	}

	/** Length of a context, K. */
	int contextSize();

	/**
	 * The same model with graphs of its own, for one thread, so that threads do not share
	 * its memory; to be closed by the caller.
	 */
	WorldModel replica();

	/**
	 * Makes an imaginer for one thread; it must be closed before the model.
	 * @param cells most cells of one call
	 * @param plans most plans of one cell in one call
	 */
	Imaginer imaginer(int cells, int plans);

	@Override
	void close();

}

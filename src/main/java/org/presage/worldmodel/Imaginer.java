/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

/**
 * Runs a model with buffers of its own. Owned by one thread.
 */
public interface Imaginer extends AutoCloseable {

	/**
	 * Encodes one window a cell.
	 * @param windows standardised frames {@code [C, L, F]}, oldest first, NaN absent
	 * @param contexts receives {@code [C, K]}
	 * @throws ModelException if the model could not be run
	 */
	void encode(int cells, float[] windows, float[] contexts);

	/**
	 * Imagines P plans for each cell.
	 * @param contexts as {@link #encode} made them, {@code [C, K]}
	 * @param plans standardised actions {@code [C, P, H]}
	 * @param forecast receives the C·P plans in order
	 * @throws ModelException if the model could not be run
	 */
	void imagine(int cells, float[] contexts, int plansPerCell, float[] plans, Prediction forecast);

	@Override
	void close();

}

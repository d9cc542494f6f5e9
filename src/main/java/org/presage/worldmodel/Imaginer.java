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
	 * Lets cells read what their neighbours said; only of models whose cells send
	 * messages.
	 * @param contexts as {@link #encode} made them, {@code [C, K]}; changed
	 * @param received {@link org.presage.worldmodel.net.MessageRow rows} of the
	 * neighbours of each, {@code [C, N, R]}
	 * @throws ModelException if the model could not be run
	 */
	void receive(int cells, float[] contexts, float[] received);

	/**
	 * Imagines P plans for each cell.
	 * @param contexts as {@link #encode} made them, {@code [C, K]}
	 * @param plans standardised actions {@code [C, P, H]}
	 * @param forecast receives the C·P plans in order
	 * @throws ModelException if the model could not be run
	 */
	void imagine(int cells, float[] contexts, int plansPerCell, float[] plans, Prediction forecast);

	/**
	 * Proposes G plans for each cell; only where the manifest has
	 * {@link ModelManifest#proposals}.
	 * @param contexts as {@link #encode} made them, {@code [C, K]}
	 * @param objectives what is wanted of each, {@code [C, D]}
	 * @param proposals receives shares of the span from the fewest to the most admissible
	 * PRBs, {@code [C, G, H]}, 0 to 1
	 * @throws ModelException if the model could not be run
	 */
	void propose(int cells, float[] contexts, float[] objectives, float[] proposals);

	@Override
	void close();

}
